"""Recordings made fit to be typed again: with the Shift and the Enter that a text field needs."""

from itertools import pairwise
from typing import Final

from inference.keys import CHARACTER_KEYS, ENTER_KEYS, SHIFT_KEYS
from inference.sample import Keystroke, Sample
from inference.us_layout import key_for

_SHIFT_AHEAD_MS: Final = 40.0
_ENTER_AFTER_MS: Final = 150.0
_ENTER_HOLD_MS: Final = 80.0


def typeable(sample: Sample, phrase: str) -> Sample:
    """Add what a recording lacks: Shift around the characters that need it, and the closing Enter.

    Shift goes down half-way between the presses before and of its key, 40 ms ahead at most, and up
    with the key, but before the next key goes down. Enter follows 150 ms after the last press.

    Parameters
    ----------
    sample
        One attempt; what it has already stays as it is.
    phrase
        What was typed.

    Raises
    ------
    InputError
        If a US keyboard can't type the phrase.
    """
    shifted = [key_for(character)[1] for character in phrase]
    typed = [key for key in sample.keystrokes if key.code in CHARACTER_KEYS]
    closing = [key for key in sample.keystrokes if key.code in ENTER_KEYS]
    added = [] if closing else [_enter(sample)]
    if len(typed) == len(phrase):
        keys: list[Keystroke | None] = [None, *typed, *(closing or added)]
        for (before, key), after, needed in zip(
            pairwise(keys), [*keys[2:], None], [*shifted, False], strict=False
        ):
            if needed and key is not None and not _is_shifted(sample, key):
                added.append(_shift(before, key, after))
    everything = [*sample.keystrokes, *added]
    # At equal times Shift goes down first.
    everything.sort(key=lambda key: (key.press_ms, key.code not in SHIFT_KEYS))
    return Sample(everything)


def _is_shifted(sample: Sample, key: Keystroke) -> bool:
    return any(
        shift.code in SHIFT_KEYS and shift.press_ms <= key.press_ms <= shift.release_ms
        for shift in sample.keystrokes
    )


def _shift(before: Keystroke | None, key: Keystroke, after: Keystroke | None) -> Keystroke:
    down_ms = key.press_ms - _SHIFT_AHEAD_MS
    if before is not None:
        down_ms = max(down_ms, (before.press_ms + key.press_ms) / 2)
    up_ms = key.release_ms
    if after is not None:
        up_ms = min(up_ms, (key.press_ms + after.press_ms) / 2)
    return Keystroke("ShiftLeft", down_ms, up_ms)


def _enter(sample: Sample) -> Keystroke:
    press_ms = sample.keystrokes[-1].press_ms + _ENTER_AFTER_MS
    return Keystroke("Enter", press_ms, press_ms + _ENTER_HOLD_MS)
