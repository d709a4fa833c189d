from dataclasses import replace

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
)

from tests.desktop.logic.conftest import service_endpoint
from tests.desktop.ui.conftest import Stage

__all__ = ["service_endpoint"]

AWAY = "http://127.0.0.1:9"
"""Where nothing listens: port 9 of this machine is the discard service's."""

MENU = ("profileTypeMore", "profileRename", "profileHistory", "profileDelete")
"""Items of a profile's menu."""

INTERACTIVE = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox)


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
