from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QLineEdit,
    QRadioButton,
    QSpinBox,
)

from desktop.logic.settings import Settings, SettingsFile
from desktop.logic.workspace import Workspace
from tests.desktop.ui.conftest import Stage
from tests.desktop.ui.enrolling import AWAY, enroll
from tests.oidc import CLIENT, browse_as, issuing


class TestSettings:
    def test_what_is_saved_is_there_again(self, inside: Stage, tmp_path: Path) -> None:
        inside.click("sidebar_settings")
        inside.find(QRadioButton, "settingsRemote").setChecked(True)
        inside.find(QLineEdit, "settingsEndpoint").setText("https://example.org/")
        inside.find(QDoubleSpinBox, "settingsFmr").setValue(5)
        inside.find(QSpinBox, "settingsAttempts").setValue(20)
        inside.find(QLineEdit, "settingsIssuer").setText("https://login.example.org")
        inside.find(QLineEdit, "settingsClientId").setText("desktop")
        inside.find(QCheckBox, "settingsLocalWhenAway").setChecked(True)
        inside.find(QCheckBox, "settingsLearn").setChecked(True)
        inside.find(QSpinBox, "settingsIdleMonths").setValue(6)
        inside.click("settingsSave")
        assert inside.text("settingsStatus") == "Saved."
        saved = SettingsFile(tmp_path / "settings.json").load()
        assert saved == Settings(
            "remote", "https://example.org", 0.05, 20, "https://login.example.org", "desktop",
            local_when_away=True, learn=True, idle_months=6,
        )  # fmt: skip
        inside.click("sidebar_profiles")
        inside.click("sidebar_settings")
        assert inside.find(QRadioButton, "settingsRemote").isChecked()

    @pytest.mark.parametrize("endpoint", ["", "example.org", "http://example.org"])
    def test_an_address_that_cannot_be_used_is_told(
        self, inside: Stage, endpoint: str, tmp_path: Path
    ) -> None:
        inside.click("sidebar_settings")
        inside.find(QRadioButton, "settingsRemote").setChecked(True)
        inside.find(QLineEdit, "settingsEndpoint").setText(endpoint)
        inside.click("settingsSave")
        assert "endpoint" in inside.text("settingsStatus")
        assert not (tmp_path / "settings.json").exists()

    def test_the_connection_can_be_tested(self, inside: Stage) -> None:
        inside.click("sidebar_settings")
        inside.find(QRadioButton, "settingsRemote").setChecked(True)
        inside.find(QLineEdit, "settingsEndpoint").setText("http://127.0.0.1:9")
        inside.click("settingsTest")
        assert "Nothing listens" in inside.text("settingsTestResult")

    def test_a_link_fills_in_the_service(self, inside: Stage) -> None:
        inside.click("sidebar_settings")
        endpoint = inside.find(QLineEdit, "settingsEndpoint")
        endpoint.setText(
            "keystroke:service?endpoint=https%3A%2F%2Fa.example&issuer=https%3A%2F%2Fb.example"
            "&client_id=c"
        )
        assert endpoint.text() == "https://a.example"
        assert inside.find(QLineEdit, "settingsIssuer").text() == "https://b.example"
        assert inside.find(QLineEdit, "settingsClientId").text() == "c"
        endpoint.setText("keystroke:other")
        assert "can't be read" in inside.text("settingsTestResult")

    def test_signing_in_and_out(self, inside: Stage, workspace: Workspace) -> None:
        with issuing() as issuer:
            workspace.sign_ins.browse = browse_as("ada")
            inside.click("sidebar_settings")
            inside.find(QLineEdit, "settingsEndpoint").setText(AWAY)
            assert inside.text("settingsWho") == "Nobody is signed in."
            assert not inside.shows("settingsSignOut")
            inside.click("settingsSignIn")
            assert "issuer and the client id first" in inside.text("settingsWho")
            inside.find(QLineEdit, "settingsIssuer").setText(issuer.address)
            inside.find(QLineEdit, "settingsClientId").setText(CLIENT)
            inside.click("settingsSignIn")
            assert inside.text("settingsWho") == "Signed in as ada@example.org."
            assert '"signed_in", "works": true' in inside.trace()
            assert "ada@" not in inside.trace()
            inside.click("settingsSave")
            inside.click("sidebar_profiles")
            inside.click("sidebar_settings")
            inside.settle()
            assert inside.text("settingsWho") == "Signed in as ada@example.org."
            inside.click("settingsSignOut")
            assert inside.text("settingsWho") == "Nobody is signed in."
            assert len(issuer.revoked) == 1
            workspace.sign_ins.browse = browse_as("")
            inside.click("settingsSignIn")
            assert "cancelled or refused" in inside.text("settingsWho")

    def test_pending_deletions_are_shown_and_tried_again(
        self, inside: Stage, tmp_path: Path
    ) -> None:
        enroll(inside)
        session = inside.desk._session
        assert session is not None
        (profile,) = session.workspace.profiles.all()
        away = replace(profile, scored="remote", endpoint="http://127.0.0.1:9")
        session.workspace.profiles.add(away)
        inside.click("sidebar_profiles")
        inside.choose("profileDelete")
        inside.click("profileDeleteConfirm")
        assert "could not be reached" in inside.desk.window.banner.message
        inside.click("sidebar_settings")
        assert "Still to be deleted by the service: 1." in inside.text("settingsPending")
        inside.click("settingsRetry")
        assert "1." in inside.text("settingsPending")
