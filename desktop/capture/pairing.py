"""Pairs presses with releases by physical key, so that neither rollover nor Shift mixes them up."""

from collections import defaultdict, deque

from desktop.capture.events import KeyEvent
from inference.sample import UNIDENTIFIED, Keystroke


class KeystrokePairer:
    """Makes keystrokes of key events.

    A known key that is pressed again before its release is auto-repeat and doesn't count. Unknown
    keys can't be told apart: the one that was pressed first is taken to be released first. A
    release without a press (it happened elsewhere, or before a flush) is ignored.
    """

    def __init__(self) -> None:
        self._presses: defaultdict[str, deque[float]] = defaultdict(deque)

    def feed(self, event: KeyEvent) -> Keystroke | None:
        """Take the next event; give the keystroke that it completes, if it does.

        Keystrokes come in the order of their releases: sort them by ``press_ms`` for a sample.
        """
        presses = self._presses[event.code]
        if event.pressed:
            if not presses or event.code == UNIDENTIFIED:
                presses.append(event.time_ms)
            return None
        if not presses:
            return None
        return Keystroke(event.code, presses.popleft(), event.time_ms)

    def flush(self) -> None:
        """Forget the keys that are down, since their releases may never be seen."""
        self._presses.clear()

    @property
    def pending(self) -> int:
        """How many keys are down."""
        return sum(len(presses) for presses in self._presses.values())

    @property
    def all_up(self) -> bool:
        """Whether no key is down."""
        return self.pending == 0
