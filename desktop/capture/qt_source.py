"""The fallback source: the window's own Qt key events, where pynput sees nothing."""

import sys
from typing import Final, Literal

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent, QWindow

from desktop.capture import codes
from desktop.capture.clock import MILLISECOND, WINDOWS_TICK, JoinedClock, now_ms
from desktop.capture.events import CaptureListener, CaptureState, KeyEvent
from desktop.capture.gate import Gate

_KEY_EVENTS: Final = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
_REPEAT_PATIENCE_MS: Final = 20
_STEP_MS: Final = WINDOWS_TICK if sys.platform == "win32" else MILLISECOND


class QtSource:
    """Key events as one window gets them; belongs to the GUI thread.

    Parameters
    ----------
    listener
        Is told events and states on the GUI thread.
    window
        Whose key events are taken, and only while this is armed.
    """

    name: Literal["qt"] = "qt"

    def __init__(self, listener: CaptureListener, window: QWindow) -> None:
        self._gate = Gate(listener)
        self._window = window
        self._filter = _KeyFilter(self._gate)

    def start(self) -> None:
        """Get ready."""
        self._gate.tell(CaptureState.DISARMED)

    def arm(self) -> None:
        """Begin to take the window's key events."""
        self._filter.restart()
        self._window.installEventFilter(self._filter)
        self._gate.open()

    def disarm(self) -> None:
        """Stop taking the window's key events."""
        self._window.removeEventFilter(self._filter)
        self._gate.shut(CaptureState.DISARMED)

    def flush(self) -> None:
        """Forget the keys that are down."""
        self._gate.flush()

    def close(self) -> None:
        """Let the window be."""
        self._window.removeEventFilter(self._filter)
        self._gate.shut(CaptureState.CLOSED)


class _KeyFilter(QObject):
    def __init__(self, gate: Gate) -> None:
        super().__init__()
        self._gate = gate
        self._clock = JoinedClock(_STEP_MS)
        self._since_ms = 0.0
        self._release: KeyEvent | None = None
        self._release_of = ("", 0)
        self._patience = QTimer(self, singleShot=True, interval=_REPEAT_PATIENCE_MS)
        self._patience.timeout.connect(self._tell_release)

    def restart(self) -> None:
        """Take what is typed from now on; what was typed before may still wait for the window."""
        self._since_ms = now_ms()
        self._release = None

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        read_ms = now_ms()
        if event.type() in _KEY_EVENTS and isinstance(event, QKeyEvent):
            self._take(event, read_ms)
        return False

    def _take(self, event: QKeyEvent, read_ms: float) -> None:
        """Copy what is needed at once: Qt owns the event and changes it."""
        # A key event without a key is text from elsewhere, such as an input method.
        if event.isAutoRepeat() or not event.nativeScanCode():
            return
        code = codes.from_qt(event.nativeScanCode(), event.nativeVirtualKey())
        pressed = event.type() == QEvent.Type.KeyPress
        time_ms = self._clock.join(event.timestamp(), read_ms)
        if time_ms >= self._since_ms:
            self._tell(KeyEvent(code, pressed, time_ms), event.timestamp())

    def _tell(self, event: KeyEvent, stamp: int) -> None:
        """Tell a press at once, and a release when it is none of auto-repeat.

        X servers repeat a key by a release and a press of the same time; Qt only notices where it
        reads both together.
        """
        if event.pressed and self._release and (event.code, stamp) == self._release_of:
            self._release = None
            return
        self._tell_release()
        if event.pressed:
            self._gate.key_event(event)
        else:
            self._release, self._release_of = event, (event.code, stamp)
            self._patience.start()

    def _tell_release(self) -> None:
        release, self._release = self._release, None
        if release is not None:
            self._gate.key_event(release)
