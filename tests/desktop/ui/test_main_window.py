from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from desktop.logic.window_state import WindowFile, WindowState
from desktop.logic.workspace import Workspace
from desktop.ui.main_window import MainWindow
from desktop.ui.theme import Theme
from desktop.ui.trace import Trace
from tests.desktop.ui.conftest import Stage


@pytest.fixture
def window_file(tmp_path: Path) -> WindowFile:
    """Give the file in which the window of the stage is remembered."""
    return WindowFile(tmp_path / "window.json")


@pytest.fixture
def remembered(window_file: WindowFile) -> WindowState:
    """Leave the window's place and section behind, before the stage is set."""
    state = WindowState(60, 50, 900, 640, section="settings")
    window_file.save(state)
    return state


def test_nothing_is_written_before_consent(stage: Stage, window_file: WindowFile) -> None:
    stage.desk.start(store_exists=False)
    stage.desk.window.close()
    assert window_file.load() is None


def test_the_last_section_is_remembered(inside: Stage, window_file: WindowFile) -> None:
    inside.desk.window.show_section("doctor")
    inside.desk.window.resize(880, 600)
    inside.desk.window.close()
    state = window_file.load()
    assert state is not None
    assert (state.section, state.width, state.height) == ("doctor", 880, 600)


def test_a_page_without_section_is_not_remembered(inside: Stage, window_file: WindowFile) -> None:
    inside.click("newProfile")
    assert inside.page() == "enroll"
    inside.desk.window.close()
    state = window_file.load()
    assert state is not None
    assert state.section == "profiles"


def test_it_opens_as_it_was_left(
    remembered: WindowState, stage: Stage, workspace: Workspace
) -> None:
    workspace.give_consent("Ada")
    with stage.bot.waitActive(stage.desk.window):
        stage.desk.start(store_exists=True)
    assert stage.desk.window.size().toTuple() == (remembered.width, remembered.height)
    stage.bot.waitUntil(lambda: stage.page() == "settings")


@pytest.mark.parametrize(
    "lost",
    [
        WindowState(-5000, -5000, 900, 640),
        WindowState(9000, 40, 900, 640),
        WindowState(0, 0, 50_000, 50_000),
        WindowState(10, 10, -3, 0),
    ],
)
def test_it_always_opens_on_a_screen(theme: Theme, tmp_path: Path, lost: WindowState) -> None:
    window = MainWindow(theme, Trace(tmp_path / "trace.jsonl"))
    window.restore(lost)
    place = window.geometry()
    assert QGuiApplication.primaryScreen().availableGeometry().contains(place)
    assert place.width() >= window.minimumWidth()
    window.deleteLater()


def test_it_opens_maximized(theme: Theme, tmp_path: Path) -> None:
    window = MainWindow(theme, Trace(tmp_path / "trace.jsonl"))
    window.restore(WindowState(60, 50, 900, 640, maximized=True))
    assert window.isMaximized()
    window.deleteLater()
