"""What the pages do while something takes its time, and when it ends too late."""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton

from desktop.logic.workspace import Workspace
from desktop.ui.widgets.phrase_field import PhraseField
from inference.errors import EnrollmentError, KeystrokeError
from tests.desktop.ui.conftest import Stage
from tests.desktop.ui.enrolling import enroll, fill_in_form
from tests.desktop.ui.typing import PHRASE, attempt


class Brake:
    """Holds up what it is put before until it is released."""

    def __init__(self, work: Callable[..., Any]) -> None:
        self._work = work
        self._released = threading.Event()

    def __call__(self, *arguments: Any) -> Any:
        assert self._released.wait(20)
        return self._work(*arguments)

    def release(self, stage: Stage) -> None:
        self._released.set()
        stage.settle()


@pytest.fixture
def scoring(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Brake:
    """Hold up whatever is scored."""
    brake = Brake(workspace.scorers.at)
    monkeypatch.setattr(workspace.scorers, "at", brake)
    return brake


def begin_attempt(stage: Stage, text: str) -> PhraseField:
    field = stage.find(PhraseField, "phraseField")
    stage.bot.waitUntil(lambda: field.hasFocus() and not field.isReadOnly())
    QTest.keyClicks(field, text)
    return field


class TestEnrolling:
    @pytest.fixture
    def enrolling(self, inside: Stage, scoring: Brake) -> Stage:
        """Show an enrolment that is being made, and whose end doesn't come."""
        del scoring
        fill_in_form(inside)
        for seed in range(10):
            inside.attempt(attempt(seed), PHRASE, settle=False)
        assert inside.text("enrollStatus") == "Making the profile …"
        assert inside.text("captureIndicator") == "Making the profile …"
        return inside

    def test_cancelling_leaves_no_profile(
        self, enrolling: Stage, scoring: Brake, workspace: Workspace
    ) -> None:
        enrolling.find(QPushButton, "enrollStop").click()
        scoring.release(enrolling)
        enrolling.settle()
        assert enrolling.page() == "profiles"
        assert workspace.profiles.all() == []

    def test_another_enrolment_is_not_mixed_up_with_it(
        self, enrolling: Stage, scoring: Brake, workspace: Workspace
    ) -> None:
        enrolling.find(QPushButton, "enrollStop").click()
        enrolling.find(QPushButton, "newProfile").click()
        scoring.release(enrolling)
        enrolling.settle()
        assert enrolling.shows("enrollName")
        assert not enrolling.shows("enrollSummary")
        assert workspace.profiles.all() == []

    def test_withdrawing_consent_leaves_nothing(
        self, enrolling: Stage, scoring: Brake, workspace: Workspace
    ) -> None:
        for name in ("sidebar_settings", "settingsWithdraw", "settingsWithdrawConfirm"):
            enrolling.find(QPushButton, name).click()
        scoring.release(enrolling)
        enrolling.bot.waitUntil(lambda: enrolling.page() == "consent")
        assert workspace.profiles.all() == []
        assert workspace.consent.current() is None

    def test_where_more_attempts_can_help_they_are_taken(
        self, inside: Stage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_arguments: object) -> None:
            raise EnrollmentError("The attempts differ too much: type more of them.")

        with monkeypatch.context() as patch:
            patch.setattr(workspace, "enroll", fail)
            enroll(inside)
        assert "differ too much" in inside.text("enrollStatus")
        inside.attempt(attempt(10), PHRASE)
        assert inside.text("enrollSummary")


class TestVerifying:
    @pytest.fixture
    def verifying(self, inside: Stage, workspace: Workspace) -> Stage:
        """Show two profiles, the first being verified."""
        enroll(inside, keep=True)
        (profile,) = workspace.profiles.all()
        workspace.profiles.add(replace(profile, id="other", label="Bob"))
        inside.click("enrollVerify")
        return inside

    def test_an_old_verdict_goes_with_the_first_key(self, verifying: Stage) -> None:
        verifying.attempt(attempt(50), PHRASE)
        assert verifying.shows("verdict")
        begin_attempt(verifying, "t")
        assert not verifying.shows("verdict")

    def test_the_profile_cannot_change_while_it_is_scored(
        self, verifying: Stage, scoring: Brake
    ) -> None:
        verifying.attempt(attempt(50), PHRASE, settle=False)
        assert verifying.text("captureIndicator") == "Scoring …"
        assert not verifying.find(QComboBox, "verifyProfile").isEnabled()
        scoring.release(verifying)
        assert verifying.text("verdict") == "Accepted"
        assert verifying.find(QComboBox, "verifyProfile").isEnabled()

    def test_an_answer_is_not_shown_for_another_profile(
        self, verifying: Stage, scoring: Brake
    ) -> None:
        verifying.attempt(attempt(50), PHRASE, settle=False)
        verifying.find(QPushButton, "sidebar_profiles").click()
        verifying.find(QPushButton, "sidebar_verify").click()
        choice = verifying.find(QComboBox, "verifyProfile")
        verifying.bot.waitUntil(choice.isEnabled)
        choice.setCurrentIndex(1)
        choice.activated.emit(1)
        scoring.release(verifying)
        assert not verifying.shows("verdict")

    def test_choosing_by_arrow_keys_keeps_the_focus(self, verifying: Stage) -> None:
        choice = verifying.find(QComboBox, "verifyProfile")
        choice.setFocus()
        choice.activated.emit(1)
        assert choice.hasFocus()


class TestDeleting:
    def test_a_profile_says_so_and_is_asked_about_once(
        self, inside: Stage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        enroll(inside)
        brake = Brake(workspace.removal.delete)
        monkeypatch.setattr(workspace.removal, "delete", brake)
        inside.click("sidebar_profiles")
        inside.choose("profileDelete")
        confirm = inside.find(QPushButton, "profileDeleteConfirm")
        confirm.click()
        assert confirm.text() == "Deleting …"
        assert not confirm.isEnabled()
        brake.release(inside)
        assert inside.shows("profilesEmpty")

    def test_withdrawing_says_so_and_happens_once(
        self, inside: Stage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        brake = Brake(workspace.withdraw_consent)
        monkeypatch.setattr(workspace, "withdraw_consent", brake)
        inside.click("sidebar_settings")
        inside.click("settingsWithdraw")
        confirm = inside.find(QPushButton, "settingsWithdrawConfirm")
        confirm.click()
        assert confirm.text() == "Deleting …"
        assert not confirm.isEnabled()
        brake.release(inside)
        assert inside.page() == "consent"

    def test_after_a_failure_it_can_be_tried_again(
        self, inside: Stage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail() -> None:
            raise KeystrokeError("The disk is full: free some space.")

        monkeypatch.setattr(workspace, "withdraw_consent", fail)
        inside.click("sidebar_settings")
        inside.click("settingsWithdraw")
        inside.click("settingsWithdrawConfirm")
        assert "disk is full" in inside.desk.window.banner.message
        assert inside.find(QPushButton, "settingsWithdrawConfirm").isEnabled()
