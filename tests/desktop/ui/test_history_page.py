from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from desktop.logic.history import Event
from desktop.logic.workspace import Workspace
from desktop.ui.pages.history import HistoryPage
from desktop.ui.widgets.event_table import EventTable
from desktop.ui.widgets.score_history import ScoreHistory
from tests.desktop.ui.conftest import Stage


@pytest.fixture
def eventful(inside: Stage, workspace: Workspace) -> Stage:
    """Show a history of two people."""
    workspace.history.forget_all()
    for day, score in enumerate((5.0, -1.5, 4.0)):
        time = (datetime.now(UTC) - timedelta(days=9 - day)).isoformat()
        workspace.history.add(
            Event("verified", "a" * 32, "Ada", score > 0, score, 2.5, 0.01, "local", time=time)
        )
    workspace.history.add(Event("enrolled", "b" * 32, "=Bob", scored="local"))
    inside.click("sidebar_history")
    return inside


def rows(stage: Stage) -> list[list[str]]:
    model = stage.find(EventTable, "historyTable").model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_it_lists_the_newest_first(eventful: Stage) -> None:
    assert [line[1:3] for line in rows(eventful)] == [
        ["Enrolled", "=Bob"],
        *[["Verified", "Ada"]] * 3,
    ]
    assert rows(eventful)[1][3] == "accepted, score 4.0, needed 2.5"


def test_words_are_searched_in_all_columns(eventful: Stage) -> None:
    search = eventful.find(QLineEdit, "historySearch")
    assert search.hasFocus()
    QTest.keyClicks(search, "ada REFUSED")
    assert [line[3] for line in rows(eventful)] == ["refused, score -1.5, needed 2.5"]
    search.clear()
    assert len(rows(eventful)) == 4


def test_one_persons_scores_are_drawn(eventful: Stage) -> None:
    assert not eventful.shows("scoreHistory")
    whose = eventful.find(QComboBox, "historyProfile")
    whose.setFocus()
    QTest.keyClick(whose, Qt.Key.Key_Down)
    QTest.keyClick(whose, Qt.Key.Key_Down)
    assert whose.currentText() == "Ada"
    assert len(rows(eventful)) == 3
    picture = eventful.find(ScoreHistory, "scoreHistory")
    assert picture.accessibleName() == "2 of 3 attempts were accepted"
    image = picture.grab().toImage()
    colours = {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }
    look = eventful.desk._theme.colours
    assert {look.accent, look.danger} <= colours


def test_it_is_saved_as_csv_that_no_spreadsheet_runs(eventful: Stage, tmp_path: Path) -> None:
    page = eventful.desk.window.page
    assert isinstance(page, HistoryPage)
    page.save(tmp_path / "history.csv")
    eventful.settle()
    lines = (tmp_path / "history.csv").read_text().splitlines()
    assert len(lines) == 5
    assert "'=Bob" in lines[1]
    assert "isn't encrypted" in eventful.desk.window.banner.message


def test_nothing_yet_is_said(inside: Stage, workspace: Workspace) -> None:
    workspace.history.forget_all()
    inside.click("sidebar_history")
    assert not inside.shows("historyTable")
    assert not inside.shows("historySearch")
