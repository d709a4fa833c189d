from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit

from desktop.logic.history import Event
from desktop.logic.profiles import DesktopProfile
from desktop.logic.settings import Settings
from desktop.logic.workspace import Workspace
from desktop.ui.pages.history import HistoryPage
from desktop.ui.theme import DARK, LIGHT
from desktop.ui.widgets.event_table import EventTable
from desktop.ui.widgets.score_chart import ScoreChart
from inference.stores.sqlite import SqliteStore
from tests.desktop.logic.enrolling import enrolled
from tests.desktop.ui.conftest import Stage
from tests.inference.typing import typed

UNSEEN = count(4000)


def add_verifications(
    workspace: Workspace, profile: DesktopProfile, scores: Sequence[float], days: float = 1
) -> None:
    """Note verifications at a threshold of 2.5, so many days apart, up to yesterday."""
    with workspace._store.transaction():
        for place, score in enumerate(scores):
            time = datetime.now(UTC) - timedelta(days=1 + days * (len(scores) - 1 - place))
            event = Event(
                "verified", profile.id, profile.label, score > 2.5, score, 2.5, 0.01, "local",
                time=time.isoformat(timespec="milliseconds"),
            )  # fmt: skip
            workspace.history.add(event)


@pytest.fixture
def ada(inside: Stage, workspace: Workspace) -> DesktopProfile:
    """Enrol two people, one of whom has verified."""
    del inside
    ada = enrolled(workspace, label="Ada")
    enrolled(workspace, label="=Bob", person=1)
    workspace.history.forget_all()
    add_verifications(workspace, ada, (5.0, -1.5, 4.0))
    workspace.history.add(Event("consent_given"))
    return ada


@pytest.fixture
def eventful(inside: Stage, ada: DesktopProfile, workspace: Workspace) -> Stage:
    """Show a history of two people."""
    del ada
    (_ada, bob) = sorted(workspace.profiles.all(), key=lambda one: one.label, reverse=True)
    workspace.history.add(Event("enrolled", bob.id, "=Bob", scored="local"))
    inside.click("sidebar_history")
    return inside


def rows(stage: Stage) -> list[list[str]]:
    model = stage.find(EventTable, "historyTable").model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def choose(stage: Stage, name: str, text: str) -> None:
    box = stage.find(QComboBox, name)
    box.setCurrentIndex(box.findText(text))
    stage.settle()


def test_it_lists_the_newest_first(eventful: Stage) -> None:
    assert [line[1:] for line in rows(eventful)] == [
        ["Enrolled", "=Bob", "", "This computer"],
        ["Consent given", "", "", ""],
        ["Verified · Accepted", "Ada", "4.0 / 2.5", "This computer"],
        ["Verified · Rejected", "Ada", "-1.5 / 2.5", "This computer"],
        ["Verified · Accepted", "Ada", "5.0 / 2.5", "This computer"],
    ]
    assert eventful.text("historyCount") == "5 of 5 events"


def test_all_words_are_searched_whatever_their_case(eventful: Stage) -> None:
    search = eventful.find(QLineEdit, "historySearch")
    assert search.hasFocus()
    QTest.keyClicks(search, "ada REJECTED")
    assert [line[3] for line in rows(eventful)] == ["-1.5 / 2.5"]
    QTest.keyClicks(search, "x")
    assert rows(eventful) == []
    assert "search for less" in eventful.text("historyCount")
    search.clear()
    assert len(rows(eventful)) == 5


def test_a_kind_and_a_profile_narrow_it_down(eventful: Stage) -> None:
    choose(eventful, "historyKind", "Enrolled")
    assert [line[2] for line in rows(eventful)] == ["=Bob"]
    choose(eventful, "historyProfile", "Ada")
    assert rows(eventful) == []
    choose(eventful, "historyKind", "Everything")
    assert len(rows(eventful)) == 3


def test_one_persons_scores_are_drawn_in_both_schemes(eventful: Stage) -> None:
    assert not eventful.shows("driftCard")
    choose(eventful, "historyProfile", "Ada")
    assert eventful.text("driftHeading") == "Scores of Ada"
    chart = eventful.find(ScoreChart, "scoreChart")
    assert "3 verifications from" in chart.accessibleName()
    assert "2 accepted" in chart.accessibleName()
    for scheme, look in ((Qt.ColorScheme.Light, LIGHT), (Qt.ColorScheme.Dark, DARK)):
        eventful.desk._theme.prefer(scheme)
        image = chart.grab().toImage()
        colours = {
            image.pixelColor(x, y).name()
            for x in range(image.width())
            for y in range(image.height())
        }
        assert {look.accent, look.danger, look.line} <= colours
    eventful.desk._theme.prefer(Qt.ColorScheme.Unknown)


