"""One attempt at typing a phrase: from key events and the field's text to a sample or a refusal.

The field's characters decide what is a mistype; the key codes carry the times.
"""

import math
from itertools import pairwise
from typing import Final

from desktop.capture.events import KeyEvent
from desktop.capture.pairing import KeystrokePairer
from desktop.logic.refusal import (
    CORRECTED,
    KEYS_DO_NOT_MATCH,
    LONG_PAUSE,
    MISTYPED,
    OTHER_KEY,
    Refusal,
)
from inference.keys import CHARACTER_KEYS, ENTER_KEYS, SHIFT_KEYS
from inference.sample import Keystroke, Sample

RELEASE_WAIT_MS: Final = 500
"""How long after Enter the last keys may stay down; what is down then counts as let go."""
LATE_WAIT_MS: Final = 1500
"""How long after the field's Enter the captured one is waited for, on a busy machine."""
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
# They do nothing to the text, whenever they are pressed.
_IGNORED: Final = ("Audio", "Brightness", "Fn", "Launch", "Media", "Power")

Outcome = Sample | Refusal


class AttemptRecorder:
    """Records one attempt after another.

    An attempt ends in these steps:

    1. The field sees Enter, and so does the capture source; either may be first.
    2. All keys are up, or :data:`RELEASE_WAIT_MS` have passed: :attr:`complete`, or
       :meth:`time_up` by the caller's clock.
    3. :meth:`close` judges it: the text first, then whether the keys match it.

    Parameters
    ----------
    phrase
        What has to be typed; None where it isn't known, so that any text passes here and the
        phrase tag tells a mistype later.
    """

    def __init__(self, phrase: str | None = None) -> None:
        self._phrase = phrase
        self.restart()

    def restart(self, since_ms: float = -math.inf) -> None:
        """Forget the attempt in hand and begin another.

        Parameters
        ----------
        since_ms
            Events before this time, on the events' clock, are still of the earlier attempt: they
            come later than the field's text.
        """
        self._since_ms = since_ms
        self._pairer = KeystrokePairer()
        self._presses: list[KeyEvent] = []
        self._keystrokes: list[Keystroke] = []
        self._text: str | None = None
        self._enter_ms: float | None = None

    @property
    def empty(self) -> bool:
        """Whether no key has been pressed yet."""
        return not self._presses

    @property
    def ending(self) -> bool:
        """Whether the field has seen Enter."""
        return self._text is not None

    @property
    def complete(self) -> bool:
        """Whether Enter was seen, by the field and by the source, and all keys are up."""
        return self.ending and self._enter_ms is not None and self._pairer.all_up

    def feed(self, event: KeyEvent) -> None:
        """Take a captured key event; presses after the attempt's Enter are no part of it."""
        if event.time_ms < self._since_ms or event.code.startswith(_IGNORED):
            return
        if event.pressed and self._enter_ms is not None:
            return
        if event.pressed:
            self._press(event)
        keystroke = self._pairer.feed(event)
        if keystroke is not None:
            self._keystrokes.append(keystroke)

    def enter(self, text: str) -> None:
        """Note that the field saw Enter with this text in it."""
        self._text = text

    def wait_ms(self) -> int:
        """How long to wait after the field's Enter until :meth:`close` may be called anyway."""
        return RELEASE_WAIT_MS if self._enter_ms is not None else LATE_WAIT_MS

    def close(self) -> Outcome:
        """End the attempt and begin another.

        Returns
        -------
        Sample or Refusal
            The keystrokes from the first character's key (or its Shift) to Enter.
        """
        outcome = self._judge()
        self.restart()
        return outcome

    def _press(self, event: KeyEvent) -> None:
        self._presses.append(event)
        # In an empty field, Enter ends nothing.
        if event.code in ENTER_KEYS and any(key.code in CHARACTER_KEYS for key in self._presses):
            self._enter_ms = event.time_ms

    def _judge(self) -> Outcome:
        if self._phrase is not None and self._text != self._phrase:
            return MISTYPED
        if self._enter_ms is None:
            return KEYS_DO_NOT_MATCH
        self._let_go()
        return _judged(self._typed_keystrokes(), len(self._text or ""))

    def _let_go(self) -> None:
        enter_ms = self._enter_ms or 0.0
        end_ms = max(enter_ms + RELEASE_WAIT_MS, self._presses[-1].time_ms)
        # The pairer ignores releases of keys that aren't down.
        for press in self._presses:
            self.feed(KeyEvent(press.code, pressed=False, time_ms=end_ms))

    def _typed_keystrokes(self) -> list[Keystroke]:
        """Leave out what was pressed before the phrase, such as Backspace to clear the field."""
        keystrokes = sorted(self._keystrokes, key=lambda keystroke: keystroke.press_ms)
        places = [place for place, key in enumerate(keystrokes) if key.code in CHARACTER_KEYS]
        if not places:
            return []
        first = places[0]
        shifts = [key for key in keystrokes[:first] if key.code in SHIFT_KEYS]
        held = [key for key in shifts[-1:] if key.release_ms >= keystrokes[first].press_ms]
        return held + keystrokes[first:]


def _judged(keystrokes: list[Keystroke], characters: int) -> Outcome:
    character_keys = sum(key.code in CHARACTER_KEYS for key in keystrokes)
    others = {key.code for key in keystrokes} - CHARACTER_KEYS - ENTER_KEYS - _MODIFIERS
    if others:
        return CORRECTED if others & _CORRECTING else OTHER_KEY
    if not characters or character_keys != characters:
        return KEYS_DO_NOT_MATCH
    if any(after.press_ms - key.press_ms > LONG_PAUSE_MS for key, after in pairwise(keystrokes)):
        return LONG_PAUSE
    return Sample(keystrokes)
