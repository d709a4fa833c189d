import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton

from desktop.capture.clock import now_ms
from desktop.capture.events import CaptureState
from desktop.ui.widgets.phrase_field import PhraseField
from inference.sample import Keystroke, Sample
from tests.desktop.ui.conftest import Stage
from tests.desktop.ui.enrolling import fill_in_form
from tests.desktop.ui.typing import PHRASE, attempt

COARSE_MS = 40.0


def coarse(sample: Sample) -> Sample:
    """Give a sample as a clock with steps of 40 ms tells it."""

    def told(time_ms: float) -> float:
        return COARSE_MS * round(time_ms / COARSE_MS)

    return Sample(
        [
            Keystroke(key.code, told(key.press_ms), told(key.release_ms) + COARSE_MS)
            for key in sample.keystrokes
        ]
    )


def play(stage: Stage, sample: Sample) -> None:
    start_ms = COARSE_MS * round(now_ms() / COARSE_MS)
    stage.sources.latest.play(sample, start_ms)


@pytest.fixture
def checking(stage: Stage) -> Stage:
    """Show the capture check, its field waiting for keys."""
    with stage.bot.waitActive(stage.desk.window):
        stage.desk.start(store_exists=False)
    stage.find(QLineEdit, "consentName").setText("Ada")
    stage.find(QCheckBox, "consentTick").click()
    stage.click("consentContinue")
    stage.bot.waitUntil(lambda: stage.find(PhraseField, "checkField").hasFocus())
    return stage


def test_keys_are_captured_only_while_it_is_shown(checking: Stage) -> None:
    source = checking.sources.latest
    assert source.armed
    checking.click("checkSkip")
    assert checking.page() == "profiles"
    assert not source.armed


def test_good_times_are_told_as_that(checking: Stage) -> None:
    assert not checking.find(QPushButton, "checkContinue").isEnabled()
    for seed in range(3):
        play(checking, attempt(seed))
    checking.bot.waitUntil(lambda: checking.text("checkVerdict") == "Good")
    assert checking.text("capture_lost") == "0"
    checking.click("checkContinue")
    assert checking.page() == "profiles"


def test_bad_times_are_told_with_what_to_do(checking: Stage) -> None:
    for seed in range(3):
        play(checking, coarse(attempt(seed)))
    checking.bot.waitUntil(lambda: "Not good" in checking.text("checkVerdict"))
    assert "too coarse" in checking.text("checkReason")
    assert "remote desktop" in checking.text("checkReason")
    assert checking.text("capture_step") == "40.0 ms"


def test_no_capture_says_why(checking: Stage) -> None:
    checking.sources.latest.tell(CaptureState.UNAVAILABLE, "Allow it in the settings.")
    checking.bot.waitUntil(lambda: checking.text("checkReason") == "Allow it in the settings.")


def test_enter_goes_on_once_it_is_measured(checking: Stage) -> None:
    field = checking.find(PhraseField, "checkField")
    QTest.keyClicks(field, PHRASE)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert checking.page() == "capture_check"
    for seed in range(3):
        play(checking, attempt(seed))
    checking.bot.waitUntil(lambda: checking.find(QPushButton, "checkContinue").isEnabled())
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert checking.page() == "profiles"


def test_nobody_is_enrolled_with_bad_times(inside: Stage) -> None:
    fill_in_form(inside)
    for seed in range(3):
        inside.attempt(coarse(attempt(seed)), PHRASE)
    assert "not good enough" in inside.text("enrollStatus")
    assert "remote desktop" in inside.text("enrollStatus")
    assert inside.text("enrollCount") != "3 of 10"
