"""A second try after a near miss, without a second chance for strangers.

Who may try twice at a false match rate gets in nearly twice as often. So the requested rate is
divided: the first attempt is decided at most of it, the second at the rest. Whatever the two
attempts of one stranger have in common, either passes with at most the sum of both rates
(Bonferroni's inequality), which is the requested one.
"""

import math
from typing import Final

from inference.decision import Decision

FIRST_SHARE: Final = 0.75
"""Of the requested rate. Of shares from 0.5 to 0.9 it refuses simulated owners least often."""

_NEAR: Final = math.log(10)
"""So far below the threshold are about those that ten times as many strangers reach."""


class Tries:
    """Says at which rate each attempt at one profile is decided."""

    def __init__(self) -> None:
        self._is_second = False

    @property
    def is_second(self) -> bool:
        """Whether the next attempt is a second try."""
        return self._is_second

    def rate(self, fmr: float) -> float:
        """Give the false match rate to decide the next attempt at.

        Parameters
        ----------
        fmr
            The requested one, which holds for both tries together.
        """
        return fmr * (1 - FIRST_SHARE if self._is_second else FIRST_SHARE)

    def take(self, decision: Decision) -> None:
        """Note how an attempt was decided: only a first one that missed nearly has a second."""
        self._is_second = not self._is_second and is_near_miss(decision)


def is_near_miss(decision: Decision) -> bool:
    """Tell whether an attempt failed by so little that another one may pass."""
    return not decision.accepted and decision.threshold - decision.score <= _NEAR
