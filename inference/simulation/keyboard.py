"""What typing a phrase asks of a keyboard: which keys, and which of them must be up when."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from inference.sample import Keystroke, Sample
from inference.simulation.people import KEYS
from inference.us_layout import key_for

_SHIFT: Final = KEYS.index("ShiftLeft")
_ENTER: Final = KEYS.index("Enter")
_SHORTEST_HOLD_MS: Final = 5.0
_SHORTEST_GAP_MS: Final = 1.0
# Of the time in which it may go up: while the last key that needs it is down, before the next is.
_SHIFT_RELEASE: Final = 0.7
# A key has to come up before it can go down again.
_SAME_KEY_RELEASE: Final = 0.9


def keys_for(phrase: str) -> tuple[tuple[int, ...], tuple[bool, ...]]:
    """Give the keys that type a phrase and Enter.

    Returns
    -------
    keys : tuple of int
        Indices into `KEYS`; Shift comes ahead of each run of characters that need it.
    shifted : tuple of bool
        Whether the key is typed while Shift is down, or is Shift.

    Raises
    ------
    InputError
        If a US keyboard can't type the phrase.
    """
    keys: list[int] = []
    shifted: list[bool] = []
    for code, needs_shift in map(key_for, phrase):
        if needs_shift and not (shifted and shifted[-1]):
            keys.append(_SHIFT)
            shifted.append(True)
        keys.append(KEYS.index(code))
        shifted.append(needs_shift)
    return (*keys, _ENTER), (*shifted, False)


def typed(
    keys: tuple[int, ...],
    shifted: tuple[bool, ...],
    hold_ms: NDArray[np.float64],
    gap_ms: NDArray[np.float64],
) -> Sample:
    """Type keys with such times, as far as a keyboard allows it.

    Parameters
    ----------
    keys, shifted
        As from :func:`keys_for`; Shift is up before the first key that isn't shifted goes down.
    hold_ms
        Press to release; the same key comes up before it goes down again; shape (keys,).
    gap_ms
        Press to press since the key before; the first counts for nothing; shape (keys,).
    """
    gap_ms = np.maximum(gap_ms, _SHORTEST_GAP_MS)
    gap_ms[0] = 0.0
    press_ms = np.cumsum(gap_ms)
    release_ms = press_ms + np.maximum(hold_ms, _SHORTEST_HOLD_MS)
    _lift_shift(keys, shifted, press_ms, release_ms)
    _lift_before_next_press(keys, press_ms, release_ms)
    return Sample(
        [
            Keystroke(KEYS[key], *times)
            for key, *times in zip(
                keys, press_ms.round(1).tolist(), release_ms.round(1).tolist(), strict=True
            )
        ]
    )


def _lift_shift(
    keys: tuple[int, ...],
    shifted: tuple[bool, ...],
    press_ms: NDArray[np.float64],
    release_ms: NDArray[np.float64],
) -> None:
    for place, key in enumerate(keys):
        if key == _SHIFT:
            last = shifted.index(False, place) - 1
            until_ms = min(release_ms[last], press_ms[last + 1])
            release_ms[place] = press_ms[last] + _SHIFT_RELEASE * (until_ms - press_ms[last])


def _lift_before_next_press(
    keys: tuple[int, ...], press_ms: NDArray[np.float64], release_ms: NDArray[np.float64]
) -> None:
    last_place: dict[int, int] = {}
    for place, key in enumerate(keys):
        last = last_place.get(key)
        if last is not None and release_ms[last] >= press_ms[place]:
            between_ms = press_ms[place] - press_ms[last]
            release_ms[last] = press_ms[last] + _SAME_KEY_RELEASE * between_ms
        last_place[key] = place
