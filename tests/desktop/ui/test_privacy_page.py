import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from desktop.logic.archive import Archive
from desktop.logic.workspace import Workspace
from tests.desktop.ui.conftest import Stage
from tests.desktop.ui.enrolling import enroll

PASSPHRASE = "four plain words here"  # noqa: S105 - it protects nothing


@pytest.fixture
def private(inside: Stage) -> Stage:
    enroll(inside)
    inside.click("sidebar_privacy")
    return inside


def test_it_tells_what_is_stored_and_where(private: Stage, workspace: Workspace) -> None:
    assert str(workspace.path) in private.text("privacyPlace")
    assert "AES-256-GCM" in private.text("privacyEncryption")
    kinds = private.find(QWidget, "privacyKinds").findChildren(QLabel)
    assert "Templates" in [each.text() for each in kinds]
    assert "version" in private.text("privacyConsent")


def choose(monkeypatch: pytest.MonkeyPatch, file: Path | None) -> None:
    """Have the system's dialog, which isn't the app's, answer with a file or be cancelled."""
    answer = (str(file) if file else "", "")
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_args: answer)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the file that will be chosen; there is none yet."""
    chosen = tmp_path / "profiles.json"
    choose(monkeypatch, chosen)
    return chosen


def enter(stage: Stage, passphrase: str, again: str = "") -> None:
    for name, text in (("privacyPassphrase", passphrase), ("privacyAgain", again)):
        field = stage.find(QLineEdit, name)
        field.clear()
        QTest.keyClicks(field, text)


def test_profiles_are_exported_and_imported(
    private: Stage, workspace: Workspace, file: Path
) -> None:
    enter(private, PASSPHRASE, PASSPHRASE)
    private.click("privacyExport")
    assert private.text("privacyOutcome") == "Exported: 1 profiles."
    assert file.stat().st_mode & 0o777 == 0o600
    assert "sealed" in json.loads(file.read_text())
    assert not private.find(QLineEdit, "privacyPassphrase").text()
    assert not private.find(QLineEdit, "privacyAgain").text()

    private.click("privacyImport")
    assert "give the passphrase" in private.text("privacyOutcome")
    enter(private, "four other words here")
    private.click("privacyImport")
    assert "not the file's passphrase" in private.text("privacyOutcome")

    workspace.removal.delete(workspace.profiles.all()[0])
    enter(private, PASSPHRASE)
    private.click("privacyImport")
    assert private.text("privacyOutcome") == "Imported: 1 profiles. Here already: 0."
    assert len(workspace.profiles.all()) == 1


def test_one_profile_goes_alone(private: Stage, workspace: Workspace, file: Path) -> None:
    (ada,) = workspace.profiles.all()
    workspace.profiles.add(replace(ada, id="b" * 32, label="Ben"))
    private.click("sidebar_doctor")
    private.click("sidebar_privacy")
    which = private.find(QComboBox, "privacyWhich")
    assert [which.itemText(place) for place in range(which.count())] == ["All", "Ada", "Ben"]
    which.setFocus()
    QTest.keyClick(which, Qt.Key.Key_Down)
    enter(private, PASSPHRASE, PASSPHRASE)
    private.click("privacyExport")
    (entry,) = Archive.from_bytes(file.read_bytes(), PASSPHRASE).entries
    assert entry.profile == ada
    assert which.currentText() == "Ada"


@pytest.mark.parametrize(
    ("passphrase", "again", "told"),
    [
        (PASSPHRASE, "four plain words hare", "not the same"),
        (PASSPHRASE, "", "not the same"),
        ("short", "short", "at least"),
    ],
)
def test_a_mistyped_or_short_passphrase_seals_nothing(
    private: Stage, file: Path, passphrase: str, again: str, told: str
) -> None:
    enter(private, passphrase, again)
    private.click("privacyExport")
    assert told in private.text("privacyOutcome")
    assert not file.exists()


def test_without_a_passphrase_it_is_asked_first(private: Stage, file: Path) -> None:
    private.click("privacyExport")
    assert not file.exists()
    assert private.find(QPushButton, "privacyPlainCancel").hasFocus()
    private.click("privacyPlainCancel")
    assert not private.shows("privacyPlain")
    private.click("privacyExport")
    private.click("privacyPlain")
    assert json.loads(file.read_text())["format"] == "keystroke-archive"
    assert not private.shows("privacyPlain")


def test_what_can_not_be_read_or_written_is_told(
    private: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, tmp_path / "nowhere" / "profiles.json")
    private.click("privacyImport")
    assert "can't be read" in private.text("privacyOutcome")
    enter(private, PASSPHRASE, PASSPHRASE)
    private.click("privacyExport")
    assert "can't be written" in private.text("privacyOutcome")
    no_export = tmp_path / "letter.json"
    no_export.write_text("{}")
    choose(monkeypatch, no_export)
    private.click("privacyImport")
    assert "no export of this program" in private.text("privacyOutcome")


def test_nothing_happens_where_no_file_is_chosen(
    private: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, None)
    enter(private, PASSPHRASE, PASSPHRASE)
    private.click("privacyExport")
    private.click("privacyImport")
    assert not private.shows("privacyOutcome")


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
