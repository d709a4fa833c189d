"""One sample of free text: from key events to a sample or a refusal.

Mistypes, corrections and pauses are how people write: they belong to the sample. The field tells
text that no key made; here it only has to be seen that no key was missed.
"""

from typing import Final

from desktop.logic.recorder import Outcome, Recorder, from_first_character
from desktop.logic.refusal import KEYS_DO_NOT_MATCH, TOO_SHORT
from inference.keys import CHARACTER_KEYS, ENTER_KEYS
from inference.sample import Keystroke, Sample
from inference.strokes import MIN_KEYS, STROKE_KEYS

# The right Alt makes characters on many keyboards.
_SHORTCUT_KEYS: Final = {"AltLeft", "ControlLeft", "ControlRight", "MetaLeft", "MetaRight"}
# The Enter that ends a sample is no part of it, since a button may end it as well.
_COUNTED: Final = STROKE_KEYS - ENTER_KEYS


class FreeRecorder(Recorder):
    """Records samples of free text, without the keys of shortcuts."""

    @property
    def keys(self) -> int:
        """Number of keys so far that count: those that make characters, and Backspace."""
        return sum(press.code in _COUNTED for press in self._presses)

    def _judge(self) -> Outcome:
        # Corrections make more key presses than there are characters, never fewer.
        if sum(press.code in CHARACTER_KEYS for press in self._presses) < len(self._text or ""):
            return KEYS_DO_NOT_MATCH
        typed = [key for key in self._all_keystrokes() if key.code not in ENTER_KEYS]
        keystrokes = from_first_character(_without_shortcuts(typed))
        if sum(key.code in _COUNTED for key in keystrokes) < MIN_KEYS:
            return TOO_SHORT
        return Sample(keystrokes)


def _without_shortcuts(keystrokes: list[Keystroke]) -> list[Keystroke]:
    held = [key for key in keystrokes if key.code in _SHORTCUT_KEYS]
    return [
        key
        for key in keystrokes
        if not any(shortcut.press_ms <= key.press_ms < shortcut.release_ms for shortcut in held)
    ]
