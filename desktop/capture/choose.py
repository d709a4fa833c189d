"""Which source captures a window's keys: pynput's where it can see them, else Qt's own."""

import os
from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QWindow

from desktop.capture.events import (
    DOES_NOT_COUNT,
    CaptureListener,
    CaptureSource,
    CaptureState,
    CaptureStatus,
    KeyEvent,
    SourceName,
)
from desktop.capture.gate import Gate
from desktop.capture.process import PynputSource
from desktop.capture.qt_source import QtSource

# Qt's names of the platforms whose windows pynput can see.
_SEEN_PLATFORMS: Final = frozenset({"xcb", "windows", "cocoa"})
# So many presses in a row that only the window saw, over so long: not just late ones.
_UNSEEN_PRESSES: Final = 5
_UNSEEN_MS: Final = 2_000.0
# The two sources' times of one event differ by less.
_SAME_EVENT_MS: Final = 20.0

FOCUS_LOST: Final = f"The window lost the focus. {DOES_NOT_COUNT}"
_SEES_NOTHING: Final = "The system doesn't show pynput what is typed here."
_FROM_THE_WINDOW: Final = "Keys are taken from the window's own events instead."


def pynput_can_see(platform: str, environment: Mapping[str, str]) -> bool:
    """Whether pynput can see what is typed into windows here.

    Parameters
    ----------
    platform
        Qt's name of it, as :meth:`QGuiApplication.platformName` gives it.
    environment
        As :data:`os.environ`. In a Wayland session pynput sees some windows at most.
    """
    is_wayland = environment.get("XDG_SESSION_TYPE") == "wayland" or bool(
        environment.get("WAYLAND_DISPLAY")
    )
    return platform in _SEEN_PLATFORMS and not is_wayland


def choose_source(listener: CaptureListener, window: QWindow) -> CaptureSource:
    """Make the source for a window.

    It reads keys only while it is armed and the window has the focus; losing the focus tells
    ``INTERRUPTED``, and regaining it ``ARMED``. If pynput can't listen, or sees nothing while the
    window gets keys, it goes over to the window's own events and tells ``INTERRUPTED``.

    Parameters
    ----------
    listener
        Is told events and states, from any thread.
    window
        The window that is typed into. All methods are to be called on its thread.
    """
    can_see = pynput_can_see(QGuiApplication.platformName(), os.environ)
    return WindowSource(listener, window, PynputSource if can_see else None)


class WindowSource(QObject):
    """A source for one window; see :func:`choose_source`.

    The window's own events are watched even while pynput's count, as a witness of what it misses.

    Parameters
    ----------
    listener, window
        As for :func:`choose_source`.
    make_pynput
        Makes the pynput source; ``None`` where it can't see anything.
    """

    def __init__(
        self,
        listener: CaptureListener,
        window: QWindow,
        make_pynput: Callable[[CaptureListener], PynputSource] | None,
    ) -> None:
        super().__init__()
        # Its lock is held for a moment only, and never while a source is called: those have their
        # own.
        self._gate = Gate(listener)
        self._window = window
        self._qt = QtSource(_Part(self, "qt"), window)
        self._pynput = make_pynput(_Part(self, "pynput")) if make_pynput else None
        self._sources = (self._pynput, self._qt) if self._pynput else (self._qt,)
        self._current: SourceName = self._sources[0].name
        self._is_wanted = False
        self._is_armed = False
        self._seen_until_ms = 0.0
        self._unseen_ms: list[float] = []

    @property
    def name(self) -> SourceName:
        """Whose events count."""
        return self._current

    @property
    def armed(self) -> bool:
        """Whether key events are told now."""
        return self._gate.is_open

    def start(self) -> None:
        """Get ready; ``DISARMED`` is told once it is."""
        self._window.installEventFilter(self)
        for source in self._sources:
            source.start()

    def arm(self) -> None:
        """Begin to tell key events while the window has the focus."""
        self._is_wanted = True
        if QGuiApplication.focusWindow() == self._window:
            self._arm()

    def disarm(self) -> None:
        """Stop telling key events: none comes after this call has returned."""
        self._is_wanted = False
        self._disarm()

    def flush(self) -> None:
        """Forget the keys that are down."""
        self._gate.flush()

    def close(self) -> None:
        """Stop for good and free everything."""
        self._window.removeEventFilter(self)
        self._is_wanted = self._is_armed = False
        for source in self._sources:
            source.close()

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        """Read no keys while the window hasn't the focus."""
        if self._is_wanted and event.type() == QEvent.Type.FocusIn:
            self._arm()
        elif self._is_wanted and event.type() == QEvent.Type.FocusOut:
            self._disarm()
            self._gate.shut(CaptureState.INTERRUPTED, FOCUS_LOST)
        return False

    def take(self, source: SourceName, event: KeyEvent) -> None:
        """Take an event from one of the sources; pynput's come on a thread of its own."""
        with self._gate.lock:
            if source == self._current:
                self._gate.key_event(event)
            is_deaf = self._current == "pynput" and self._misses(source, event)
        # Closes pynput's source, whose thread may wait for the lock.
        if is_deaf:
            self._go_over_to_qt(_SEES_NOTHING)

    def note(self, source: SourceName, status: CaptureStatus) -> None:
        """Take a state of one of the sources."""
        if source == "pynput" and status.state is CaptureState.UNAVAILABLE:
            self._go_over_to_qt(status.message)
        # Disarmed for want of the focus is told as interrupted.
        elif not (self._is_wanted and status.state is CaptureState.DISARMED):
            with self._gate.lock:
                if source == self._current:
                    self._follow(status)

    def _misses(self, source: SourceName, event: KeyEvent) -> bool:
        """Whether pynput has seen nothing for so long that the window has."""
        if source == "pynput":
            self._seen_until_ms = event.time_ms
            self._unseen_ms.clear()
        # The window's events may come later than pynput's, all together after it was busy.
        elif event.pressed and event.time_ms > self._seen_until_ms + _SAME_EVENT_MS:
            self._unseen_ms.append(event.time_ms)
        return (
            len(self._unseen_ms) >= _UNSEEN_PRESSES
            and self._unseen_ms[-1] - self._unseen_ms[0] >= _UNSEEN_MS
        )

    def _follow(self, status: CaptureStatus) -> None:
        if status.state is CaptureState.ARMED:
            self._gate.open()
        else:
            self._gate.shut(status.state, status.message)

    def _arm(self) -> None:
        self._is_armed = True
        for source in self._sources:
            source.arm()

    def _disarm(self) -> None:
        self._is_armed = False
        for source in self._sources:
            source.disarm()

    def _go_over_to_qt(self, reason: str) -> None:
        with self._gate.lock:
            if self._current == "qt":
                return
            self._current = "qt"
            lost = f" {DOES_NOT_COUNT}" if self._is_armed else ""
            self._gate.shut(CaptureState.INTERRUPTED, f"{reason} {_FROM_THE_WINDOW}{lost}")
            self._follow(
                CaptureStatus(CaptureState.ARMED if self._is_armed else CaptureState.DISARMED)
            )
        if self._pynput is not None:
            self._pynput.close()


class _Part:
    """Hands on what one of the sources tells, under its name."""

    def __init__(self, whole: WindowSource, name: SourceName) -> None:
        self._whole = whole
        self._name: SourceName = name

    def key_event(self, event: KeyEvent) -> None:
        self._whole.take(self._name, event)

    def status_changed(self, status: CaptureStatus) -> None:
        self._whole.note(self._name, status)
