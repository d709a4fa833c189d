"""From the capture source's threads to the main thread, by queued Qt signals."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from desktop.capture.events import (
    CaptureListener,
    CaptureSource,
    CaptureStatus,
    KeyEvent,
    SourceName,
)


class _Listener(QObject):
    """Takes calls from any thread; its signals are connected queued, so they arrive in order."""

    captured = Signal(object)
    changed = Signal(object)

    def key_event(self, event: KeyEvent) -> None:
        self.captured.emit(event)

    def status_changed(self, status: CaptureStatus) -> None:
        self.changed.emit(status)


class Capture(QObject):
    """A capture source as the window uses it; all signals come on the main thread.

    Parameters
    ----------
    make_source
        Makes the source that tells a listener.

    Attributes
    ----------
    key_event
        Emitted with a :class:`~desktop.capture.events.KeyEvent` while armed.
    status_changed
        Emitted with a :class:`~desktop.capture.events.CaptureStatus`.
    """

    key_event = Signal(object)
    status_changed = Signal(object)

    def __init__(
        self,
        make_source: Callable[[CaptureListener], CaptureSource],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._wanted = False
        self._listener = _Listener(self)
        queued = Qt.ConnectionType.QueuedConnection
        self._listener.captured.connect(self._tell_key, queued)
        self._listener.changed.connect(self._tell_status, queued)
        self._source = make_source(self._listener)

    @property
    def source(self) -> SourceName:
        """Which source's events are told."""
        return self._source.name

    @property
    def armed(self) -> bool:
        """Whether key events are told now; a state that is still queued may be an old one."""
        return self._wanted and self._source.armed

    def start(self) -> None:
        """Start the source; not before consent was given."""
        self._source.start()

    def arm(self) -> None:
        """Tell key events from now on."""
        self._wanted = True
        self._source.arm()

    def disarm(self) -> None:
        """Tell none any more, and forget the keys that are down."""
        self._wanted = False
        self._source.disarm()
        self._source.flush()

    def close(self) -> None:
        """Stop the source for good."""
        self._wanted = False
        self._source.close()

    def _tell_key(self, event: KeyEvent) -> None:
        if self._wanted:
            self.key_event.emit(event)

    def _tell_status(self, status: CaptureStatus) -> None:
        self.status_changed.emit(status)