def test_scores_that_fall_over_weeks_are_told(
    eventful: Stage, ada: DesktopProfile, workspace: Workspace
) -> None:
    workspace.history.forget_all()
    add_verifications(workspace, ada, [8.0] * 5 + [3.0] * 5, days=3)
    eventful.click("sidebar_profiles")
    eventful.click("sidebar_history")
    choose(eventful, "historyProfile", "Ada")
    assert "have fallen" in eventful.text("driftTrend")


def test_where_one_person_is_enrolled_nobody_has_to_be_chosen(
    inside: Stage, workspace: Workspace
) -> None:
    enrolled(workspace)
    inside.click("sidebar_history")
    assert inside.text("driftHeading") == "Scores of Ada"
    assert "each verification will be a dot" in inside.text("driftSummary")
    assert not inside.shows("scoreChart")


def test_going_back_to_a_version_can_be_undone(inside: Stage, workspace: Workspace) -> None:
    profile = enrolled(workspace)
    workspace.verify(profile, typed(next(UNSEEN)), Settings(learn=True))
    inside.click("sidebar_history")
    assert not inside.shows("version_2")
    inside.click("version_1")
    inside.settle()
    assert [one.is_current for one in workspace.versions(profile)] == [True, False, False]
    assert rows(inside)[0][1] == "Rolled back"
    inside.click("version_2")
    inside.settle()
    assert workspace.versions(profile)[0].samples == workspace.versions(profile)[2].samples


def test_what_is_shown_is_saved_as_csv_that_no_spreadsheet_runs(
    eventful: Stage, tmp_path: Path
) -> None:
    choose(eventful, "historyKind", "Enrolled")
    eventful.click("historyExport")
    dialog = eventful.find(QFileDialog, "historyFile")
    path = tmp_path / "history.csv"
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(name, QLineEdit)
    name.setText(str(path))
    QTest.keyClick(name, Qt.Key.Key_Return)
    eventful.settle()
    header, line = path.read_text(encoding="utf-8-sig").splitlines()
    assert header.startswith("kind,profile_id,label")
    assert "'=Bob" in line
    assert "isn't encrypted" in eventful.desk.window.banner.message


def test_a_folder_that_cannot_be_written_is_told(eventful: Stage, tmp_path: Path) -> None:
    page = eventful.desk.window.page
    assert isinstance(page, HistoryPage)
    page.save(tmp_path / "missing" / "history.csv")
    eventful.settle()
    assert "can't be written" in eventful.desk.window.banner.message


def test_nothing_yet_is_said(inside: Stage, workspace: Workspace) -> None:
    workspace.history.forget_all()
    inside.click("sidebar_history")
    assert inside.shows("historyEmpty")
    for name in ("historyTable", "historySearch", "historyExport", "driftCard"):
        assert not inside.shows(name)


def test_what_cannot_be_read_is_counted(eventful: Stage, workspace: Workspace) -> None:
    store = workspace._store
    assert isinstance(store, SqliteStore)
    store._file._connection.execute(
        "UPDATE records SET version = version + 1 WHERE kind = 'event' AND record_id = "
        "(SELECT min(record_id) FROM records WHERE kind = 'event')"
    )
    eventful.click("sidebar_profiles")
    eventful.click("sidebar_history")
    assert len(rows(eventful)) == 4
    assert "1 more can't be read" in eventful.text("historyDamaged")


def test_ten_thousand_rows_make_no_widget_each(inside: Stage, workspace: Workspace) -> None:
    profile = enrolled(workspace)
    add_verifications(workspace, profile, [4.0] * 10_000, days=0.03)
    inside.click("sidebar_history")
    table = inside.find(EventTable, "historyTable")
    assert table.model().rowCount() == 10_002
    assert len(table.findChildren(QLineEdit)) == 0
    table.scrollToBottom()
    assert "10002 of 10002" in inside.text("historyCount")
