from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPushButton,
)

from desktop.logic.history import Event
from desktop.logic.profiles import DesktopProfile
from desktop.logic.workspace import Workspace
from tests.desktop.logic.enrolling import enrolled
from tests.desktop.ui.conftest import Stage
from tests.desktop.ui.enrolling import AWAY


@pytest.fixture
def ada(inside: Stage, workspace: Workspace) -> DesktopProfile:
    """Enrol somebody, and show the profiles."""
    profile = enrolled(workspace)
    inside.click("sidebar_profiles")
    return profile


def test_a_card_says_when_its_owner_was_last_recognised(
    inside: Stage, ada: DesktopProfile, workspace: Workspace
) -> None:
    assert inside.text("profileUsed") == "Not recognised yet"
    for accepted, day in ((True, 4), (False, 5)):
        time = _last_march(day).isoformat()
        event = Event("verified", ada.id, "Ada", accepted, 3.0, 2.0, 0.01, "local", time=time)
        workspace.history.add(event)
    inside.click("sidebar_profiles")
    assert inside.text("profileUsed").startswith("Last recognised 4 March")


def _last_march(day: int) -> datetime:
    """Give noon of a day in March, no longer than a year ago."""
    now = datetime.now(UTC)
    moment = datetime(now.year, 3, day, 12, tzinfo=UTC)
    return moment if moment < now else moment.replace(year=now.year - 1)


def test_a_card_says_what_is_provisional(
    inside: Stage, ada: DesktopProfile, workspace: Workspace
) -> None:
    assert inside.text("profileProvisional") == "Provisional"
    workspace.profiles.add(replace(ada, later_days=("2026-03-04", "2026-03-05")))
    inside.click("sidebar_profiles")
    assert not inside.shows("profileProvisional")


def test_the_menu_is_used_by_keys_alone(inside: Stage, ada: DesktopProfile) -> None:
    del ada
    more = inside.find(QPushButton, "profileMore")
    assert more.accessibleName() == "More for Ada"
    more.setFocus()
    QTest.keyClick(more, Qt.Key.Key_Return)
    inside.bot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for _ in range(2):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    edit = inside.find(QLineEdit, "profileNameEdit")
    inside.bot.waitUntil(edit.hasFocus)


def test_a_card_leads_to_its_scores_and_versions(inside: Stage, ada: DesktopProfile) -> None:
    inside.choose("profileHistory")
    assert inside.page() == "history"
    assert inside.find(QComboBox, "historyProfile").currentData() == ada.id
    assert inside.shows("versionsCard")


@pytest.fixture
def idle(inside: Stage, ada: DesktopProfile, workspace: Workspace) -> DesktopProfile:
    """Have a profile that nobody has used for long."""
    created = datetime.now(UTC) - timedelta(days=400)
    old = replace(ada, created=created.isoformat(timespec="seconds"))
    workspace.profiles.add(old)
    workspace.history.forget(ada.id)
    inside.click("sidebar_profiles")
    return old


def test_an_idle_profile_is_kept_when_its_owner_wants(
    inside: Stage, idle: DesktopProfile, workspace: Workspace
) -> None:
    assert "Nobody has used the profile Ada for 12 months" in inside.text("idleText")
    assert workspace.profiles.all() == [idle]
    inside.click("idleKeep")
    assert not inside.shows("idleRow")
    assert workspace.profiles.all() == [idle]


def test_an_idle_profile_is_deleted_when_its_owner_wants(
    inside: Stage, idle: DesktopProfile, workspace: Workspace
) -> None:
    del idle
    inside.click("idleDelete")
    assert not inside.shows("idleRow")
    assert workspace.profiles.all() == []
    assert inside.shows("profilesEmpty")


def test_nothing_is_said_of_a_profile_in_use(inside: Stage, ada: DesktopProfile) -> None:
    del ada
    assert not inside.shows("idleRow")
    assert not inside.shows("profilesPending")


def test_what_a_service_still_has_to_delete_is_told(
    inside: Stage, ada: DesktopProfile, workspace: Workspace
) -> None:
    workspace.profiles.add(replace(ada, scored="remote", endpoint=AWAY))
    inside.click("sidebar_profiles")
    inside.choose("profileDelete")
    inside.click("profileDeleteConfirm")
    assert inside.text("profilesPending").endswith("1. It is tried again by itself.")


class TestProfiles:
    def test_renaming_in_place(self, enrolled: Stage) -> None:
        enrolled.click("sidebar_profiles")
        enrolled.choose("profileRename")
        enrolled.find(QLineEdit, "profileNameEdit").setText("Lady Ada")
        enrolled.click("profileRenameSave")
        assert enrolled.text("profileName") == "Lady Ada"

    def test_renaming_says_what_a_service_keeps(self, enrolled: Stage) -> None:
        enrolled.click("sidebar_profiles")
        enrolled.choose("profileRename")
        assert not enrolled.shows("profileLocalOnly")
        session = enrolled.desk._session
        assert session is not None
        (profile,) = session.workspace.profiles.all()
        session.workspace.profiles.add(replace(profile, scored="remote"))
        enrolled.click("sidebar_profiles")
        enrolled.choose("profileRename")
        assert "keeps the first name" in enrolled.text("profileLocalOnly")

    def test_deleting_asks_first(self, enrolled: Stage) -> None:
        enrolled.click("sidebar_profiles")
        enrolled.choose("profileDelete")
        enrolled.click("profileDeleteCancel")
        assert enrolled.text("profileName") == "Ada"
        enrolled.choose("profileDelete")
        enrolled.click("profileDeleteConfirm")
        assert enrolled.shows("profilesEmpty")

    def test_a_profile_leads_to_its_verification(self, enrolled: Stage) -> None:
        enrolled.click("sidebar_profiles")
        enrolled.click("profileVerify")
        assert enrolled.page() == "verify"
        assert enrolled.find(QComboBox, "verifyProfile").currentText() == "Ada"
