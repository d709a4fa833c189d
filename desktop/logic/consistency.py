"""How alike the attempts of an enrolment are, by position: where a rhythm is steady, where not."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import numpy as np

from inference.features import STEPS_PER_SPREAD, FixedFeatures

if TYPE_CHECKING:
    from numpy.typing import NDArray

Steadiness = Literal["very_steady", "steady", "varied"]

FEWEST_ATTEMPTS: Final = 3
"""Of fewer, nothing can be said."""

# Quartiles of the mean spread over 10 attempts at phrases of 20 positions, among the writers of
# KLiCKe that serve for choices.
_VERY_STEADY: Final = 0.42
_STEADY: Final = 0.53

_WEAKEST: Final = 3
_NOTABLY_WEAK: Final = 1.25
"""A weak position varies so much more than the phrase does on average."""


class Consistency(NamedTuple):
    """How steadily a phrase was typed.

    Parameters
    ----------
    holds
        How much each of n positions' hold varies, in spreads of the population: 1 is as much as
        keys of that kind vary between people.
    intervals
        The same of the n - 1 intervals between presses.
    """

    holds: tuple[float, ...]
    intervals: tuple[float, ...]

    @property
    def mean(self) -> float:
        """How much the whole phrase varies."""
        return float(np.mean([*self.holds, *self.intervals]))

    @property
    def steadiness(self) -> Steadiness:
        """A word for it: a quarter of people are very steady, a quarter varied."""
        if self.mean <= _VERY_STEADY:
            return "very_steady"
        return "steady" if self.mean <= _STEADY else "varied"

    @property
    def weakest(self) -> tuple[int, ...]:
        """The positions that vary most, the worst first: three at most, and none if all are alike.

        The interval that leads to a key is counted as the key's own.
        """
        by_position = np.array(self.holds)
        by_position[1:] = (by_position[1:] + np.array(self.intervals)) / 2
        worst = np.argsort(-by_position, kind="stable")[:_WEAKEST]
        return tuple(
            int(place) for place in worst if by_position[place] >= _NOTABLY_WEAK * self.mean
        )


def consistency(attempts: Sequence[FixedFeatures]) -> Consistency | None:
    """Measure how alike attempts at one phrase are: mean deviation from the median, by position.

    Parameters
    ----------
    attempts
        Features of attempts, all of one length.

    Returns
    -------
    Consistency or None
        None of too few attempts.
    """
    if len(attempts) < FEWEST_ATTEMPTS:
        return None
    return Consistency(
        _deviations([attempt.holds for attempt in attempts]),
        _deviations([attempt.intervals for attempt in attempts]),
    )


def _deviations(steps: Sequence[tuple[int, ...]]) -> tuple[float, ...]:
    spreads: NDArray[np.float64] = np.array(steps, dtype=np.float64) / STEPS_PER_SPREAD
    deviations: list[float] = np.abs(spreads - np.median(spreads, axis=0)).mean(axis=0).tolist()
    return tuple(deviations)
