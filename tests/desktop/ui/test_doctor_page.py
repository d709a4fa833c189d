import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.capture.events import CaptureState
from desktop.ui.widgets.capture_badge import CaptureBadge
from desktop.ui.widgets.section_button import SectionButton
from tests.desktop.ui.conftest import Stage
from tests.desktop.ui.enrolling import enroll


@pytest.fixture
def examined(inside: Stage) -> Stage:
    inside.click("sidebar_doctor")
    return inside


def test_the_badge_leads_to_the_doctor(inside: Stage) -> None:
    assert inside.find(SectionButton, "captureBadge").accessibleName() == "Capture ready"
    inside.click("captureBadge")
    assert inside.page() == "doctor"


def test_typing_is_measured(inside: Stage) -> None:
    enroll(inside)
    badge = inside.find(CaptureBadge, "captureBadge")
    inside.bot.waitUntil(lambda: badge.accessibleName() == "Capture exact")
    inside.click("sidebar_doctor")
    assert inside.text("doctorCapture") == "The times of your keys are exact."
    assert inside.text("capture_lost") == "0"


def test_the_badge_says_why_nothing_is_captured(inside: Stage) -> None:
    inside.sources.latest.tell(CaptureState.UNAVAILABLE, "Allow it in the settings.")
    badge = inside.find(CaptureBadge, "captureBadge")
    inside.bot.waitUntil(lambda: badge.accessibleName() == "No capture")
    assert badge.accessibleDescription() == "Allow it in the settings."


def test_what_was_found_can_be_copied(examined: Stage) -> None:
    examined.bot.waitUntil(lambda: examined.find(QPushButton, "doctorCopy").isEnabled())
    examined.click("doctorCopy")
    copied = QApplication.clipboard().text()
    assert "versions" in copied
    assert "capture: qt" in copied


def test_a_narrow_window_shows_icons_alone(inside: Stage) -> None:
    section = inside.find(SectionButton, "sidebar_doctor")
    inside.desk.window.resize(600, 600)
    inside.bot.waitUntil(lambda: not section.text())
    assert section.toolTip() == section.accessibleName() == "Doctor"
    assert not section.shortcut().isEmpty()
    inside.desk.window.resize(1000, 600)
    inside.bot.waitUntil(lambda: section.text().strip() == "&Doctor")
