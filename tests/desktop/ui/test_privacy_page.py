import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop.logic.workspace import Workspace
from desktop.ui.pages.privacy import PrivacyPage
from tests.desktop.ui.conftest import Stage
from tests.desktop.ui.test_pages import enroll


@pytest.fixture
def private(inside: Stage) -> Stage:
    enroll(inside)
    inside.click("sidebar_privacy")
    return inside


def page(stage: Stage) -> PrivacyPage:
    shown = stage.desk.window.page
    assert isinstance(shown, PrivacyPage)
    return shown


def test_it_tells_what_is_stored_and_where(private: Stage, workspace: Workspace) -> None:
    assert str(workspace.path) in private.text("privacyPlace")
    assert "AES-256-GCM" in private.text("privacyEncryption")
    kinds = private.find(QWidget, "privacyKinds").findChildren(QLabel)
    assert "Templates" in [each.text() for each in kinds]
    assert "version" in private.text("privacyConsent")


def test_profiles_are_exported_and_imported(
    private: Stage, workspace: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "profiles.json"
    passphrase = private.find(QLineEdit, "privacyPassphrase")
    passphrase.setText("four plain words here")
    page(private).export(file)
    private.settle()
    assert private.text("privacyOutcome") == "Exported: 1 profiles."
    assert file.stat().st_mode & 0o777 == 0o600
    assert "sealed" in json.loads(file.read_text())

    page(private).import_(file)
    private.settle()
    assert "passphrase" in private.text("privacyOutcome")

    workspace.removal.delete(workspace.profiles.all()[0])
    passphrase.setText("four plain words here")
    page(private).import_(file)
    private.settle()
    assert private.text("privacyOutcome") == "Imported: 1 profiles. Here already: 0."
    assert len(workspace.profiles.all()) == 1


def test_it_shows_the_last_request_without_the_token(private: Stage, workspace: Workspace) -> None:
    assert "Nothing has been sent" in private.text("privacySent")
    with pytest.raises(Exception, match="Nothing listens"):
        workspace.test_connection("http://127.0.0.1:9")
    private.click("sidebar_doctor")
    private.click("sidebar_privacy")
    shown = private.find(QPlainTextEdit, "privacyRequest").toPlainText()
    assert shown.startswith("GET /v1/health HTTP/1.1")
    assert "Authorization" not in shown


def test_it_leads_to_where_consent_is_withdrawn(private: Stage) -> None:
    private.click("privacyWithdraw")
    assert private.page() == "settings"
