"""What stands between a source and its listener: nothing passes while it is shut."""

import threading

from desktop.capture.events import CaptureListener, CaptureState, CaptureStatus, KeyEvent
from inference.sample import UNIDENTIFIED


class Gate:
    """Hands key events on while it is open, and releases only of keys whose press passed.

    Parameters
    ----------
    listener
        Told of events and states one at a time. It must not wait for another thread.

    Attributes
    ----------
    lock
        Held while the listener is told something. Reentrant, since a listener may disarm its
        source when it is told.
    is_open
        Whether key events pass now.
    """

    def __init__(self, listener: CaptureListener) -> None:
        self.lock = threading.RLock()
        self._listener = listener
        self.is_open = False
        self._is_closed = False
        self._down: set[str] = set()

    def open(self) -> None:
        """Let events through from now on, and tell so."""
        with self.lock:
            self.is_open = True
            self._down.clear()
            self.tell(CaptureState.ARMED)

    def shut(self, state: CaptureState, message: str = "") -> None:
        """Let none through from now on, and tell why."""
        with self.lock:
            self.is_open = False
            self.tell(state, message)

    def flush(self) -> None:
        """Forget which keys are down: their releases don't pass."""
        with self.lock:
            self._down.clear()

    def tell(self, state: CaptureState, message: str = "") -> None:
        """Tell a state; nothing is told after ``CLOSED``."""
        with self.lock:
            if not self._is_closed:
                self._is_closed = state is CaptureState.CLOSED
                self._listener.status_changed(CaptureStatus(state, message))

    def key_event(self, event: KeyEvent) -> None:
        """Take an event from the source."""
        with self.lock:
            if self.is_open and self._passes(event):
                self._listener.key_event(event)

    def _passes(self, event: KeyEvent) -> bool:
        if event.code == UNIDENTIFIED:
            return True
        if event.pressed:
            self._down.add(event.code)
            return True
        was_down = event.code in self._down
        self._down.discard(event.code)
        return was_down
