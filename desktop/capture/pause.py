"""The pause shortcut: known where keys are heard, so that it works however busy the window is."""

from collections.abc import Callable
from typing import Final

from desktop.capture.events import KeyEvent
from desktop.capture.systems.listening import Tell

PAUSE_KEY: Final = "KeyP"

_MODIFIERS: Final = (
    frozenset({"ControlLeft", "ControlRight"}),
    frozenset({"AltLeft", "AltRight"}),
    frozenset({"ShiftLeft", "ShiftRight"}),
)


class PauseShortcut:
    """Hands key events on until Ctrl+Alt+Shift+P is pressed, and none after that.

    Parameters
    ----------
    tell
        Takes the events.
    pressed
        Called once, when the shortcut is pressed.
    """

    def __init__(self, tell: Tell, pressed: Callable[[], None]) -> None:
        self._tell = tell
        self._pressed = pressed
        self._down: set[str] = set()
        self._is_paused = False

    def take(self, event: KeyEvent) -> None:
        """Take the next event."""
        if self._is_paused:
            return
        (self._down.add if event.pressed else self._down.discard)(event.code)
        self._is_paused = self._is_shortcut(event)
        if self._is_paused:
            self._pressed()
        else:
            self._tell(event)

    def _is_shortcut(self, event: KeyEvent) -> bool:
        is_key = event.pressed and event.code == PAUSE_KEY
        return is_key and all(self._down & either for either in _MODIFIERS)
