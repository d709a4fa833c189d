"""Strokes: the keystrokes that count in free mode, and their times."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from inference.keys import CHARACTER_KEYS, ENTER_KEYS, SHIFT_KEYS
from inference.sample import Sample
from inference.timing import measured

STROKE_KEYS: Final = CHARACTER_KEYS | ENTER_KEYS | {"Backspace"}
MIN_KEYS: Final = 15
"""Fewer strokes make no window."""
MAX_KEYS: Final = 96
"""Strokes of the longest window."""
MAX_WINDOWS: Final = 32
"""Of a longer text only so many windows are used."""


@dataclass(frozen=True, repr=False)
class Strokes:
    """Times of n strokes.

    Attributes
    ----------
    codes
        Physical keys, n of them.
    hold_ms
        Press to release, shape (n,).
    press_press_ms
        Press of the stroke before to this one's press, 0 for the first, shape (n,).
    shifted
        Whether Shift went down since the stroke before, shape (n,).
    """

    codes: tuple[str, ...]
    hold_ms: NDArray[np.float64]
    press_press_ms: NDArray[np.float64]
    shifted: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.codes)

    def part(self, start: int, stop: int) -> "Strokes":
        """Give strokes `start` to `stop` as if nothing had been typed before them."""
        gaps_ms = self.press_press_ms[start:stop].copy()
        gaps_ms[:1] = 0.0
        return Strokes(
            self.codes[start:stop], self.hold_ms[start:stop], gaps_ms, self.shifted[start:stop]
        )


def strokes(sample: Sample) -> Strokes:
    """Measure the strokes of a sample: character keys, Enter and Backspace.

    Other keys are left out, their time passes. Times are rounded to 0.1 ms and bounded to 5 s.
    """
    found = [keystroke for keystroke in sample.keystrokes if keystroke.code in STROKE_KEYS]
    press_ms = np.array([keystroke.press_ms for keystroke in found], dtype=np.float64)
    release_ms = np.array([keystroke.release_ms for keystroke in found], dtype=np.float64)
    shifts_ms = np.array([key.press_ms for key in sample.keystrokes if key.code in SHIFT_KEYS])
    shifts_before = np.searchsorted(shifts_ms, press_ms, side="right")
    return Strokes(
        codes=tuple(keystroke.code for keystroke in found),
        hold_ms=measured(press_ms, release_ms),
        press_press_ms=measured(np.concatenate([press_ms[:1], press_ms[:-1]]), press_ms),
        shifted=np.diff(shifts_before, prepend=0) > 0,
    )


def windows(typed: Strokes) -> list[Strokes]:
    """Cut strokes into windows of equal length, none longer than 96.

    Of a text with more than 32 windows, 32 evenly spaced ones are given; of one with fewer than
    15 strokes none.
    """
    if len(typed) < MIN_KEYS:
        return []
    count = -(-len(typed) // MAX_KEYS)
    bounds = [place * len(typed) // count for place in range(count + 1)]
    chosen = np.linspace(0, count - 1, min(count, MAX_WINDOWS)).round().astype(int)
    return [typed.part(bounds[place], bounds[place + 1]) for place in chosen.tolist()]
