"""Watches how good the times of captured keys are, beside whoever uses them."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.capture.events import CaptureState, CaptureStatus, KeyEvent
from desktop.logic.capture_health import CaptureHealth, Reading
from desktop.ui.bridge import Capture

_TELL_MS: Final = 1_000
"""Readings follow typing no faster: judging takes longer than a key event should wait."""


class HealthMonitor(QObject):
    """Measures capture while it goes on, for as long as the app runs.

    Parameters
    ----------
    capture
        What is watched; owns the monitor.

    Attributes
    ----------
    changed
        Emitted with no arguments when there is another reading, or capture has come or gone.
    """

    changed = Signal()

    def __init__(self, capture: Capture) -> None:
        super().__init__(capture)
        self._capture = capture
        self._source = capture.source
        self._health = CaptureHealth(self._source)
        self._problem = ""
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(_TELL_MS)
        self._due.timeout.connect(self.changed)
        capture.key_event.connect(self._take)
        capture.status_changed.connect(self._follow)

    @property
    def reading(self) -> Reading:
        """What was measured of the source that is in use."""
        return self._health.reading()

    @property
    def problem(self) -> str:
        """Why nothing can be captured; empty where it can."""
        return self._problem

    def _take(self, event: KeyEvent) -> None:
        self._health.feed(event)
        if not self._due.isActive():
            self._due.start()

    def _follow(self, status: CaptureStatus) -> None:
        if status.state is not CaptureState.ARMED:
            self._health.flush()
        if self._capture.source != self._source:
            self._source = self._capture.source
            self._health = CaptureHealth(self._source)
        problem = status.message if status.state is CaptureState.UNAVAILABLE else ""
        if problem != self._problem:
            self._problem = problem
            self.changed.emit()
