"""How much of a rhythm a phrase can show: long ones of many different transitions show most."""

from enum import IntEnum
from itertools import pairwise
from typing import Final, NamedTuple

from desktop.logic.enrollment import MIN_PHRASE
from desktop.logic.wording import QT_TRANSLATE_NOOP

CONTEXT: Final = "PhraseStrength"

_VARIED: Final = 0.75
"""Below this share of transitions that come once only, a phrase repeats itself."""


class Level(IntEnum):
    """How well people can be told apart by a phrase."""

    TOO_SHORT = 0
    WEAK = 1
    FAIR = 2
    GOOD = 3
    STRONG = 4


_FEWEST_TRANSITIONS: Final = {Level.STRONG: 24, Level.GOOD: 17, Level.FAIR: 11}
"""Different transitions from key to key that a level takes, the closing Enter's included."""

_ADVICE: Final = {
    Level.TOO_SHORT: QT_TRANSLATE_NOOP("PhraseStrength", "Too short: six characters at least."),
    Level.WEAK: QT_TRANSLATE_NOOP(
        "PhraseStrength", "Weak: with a phrase this short, you are refused more often. Add words."
    ),
    Level.FAIR: QT_TRANSLATE_NOOP("PhraseStrength", "Fair: one more word makes it better."),
    Level.GOOD: QT_TRANSLATE_NOOP("PhraseStrength", "Good: long and varied enough."),
    Level.STRONG: QT_TRANSLATE_NOOP("PhraseStrength", "Strong: it shows much of a rhythm."),
}
_REPETITIVE: Final = QT_TRANSLATE_NOOP(
    "PhraseStrength", "It repeats itself: more different keys show more of a rhythm."
)


class PhraseStrength(NamedTuple):
    """What can be said of a phrase before it is typed.

    Parameters
    ----------
    level
        How much of a rhythm it can show.
    positions
        Its length with the closing Enter, as the recogniser counts.
    keys
        How many different characters it has.
    advice
        One sentence, in English; translated under :data:`CONTEXT`.
    """

    level: Level
    positions: int
    keys: int
    advice: str


def phrase_strength(phrase: str) -> PhraseStrength:
    """Judge a phrase by its length and by how many different transitions it has."""
    # Shift makes no other key.
    typed = f"{phrase.casefold()}\n"
    transitions = list(pairwise(typed))
    different = len(set(transitions))
    if len(phrase) < MIN_PHRASE:
        level = Level.TOO_SHORT
    else:
        reached = (step for step, fewest in _FEWEST_TRANSITIONS.items() if different >= fewest)
        level = next(reached, Level.WEAK)
    is_repetitive = level is not Level.TOO_SHORT and different < _VARIED * len(transitions)
    advice = _REPETITIVE if is_repetitive else _ADVICE[level]
    return PhraseStrength(level, len(typed), len(set(phrase.casefold())), advice)
