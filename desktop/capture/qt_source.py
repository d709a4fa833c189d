"""The fallback source: the window's own Qt key events, where pynput sees nothing."""

import sys
from typing import Final, Literal

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWindow

from desktop.capture import codes
from desktop.capture.clock import MILLISECOND, WINDOWS_TICK, JoinedClock, now_ms
from desktop.capture.events import CaptureListener, CaptureState, KeyEvent
from desktop.capture.gate import Gate

_KEY_EVENTS: Final = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
_REPEAT_PATIENCE_MS: Final = 20
_NO_KEYS: Final = (0, Qt.Key.Key_unknown)


class QtSource:
    """Key events as one window gets them; belongs to the GUI thread.

    Parameters
    ----------
    listener
        Is told events and states on the GUI thread.
    window
        Whose key events are taken, and only while this is armed.
    platform
        As in :data:`sys.platform`: says what the numbers in Qt's events mean.
    """

    name: Literal["qt"] = "qt"

    def __init__(
        self, listener: CaptureListener, window: QWindow, platform: str = sys.platform
    ) -> None:
        self._gate = Gate(listener)
        self._window = window
        self._filter = _KeyFilter(self._gate, platform)

    @property
    def armed(self) -> bool:
        """Whether key events are told now."""
        return self._gate.is_open

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
    def __init__(self, gate: Gate, platform: str) -> None:
        super().__init__()
        self._gate = gate
        self._platform = platform
        self._clock = JoinedClock(WINDOWS_TICK if platform == "win32" else MILLISECOND)
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
        if event.isAutoRepeat() or not self._is_of_a_key(event):
            return
        code = codes.from_qt(event.nativeScanCode(), event.nativeVirtualKey(), self._platform)
        pressed = event.type() == QEvent.Type.KeyPress
        time_ms = self._clock.join(event.timestamp(), read_ms)
        if time_ms >= self._since_ms:
            self._tell(KeyEvent(code, pressed, time_ms), event.timestamp())

    def _is_of_a_key(self, event: QKeyEvent) -> bool:
        """Whether a key was pressed or released: text from an input method comes as events, too."""
        if self._platform == "darwin":
            # Qt gives no scan codes there, and 0 is also the virtual key of A.
            return event.key() not in _NO_KEYS
        return event.nativeScanCode() != 0

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
