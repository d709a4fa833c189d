from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.capture.clock import now_ms
from desktop.capture.events import (
    CaptureListener,
    CaptureState,
    CaptureStatus,
    KeyEvent,
    SourceName,
)
from desktop.logic.settings import SettingsFile
from desktop.logic.window_state import WindowFile
from desktop.logic.workspace import Workspace
from desktop.ui.desk import Desk
from desktop.ui.theme import Theme
from desktop.ui.trace import Trace
from desktop.ui.widgets.phrase_field import PhraseField
from inference.sample import Sample
from inference.stores.sqlite import SqliteStore
from tests.desktop.ui.enrolling import enroll
from tests.inference.stores.conftest import FixedKey

if TYPE_CHECKING:
    from inference.errors import KeystrokeError

_Widget = TypeVar("_Widget", bound=QWidget)


class PlayedSource:
    """A capture source that tells what a test plays: exact times, whatever the machine does."""

    name: SourceName = "qt"

    def __init__(self, listener: CaptureListener) -> None:
        self._listener = listener
        self.armed = False

    def start(self) -> None:
        self.tell(CaptureState.DISARMED)

    def arm(self) -> None:
        self.armed = True
        self.tell(CaptureState.ARMED)

    def disarm(self) -> None:
        self.armed = False
        self.tell(CaptureState.DISARMED)

    def flush(self) -> None:
        pass

    def close(self) -> None:
        self.armed = False

    def tell(self, state: CaptureState, message: str = "") -> None:
        self._listener.status_changed(CaptureStatus(state, message))

    def play(self, sample: Sample, start_ms: float) -> None:
        """Tell a sample's events, beginning at a time of the clock of all captured times."""
        assert self.armed
        first_ms = sample.keystrokes[0].press_ms
        events = [
            KeyEvent(key.code, pressed, start_ms + time_ms - first_ms)
            for key in sample.keystrokes
            for pressed, time_ms in ((True, key.press_ms), (False, key.release_ms))
        ]
        for event in sorted(events, key=lambda event: event.time_ms):
            self._listener.key_event(event)


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


class Sources:
    """Makes the capture sources that the app asks for."""

    def __init__(self) -> None:
        self.made: list[PlayedSource] = []

    def make(self, listener: CaptureListener, window: QWindow) -> PlayedSource:
        del window
        self.made.append(PlayedSource(listener))
        return self.made[-1]

    @property
    def latest(self) -> PlayedSource:
        return self.made[-1]


@pytest.fixture
def sources() -> Sources:
    return Sources()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Give an open workspace without the slow parts of opening one; the app closes it."""
    store = SqliteStore(tmp_path / "store.sqlite", FixedKey())
    return Workspace(store, in_keychain=False)


class Door:
    """Opens the workspace once the errors that a test wants have been raised."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.errors: list[KeystrokeError] = []
        self.tried: list[str | None] = []

    def open(self, passphrase: str | None) -> Workspace:
        self.tried.append(passphrase)
        if self.errors:
            raise self.errors.pop(0)
        return self._workspace


class Stage:
    """The whole app in a real window, with a played capture source."""

    def __init__(self, desk: Desk, sources: Sources, bot: QtBot, door: Door, trace: Path) -> None:
        self.desk = desk
        self.door = door
        self.sources = sources
        self.bot = bot
        self._trace = trace

    def find(self, kind: type[_Widget], name: str) -> _Widget:
        """Give the visible widget of this name."""
        found = [each for each in self.desk.window.findChildren(kind, name) if each.isVisible()]
        assert len(found) == 1, f"{len(found)} visible {name}"
        return found[0]

    def shows(self, name: str) -> bool:
        return any(each.isVisible() for each in self.desk.window.findChildren(QWidget, name))

    def text(self, name: str) -> str:
        return self.find(QLabel, name).text()

    def mnemonics(self) -> list[str]:
        """Give the letters that choose something together with Alt, in order."""
        window = self.desk.window
        texts = [each.text() for each in window.findChildren(QAbstractButton) if each.isVisible()]
        texts += [
            each.text()
            for each in window.findChildren(QLabel)
            if each.isVisible() and each.buddy() is not None
        ]
        keys = [QKeySequence.mnemonic(text).toString() for text in texts]
        return sorted(key for key in keys if key)

    def click(self, name: str) -> None:
        """Click a button and let everything come of it that comes."""
        self.find(QPushButton, name).click()
        self.settle()

    def choose(self, name: str) -> None:
        """Choose an item of a menu, as its menu would, and let everything come of it."""
        (action,) = self.desk.window.findChildren(QAction, name)
        action.trigger()
        self.settle()

    def settle(self) -> None:
        """Wait until no job runs any more."""
        self.bot.waitUntil(lambda: self.desk.jobs.idle)
        # Qt shows what was added to a layout only now.
        QApplication.processEvents()

    def page(self) -> str:
        page = self.desk.window.page
        return page.objectName() if page else ""

    def attempt(self, sample: Sample, text: str, *, settle: bool = True) -> None:
        """Type an attempt: text into the field, times through the source."""
        field = self.find(PhraseField, "phraseField")
        self.bot.waitUntil(lambda: field.hasFocus() and not field.isReadOnly())
        QTest.keyClicks(field, text)
        self.sources.latest.play(sample, now_ms())
        QTest.keyClick(field, Qt.Key.Key_Return)
        self.bot.waitUntil(lambda: not field.text())
        if settle:
            self.settle()

    def trace(self) -> str:
        return self._trace.read_text()


@pytest.fixture
def stage(
    qtbot: QtBot,
    theme: Theme,
    tmp_path: Path,
    workspace: Workspace,
    sources: Sources,
) -> Iterator[Stage]:
    """Show the app before its first page, its store open at once."""
    trace = tmp_path / "trace.jsonl"
    settings = SettingsFile(tmp_path / "settings.json")
    door = Door(workspace)
    window_file = WindowFile(tmp_path / "window.json")
    desk = Desk(theme, settings, window_file, Trace(trace), door.open, sources.make)
    yield Stage(desk, sources, qtbot, door, trace)
    desk.window.close()
    workspace.close()
    desk.window.deleteLater()


@pytest.fixture
def inside(stage: Stage) -> Stage:
    """Show the app with consent given, at its profiles."""
    with stage.bot.waitActive(stage.desk.window):
        stage.desk.start(store_exists=False)
    stage.find(QLineEdit, "consentName").setText("Ada")
    stage.find(QCheckBox, "consentTick").click()
    stage.click("consentContinue")
    stage.bot.waitUntil(lambda: stage.page() == "capture_check")
    stage.click("checkSkip")
    stage.settle()
    return stage


@pytest.fixture
def enrolled(inside: Stage) -> Stage:
    """Show the app after an enrolment, its phrase kept."""
    enroll(inside, keep=True)
    return inside
