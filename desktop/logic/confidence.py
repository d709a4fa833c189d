"""How much a score speaks for the owner or against, in words and numbers for people."""

import math
from typing import Final, NamedTuple

from desktop.logic.wording import QT_TRANSLATE_NOOP

CONTEXT: Final = "Confidence"

# The likelihood ratio from which on each holds: the verbal scale of the ENFSI Guideline for
# Evaluative Reporting in Forensic Science (2015), section 2 and appendix.
_SCALE: Final = (
    (1e6, QT_TRANSLATE_NOOP("Confidence", "extremely strong support")),
    (1e4, QT_TRANSLATE_NOOP("Confidence", "very strong support")),
    (1e3, QT_TRANSLATE_NOOP("Confidence", "strong support")),
    (1e2, QT_TRANSLATE_NOOP("Confidence", "moderately strong support")),
    (1e1, QT_TRANSLATE_NOOP("Confidence", "moderate support")),
    (2.0, QT_TRANSLATE_NOOP("Confidence", "weak support")),
    (1.0, QT_TRANSLATE_NOOP("Confidence", "no support either way")),
)


class Confidence(NamedTuple):
    """A likelihood ratio, as it is told.

    Parameters
    ----------
    times
        How much likelier such typing is from the one than from the other, one digit of it sure;
        1 and more.
    for_owner
        Whether the owner is the likelier one.
    strength
        In words, English; translated under :data:`CONTEXT`.
    """

    times: int
    for_owner: bool
    strength: str

    @property
    def is_even(self) -> bool:
        """Whether it speaks for neither."""
        return self.times == 1


def confidence(score: float) -> Confidence:
    """Tell what a score means.

    Parameters
    ----------
    score
        Calibrated log-likelihood ratio, natural log.
    """
    times = _one_digit(math.exp(abs(score)))
    strength = next(words for least, words in _SCALE if times >= least)
    return Confidence(times, score > 0, strength)


def _one_digit(value: float) -> int:
    return int(round(value, -math.floor(math.log10(value))))
