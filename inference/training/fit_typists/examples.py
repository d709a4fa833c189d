"""Holds and gaps, with what may explain them."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from inference.simulation.people import NOTHING, gap_scale, hold_scale
from inference.training.fit_typists.keystrokes import Typing, recorded, surroundings, within_word

_BASE: Final = NOTHING + 1
_LONGEST_NUMBER: Final = 4


class Examples(NamedTuple):
    """Examples of one kind of time, holds or gaps; each array of shape (examples,).

    Attributes
    ----------
    place
        Which keystroke of the typing.
    writer
        As in `Typing`.
    pair, habit, context
        What `Times.usual`, `Times.habit` and `Times.context` are about, as numbers.
    fluent
        Whether it lies within a word, where nobody stops to think.
    scaled
        The time on its scale.
    """

    place: NDArray[np.int64]
    writer: NDArray[np.int64]
    pair: NDArray[np.int64]
    habit: NDArray[np.int64]
    context: NDArray[np.int64]
    fluent: NDArray[np.bool_]
    scaled: NDArray[np.float64]

    def within_words(self) -> "Examples":
        """Leave out what isn't fluent."""
        return Examples._make(array[self.fluent] for array in self)


def hold_examples(typing: Typing) -> Examples:
    """Collect the holds of all known keys but Shift, whose holds were not recorded."""
    around = surroundings(typing)
    place = np.flatnonzero((typing.key != NOTHING) & recorded(typing))
    return Examples(
        place=place,
        writer=typing.writer[place],
        pair=_number(around.key, around.after)[place],
        habit=around.key[place],
        context=_number(around.before, around.key, around.after)[place],
        fluent=within_word(around)[place],
        scaled=hold_scale(typing.hold_ms[place]),
    )


def gap_examples(typing: Typing) -> Examples:
    """Collect the press-press times within runs of typing."""
    around = surroundings(typing)
    place = np.flatnonzero(around.before != NOTHING)
    pair = _number(around.before, around.key)[place]
    return Examples(
        place=place,
        writer=typing.writer[place],
        pair=pair,
        habit=pair,
        context=_number(*around)[place],
        fluent=within_word(around)[place],
        scaled=gap_scale(typing.gap_ms[place]),
    )


def within_writer(writer: NDArray[np.int64], number: NDArray[np.int64]) -> NDArray[np.int64]:
    """Tell the same pair, habit or context of different writers apart."""
    return writer * _BASE**_LONGEST_NUMBER + number


def _number(*keys: NDArray[np.int64]) -> NDArray[np.int64]:
    number = np.zeros_like(keys[0])
    for key in keys:
        number = number * _BASE + key
    return number
