"""Positions of a sample and their times."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from inference.keys import CHARACTER_KEYS, ENTER_KEYS, SHIFT_KEYS
from inference.sample import Keystroke, Sample

DECIMALS: Final = 1
"""Times are rounded to this many decimals of a millisecond before any scoring."""
LONGEST_MS: Final = 5000.0
"""Longer times are pauses of any length: they are bounded to this."""


@dataclass(frozen=True, repr=False)
class Timings:
    """Times of a sample's n positions.

    Attributes
    ----------
    codes
        Physical keys of the positions, n of them.
    hold_ms
        Press to release of each position, shape (n,).
    press_press_ms
        Press to the next position's press, shape (n - 1,).
    release_press_ms
        Release to the next position's press, shape (n - 1,); below 0 where keys overlap.
    shifted
        Whether Shift went down between two positions' presses, n - 1 of them.
    """

    codes: tuple[str, ...]
    hold_ms: NDArray[np.float64]
    press_press_ms: NDArray[np.float64]
    release_press_ms: NDArray[np.float64]
    shifted: tuple[bool, ...]


def positions(sample: Sample) -> list[Keystroke]:
    """Give the keystrokes that make a character, and the closing Enter if there is one."""
    found: list[Keystroke] = []
    closing: Keystroke | None = None
    for keystroke in sample.keystrokes:
        if keystroke.code in CHARACTER_KEYS:
            found.append(keystroke)
            closing = None
        elif keystroke.code in ENTER_KEYS and closing is None:
            closing = keystroke
    return [*found, closing] if found and closing else found


def timings(sample: Sample) -> Timings:
    """Measure a sample's positions.

    Parameters
    ----------
    sample
        Any sample; one without a position gives empty arrays.

    Returns
    -------
    Timings
        Rounded to 0.1 ms and bounded to 5 s either way.
    """
    at = positions(sample)
    press_ms = np.array([keystroke.press_ms for keystroke in at], dtype=np.float64)
    release_ms = np.array([keystroke.release_ms for keystroke in at], dtype=np.float64)
    shifts_ms = np.array([key.press_ms for key in sample.keystrokes if key.code in SHIFT_KEYS])
    shifts_before = np.searchsorted(shifts_ms, press_ms, side="right")
    return Timings(
        codes=tuple(keystroke.code for keystroke in at),
        hold_ms=measured(press_ms, release_ms),
        press_press_ms=measured(press_ms[:-1], press_ms[1:]),
        release_press_ms=measured(release_ms[:-1], press_ms[1:]),
        shifted=tuple((np.diff(shifts_before) > 0).tolist()),
    )


def measured(from_ms: NDArray[np.float64], to_ms: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the times between moments, rounded to 0.1 ms and bounded to 5 s either way."""
    # Finite times may be further apart than any float can say; they are bounded all the same.
    with np.errstate(over="ignore"):
        times_ms = np.clip(to_ms - from_ms, -LONGEST_MS, LONGEST_MS)
    return np.round(times_ms, DECIMALS)
