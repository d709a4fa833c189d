"""A real window, a real keyboard (the X server's) and a listener that remembers."""

from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.capture.events import (
    CaptureListener,
    CaptureSource,
    CaptureState,
    CaptureStatus,
    KeyEvent,
)
from desktop.capture.process import PynputSource
from desktop.capture.qt_source import QtSource
from desktop.virtual.injector import KeyInjector
from desktop.virtual.screen import VirtualScreen

# Long enough for a machine that is busy with other things; nothing waits longer than it must.
PATIENCE_MS = 30_000


class Recorder:
    """Remembers what it is told."""

    def __init__(self, qtbot: QtBot) -> None:
        self.events: list[KeyEvent] = []
        self.statuses: list[CaptureStatus] = []
        self._qtbot = qtbot

    def key_event(self, event: KeyEvent) -> None:
        self.events.append(event)

    def status_changed(self, status: CaptureStatus) -> None:
        self.statuses.append(status)

    @property
    def keys(self) -> list[str]:
        """The events as words: ``+KeyA`` for a press, ``-KeyA`` for a release."""
        return [f"{'+' if event.pressed else '-'}{event.code}" for event in self.events]

    @property
    def states(self) -> list[CaptureState]:
        return [status.state for status in self.statuses]

    def wait_for(self, state: CaptureState) -> None:
        self._wait(lambda: state in self.states)

    def wait_for_last(self, state: CaptureState) -> None:
        self._wait(lambda: bool(self.statuses) and self.statuses[-1].state is state)

    def wait_for_key(self, key: str) -> None:
        self._wait(lambda: key in self.keys)

    def _wait(self, until: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(until, timeout=PATIENCE_MS)


@pytest.fixture
def keys(virtual_screen: VirtualScreen) -> Iterator[KeyInjector]:
    with KeyInjector(virtual_screen.display) as injector:
        yield injector


@pytest.fixture
def field(qtbot: QtBot) -> QLineEdit:
    """A field in a window of its own, with the focus."""
    field = QLineEdit()
    qtbot.addWidget(field)
    with qtbot.waitActive(field, timeout=PATIENCE_MS):
        field.show()
    return field


@pytest.fixture
def window(field: QLineEdit) -> QWindow:
    window = field.windowHandle()
    assert window is not None
    return window


@pytest.fixture
def recorder(qtbot: QtBot) -> Recorder:
    return Recorder(qtbot)


@pytest.fixture(params=["pynput", "qt"])
def source(
    request: pytest.FixtureRequest, recorder: Recorder, window: QWindow
) -> Iterator[CaptureSource]:
    """Each source, started and not armed."""
    source = _make(request.param, recorder, window)
    source.start()
    recorder.wait_for(CaptureState.DISARMED)
    yield source
    source.close()


def _make(
    name: Literal["pynput", "qt"], listener: CaptureListener, window: QWindow
) -> CaptureSource:
    return PynputSource(listener) if name == "pynput" else QtSource(listener, window)
