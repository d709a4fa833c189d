"""From key events to keystrokes: what attempts at a phrase and free text have in common."""

import math
from abc import ABC, abstractmethod
from typing import Final

from desktop.capture.events import KeyEvent
from desktop.capture.pairing import KeystrokePairer
from desktop.logic.refusal import Refusal
from inference.keys import CHARACTER_KEYS, ENTER_KEYS, SHIFT_KEYS
from inference.sample import Keystroke, Sample

RELEASE_WAIT_MS: Final = 500
"""How long after Enter the last keys may stay down; what is down then counts as let go."""
LATE_WAIT_MS: Final = 1500
"""How long after the field's Enter the captured one is waited for, on a busy machine."""

# They do nothing to the text, whenever they are pressed.
_IGNORED: Final = ("Audio", "Brightness", "Fn", "Launch", "Media", "Power")

Outcome = Sample | Refusal


class Recorder(ABC):
    """Records one attempt after another.

    An attempt ends in these steps:

    1. The field sees Enter, and so does the capture source; either may be first.
    2. All keys are up, which is :attr:`complete`, or :meth:`wait_ms` have passed.
    3. :meth:`close` judges it.
    """

    def __init__(self) -> None:
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
        self._ended = False

    @property
    def empty(self) -> bool:
        """Whether no key has been pressed yet."""
        return not self._presses

    @property
    def ending(self) -> bool:
        """Whether the field has told the end."""
        return self._text is not None

    @property
    def complete(self) -> bool:
        """Whether the field and the source saw the end, and all keys are up."""
        return self.ending and self._ended and self._pairer.all_up

    def feed(self, event: KeyEvent) -> None:
        """Take a captured key event; presses after the attempt's Enter are no part of it."""
        if event.time_ms < self._since_ms or event.code.startswith(_IGNORED):
            return
        if event.pressed and self._ended:
            return
        if event.pressed:
            self._press(event)
        keystroke = self._pairer.feed(event)
        if keystroke is not None:
            self._keystrokes.append(keystroke)

    def end(self, text: str, *, by_enter: bool = True) -> None:
        """Note that the attempt was ended with this text in the field.

        Parameters
        ----------
        text
            What the field held.
        by_enter
            Whether Enter ended it, which the source tells as well; a button otherwise.
        """
        self._text = text
        if not by_enter:
            self._ended = True

    def wait_ms(self) -> int:
        """How long to wait after the field's end until :meth:`close` may be called anyway."""
        return RELEASE_WAIT_MS if self._ended else LATE_WAIT_MS

    def close(self) -> Outcome:
        """End the attempt and begin another.

        Returns
        -------
        Sample or Refusal
            The keystrokes, or why they can't be used.
        """
        outcome = self._judge()
        self.restart()
        return outcome

    @abstractmethod
    def _judge(self) -> Outcome:
        """Give the attempt's outcome."""

    def _press(self, event: KeyEvent) -> None:
        self._presses.append(event)
        # In an empty field, Enter ends nothing.
        if event.code in ENTER_KEYS and any(key.code in CHARACTER_KEYS for key in self._presses):
            self._ended = True

    def _all_keystrokes(self) -> list[Keystroke]:
        """Give what was typed in press order, what is still down as let go."""
        end_ms = max((press.time_ms for press in self._presses), default=0.0) + RELEASE_WAIT_MS
        # The pairer ignores releases of keys that aren't down.
        for press in self._presses:
            self.feed(KeyEvent(press.code, pressed=False, time_ms=end_ms))
        return sorted(self._keystrokes, key=lambda keystroke: keystroke.press_ms)


def from_first_character(keystrokes: list[Keystroke]) -> list[Keystroke]:
    """Leave out what was pressed before the text, such as Backspace to clear the field."""
    places = [place for place, key in enumerate(keystrokes) if key.code in CHARACTER_KEYS]
    if not places:
        return []
    first = places[0]
    shifts = [key for key in keystrokes[:first] if key.code in SHIFT_KEYS]
    held = [key for key in shifts[-1:] if key.release_ms >= keystrokes[first].press_ms]
    return held + keystrokes[first:]
