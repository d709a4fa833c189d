"""One attempt at typing a phrase: from key events and the field's text to a sample or a refusal.

The field's characters decide what is a mistype; the key codes carry the times.
"""

from itertools import pairwise
from typing import Final

from desktop.logic.recorder import Outcome, Recorder, from_first_character
from desktop.logic.refusal import (
    CORRECTED,
    KEYS_DO_NOT_MATCH,
    LONG_PAUSE,
    MISTYPED,
    OTHER_KEY,
)
from inference.keys import CHARACTER_KEYS, ENTER_KEYS, SHIFT_KEYS
from inference.sample import Keystroke, Sample
from inference.timing import positions

LONG_PAUSE_MS: Final = 5000.0
"""From press to press: longer is an interruption, no rhythm."""

_MODIFIERS: Final = SHIFT_KEYS | {
    "AltGraph",
    "AltLeft",
    "AltRight",
    "CapsLock",
    "ControlLeft",
    "ControlRight",
    "MetaLeft",
    "MetaRight",
    "NumLock",
}
_CORRECTING: Final = frozenset(
    {"Backspace", "Delete", "Home", "End", "Undo"}
    | {f"Arrow{side}" for side in ("Left", "Right", "Up", "Down")}
)


class AttemptRecorder(Recorder):
    """Records attempts at one phrase; each sample goes to Enter, the text is judged first.

    Parameters
    ----------
    phrase
        What has to be typed; None where it isn't known, so that any text passes here and the
        phrase tag tells a mistype later.
    """

    def __init__(self, phrase: str | None = None) -> None:
        super().__init__()
        self._phrase = phrase

    def _judge(self) -> Outcome:
        if self._phrase is not None and self._text != self._phrase:
            return MISTYPED
        if not self._ended:
            return KEYS_DO_NOT_MATCH
        return _judged(from_first_character(self._all_keystrokes()), len(self._text or ""))


def _judged(keystrokes: list[Keystroke], characters: int) -> Outcome:
    character_keys = sum(key.code in CHARACTER_KEYS for key in keystrokes)
    others = {key.code for key in keystrokes} - CHARACTER_KEYS - ENTER_KEYS - _MODIFIERS
    if others:
        return CORRECTED if others & _CORRECTING else OTHER_KEY
    if not characters or character_keys != characters:
        return KEYS_DO_NOT_MATCH
    sample = Sample(keystrokes)
    for place, (key, after) in enumerate(pairwise(positions(sample)), start=2):
        if after.press_ms - key.press_ms > LONG_PAUSE_MS:
            return LONG_PAUSE._replace(place=place)
    return sample
