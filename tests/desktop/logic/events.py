"""Key events of keystrokes, as a capture source tells them."""

from collections.abc import Iterable

from desktop.capture.events import KeyEvent
from inference.sample import Keystroke


def events(keystrokes: Iterable[Keystroke]) -> list[KeyEvent]:
    """Give presses and releases in the order of their times."""
    both = [
        KeyEvent(key.code, pressed, key.press_ms if pressed else key.release_ms)
        for key in keystrokes
        for pressed in (True, False)
    ]
    return sorted(both, key=lambda event: event.time_ms)
