from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from desktop.capture.choose import FOCUS_LOST
from desktop.capture.events import CaptureState
from desktop.logic.enrollment import MAX_PHRASE, Draft
from desktop.logic.profiles import new_profile
from desktop.logic.settings import MOST_ATTEMPTS, Settings, SettingsFile
from desktop.logic.workspace import Workspace
from desktop.ui.widgets.phrase_field import PhraseField
from desktop.ui.widgets.progress_dots import ProgressDots
from desktop.ui.widgets.score_scale import ScoreScale
from inference.errors import KeystrokeError
from inference.sample import Sample
from inference.service.profile import MAX_LABEL
from inference.stores.sqlite import SqliteStore
from tests.desktop.logic.conftest import service_endpoint
from tests.desktop.ui.conftest import Stage
from tests.desktop.ui.enrolling import AWAY, enroll
from tests.desktop.ui.typing import PHRASE, attempt

__all__ = ["service_endpoint"]

MENU = ("profileTypeMore", "profileRename", "profileHistory", "profileDelete")
"""Items of a profile's menu."""

INTERACTIVE = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox)


class TestConsent:
    def test_nothing_is_ticked_and_nothing_goes_on_without(self, stage: Stage) -> None:
        stage.desk.start(store_exists=False)
        assert not stage.find(QCheckBox, "consentTick").isChecked()
        assert not stage.find(QPushButton, "consentContinue").isEnabled()
        assert stage.sources.made == []

    def test_declining_closes_the_window(self, stage: Stage) -> None:
        stage.desk.start(store_exists=False)
        stage.click("consentQuit")
        assert not stage.desk.window.isVisible()

    def test_it_is_kept(self, inside: Stage) -> None:
        inside.click("sidebar_settings")
        assert "version 2" in inside.text("settingsConsent")

    def test_a_store_without_consent_asks_for_it(self, stage: Stage) -> None:
        stage.desk.start(store_exists=True)
        stage.settle()
        assert stage.page() == "consent"

    def test_withdrawing_deletes_everything_and_asks_anew(self, enrolled: Stage) -> None:
        enrolled.click("sidebar_settings")
        enrolled.click("settingsWithdraw")
        enrolled.click("settingsWithdrawConfirm")
        assert enrolled.page() == "consent"
        assert not enrolled.find(QCheckBox, "consentTick").isChecked()
        assert "Profiles deleted: 1" in enrolled.desk.window.banner.message
        assert not enrolled.sources.latest.armed
        enrolled.find(QLineEdit, "consentName").setText("Ada")
        enrolled.find(QCheckBox, "consentTick").click()
        enrolled.click("consentContinue")
        enrolled.click("checkSkip")
        assert enrolled.shows("profilesEmpty")


class TestVerification:
    def test_without_a_profile_it_says_what_to_do(self, inside: Stage) -> None:
        inside.click("sidebar_verify")
        assert inside.find(QPushButton, "verifyNewProfile").hasFocus()
        inside.click("verifyNewProfile")
        assert inside.page() == "enroll"

    def test_the_owner_is_accepted_and_sees_the_score(self, enrolled: Stage) -> None:
        enrolled.click("enrollVerify")
        assert enrolled.text("phrase") == PHRASE
        enrolled.attempt(attempt(50), PHRASE)
        assert enrolled.text("verdict") == "Accepted"
        assert "Score" in enrolled.find(ScoreScale, "scoreScale").accessibleName()
        assert "1 in 100" in enrolled.text("verdictMeaning")

    def test_a_score_is_provisional_until_two_later_days(
        self, enrolled: Stage, workspace: Workspace
    ) -> None:
        enrolled.click("enrollVerify")
        enrolled.attempt(attempt(50), PHRASE)
        assert "provisional" in enrolled.text("verdictMeaning")
        (profile,) = workspace.profiles.all()
        for later in (1, 2):
            day = profile.created_at.astimezone().date() + timedelta(days=later)
            workspace.profiles.note_passed(profile.id, day)
        enrolled.click("sidebar_profiles")
        assert "provisional" not in enrolled.text("profileAbout")
        enrolled.click("profileVerify")
        enrolled.attempt(attempt(51), PHRASE)
        assert enrolled.text("verdict") == "Accepted"
        assert "provisional" not in enrolled.text("verdictMeaning")

    def test_a_stranger_is_not_accepted_and_reads_why(self, enrolled: Stage) -> None:
        enrolled.click("enrollVerify")
        enrolled.attempt(attempt(0, person=1), PHRASE)
        assert enrolled.text("verdict") == "Not accepted"
        assert "unlike" in enrolled.text("verdictReasons")

    def test_damaged_settings_are_told_in_place(self, enrolled: Stage, tmp_path: Path) -> None:
        enrolled.click("enrollVerify")
        (tmp_path / "settings.json").write_text("{")
        enrolled.attempt(attempt(50), PHRASE)
        assert enrolled.text("verdict") == "Could not be scored"
        assert "settings" in enrolled.text("verdictReasons")

    def test_a_mistype_is_no_verdict(self, enrolled: Stage) -> None:
        enrolled.click("enrollVerify")
        enrolled.attempt(attempt(50), "the tide iz")
        assert enrolled.text("verdict") == "Not scored"

    def test_an_unknown_phrase_is_told_by_its_keys(self, inside: Stage) -> None:
        enroll(inside, keep=False)
        inside.click("enrollVerify")
        assert inside.text("phrase") != PHRASE
        inside.attempt(attempt(50), PHRASE)
        assert inside.text("verdict") == "Accepted"
        other = attempt(50)
        swapped = [key._replace(code="KeyX") for key in other.keystrokes[:1]]
        inside.attempt(Sample([*swapped, *other.keystrokes[1:]]), "xhe tide is")
        assert inside.text("verdict") == "Not scored"


class TestStandingIn:
    @pytest.fixture
    def away(self, enrolled: Stage, tmp_path: Path, workspace: Workspace) -> Stage:
        """Show a profile of a service that is away, with its twin here."""
        (here,) = workspace.profiles.all()
        twin = workspace._stand_ins.beside(here, _draft(workspace))
        away = replace(twin, scored="remote", endpoint=AWAY, phrase=PHRASE)
        workspace.profiles.add(away)
        settings = Settings("remote", AWAY, local_when_away=True)
        SettingsFile(tmp_path / "settings.json").save(settings)
        return enrolled

    def test_this_computer_decides_and_says_so(self, away: Stage) -> None:
        away.click("enrollVerify")
        away.attempt(attempt(50), PHRASE)
        assert away.text("verdict") == "Accepted"
        assert "this computer" in away.text("verdictStandIn")
        assert '"stands_in": true' in away.trace()

    def test_what_is_scored_where_it_should_be_is_not_labelled(self, enrolled: Stage) -> None:
        enrolled.click("enrollVerify")
        enrolled.attempt(attempt(50), PHRASE)
        assert not enrolled.shows("verdictStandIn")


def _draft(workspace: Workspace) -> Draft:
    features = [workspace.recognizer.extract(attempt(seed)) for seed in range(10)]
    return Draft(
        new_profile(features[0], label="Ada", scored="remote", endpoint=AWAY), (*features,)
    )


class TestCapture:
    def test_it_is_armed_only_while_the_field_has_the_focus(self, enrolled: Stage) -> None:
        source = enrolled.sources.latest
        assert not source.armed
        enrolled.click("enrollVerify")
        field = enrolled.find(PhraseField, "phraseField")
        enrolled.bot.waitUntil(lambda: source.armed and not field.isReadOnly())
        assert "Recording" in enrolled.text("captureIndicator")
        enrolled.find(QComboBox, "verifyProfile").setFocus()
        assert not source.armed
        assert "Not recording" in enrolled.text("captureIndicator")

    def test_losing_the_focus_half_way_discards_the_attempt(self, enrolled: Stage) -> None:
        enrolled.click("enrollVerify")
        field = enrolled.find(PhraseField, "phraseField")
        enrolled.bot.waitUntil(lambda: not field.isReadOnly())
        QTest.keyClicks(field, "the t")
        enrolled.find(QComboBox, "verifyProfile").setFocus()
        assert "lost the focus" in enrolled.text("verdictReasons")
        assert field.text() == ""

    def test_an_interruption_discards_the_attempt_and_says_so(self, enrolled: Stage) -> None:
        enrolled.click("enrollVerify")
        field = enrolled.find(PhraseField, "phraseField")
        enrolled.bot.waitUntil(lambda: not field.isReadOnly())
        QTest.keyClicks(field, "the t")
        enrolled.sources.latest.tell(CaptureState.INTERRUPTED, "It stopped.")
        enrolled.bot.waitUntil(lambda: enrolled.desk.window.banner.message == "It stopped.")
        assert "stopped half-way" in enrolled.text("verdictReasons")
        enrolled.sources.latest.tell(CaptureState.ARMED)
        enrolled.attempt(attempt(50), PHRASE)
        assert enrolled.text("verdict") == "Accepted"

    def test_keys_that_the_source_did_not_see_are_told(self, enrolled: Stage) -> None:
        enrolled.click("enrollVerify")
        field = enrolled.find(PhraseField, "phraseField")
        enrolled.bot.waitUntil(lambda: not field.isReadOnly())
        QTest.keyClicks(field, PHRASE)
        QTest.keyClick(field, Qt.Key.Key_Return)
        enrolled.bot.waitUntil(lambda: not field.text())
        assert "do not match" in enrolled.text("verdictReasons")


class TestEveryPage:
    @pytest.mark.parametrize(
        "way",
        [
            [],
            ["newProfile"],
            ["sidebar_verify"],
            ["sidebar_identify"],
            ["sidebar_history"],
            ["sidebar_privacy"],
            ["sidebar_settings"],
        ],
    )
    def test_everything_has_a_name_and_is_reached_by_tab(
        self, inside: Stage, way: list[str]
    ) -> None:
        for name in way:
            inside.click(name)
        letters = inside.mnemonics()
        assert letters
        assert len(set(letters)) == len(letters)
        window = inside.desk.window
        widgets = [
            each
            for kind in INTERACTIVE
            for each in window.findChildren(kind)
            if each.isVisible() and each.isEnabled() and not isinstance(each.parent(), INTERACTIVE)
        ]
        reached: set[QWidget] = set()
        for _ in range(2 * len(widgets) + 10):
            window.focusNextChild()
            focused = window.focusWidget()
            assert focused is not None
            reached.add(focused)
        radios = {each for each in widgets if isinstance(each, QRadioButton)}
        assert {each.objectName() for each in set(widgets) - reached - radios} == set()
        assert all(each.objectName() for each in widgets)
        assert {each.objectName() for each in widgets if not _spoken(each)} == set()


@pytest.mark.parametrize(
    "way",
    [
        [],
        ["profileRename"],
        ["profileDelete"],
        ["profileHistory"],
        ["profileTypeMore"],
        ["newProfile"],
        ["profileVerify"],
        ["sidebar_settings"],
        ["sidebar_settings", "settingsWithdraw"],
    ],
)
def test_everything_fits_into_the_smallest_window(
    enrolled: Stage, workspace: Workspace, way: list[str]
) -> None:
    (profile,) = workspace.profiles.all()
    longest = replace(profile, label="W" * MAX_LABEL, phrase="M" * MAX_PHRASE)
    workspace.profiles.add(longest)
    window = enrolled.desk.window
    window.resize(window.minimumSize())
    enrolled.click("enrollBack")
    for name in way:
        act = enrolled.choose if name in MENU else enrolled.click
        act(name)
    page = window.page
    assert page is not None
    content = page.widget()
    assert content is not None
    enrolled.bot.waitUntil(lambda: content.minimumSizeHint().width() <= page.viewport().width())
    enrolled.bot.waitUntil(lambda: page.horizontalScrollBar().maximum() == 0)


def test_fifty_attempts_fit_too(inside: Stage) -> None:
    dots = ProgressDots(inside.desk._theme)
    dots.set_progress(3, MOST_ATTEMPTS)
    assert dots.minimumSizeHint().width() <= 250
    assert dots.minimumSizeHint().height() >= 5 * 12


def _spoken(widget: QWidget) -> str:
    """Give what a screen reader says of a widget: its name, its text, or its label's."""
    if widget.accessibleName():
        return widget.accessibleName()
    if isinstance(widget, QAbstractButton):
        return widget.text()
    buddies = [
        each.text() for each in widget.window().findChildren(QLabel) if each.buddy() is widget
    ]
    return "".join(buddies)


def test_the_trace_tells_neither_text_nor_name(enrolled: Stage) -> None:
    enrolled.click("enrollVerify")
    enrolled.attempt(attempt(50), PHRASE)
    assert '"verdict"' in enrolled.trace()
    for told in (PHRASE, "Ada", "Key"):
        assert told not in enrolled.trace()


@pytest.mark.parametrize("scheme", [Qt.ColorScheme.Light, Qt.ColorScheme.Dark])
def test_each_page_paints_in_both_schemes(enrolled: Stage, scheme: Qt.ColorScheme) -> None:
    theme = enrolled.desk._theme
    theme.prefer(scheme)
    enrolled.click("enrollVerify")
    enrolled.attempt(attempt(50), PHRASE)
    image = enrolled.desk.window.grab().toImage()
    corner = image.pixelColor(image.width() - 2, image.height() - 2)
    assert corner.name() == theme.colours.window
    accents = sum(
        image.pixelColor(x, y).name() == theme.colours.accent
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    )
    assert accents > 100
    theme.prefer(Qt.ColorScheme.Unknown)


class TestErrors:
    def test_an_expected_one_is_shown_as_it_is(self, inside: Stage) -> None:
        inside.desk.take_error(KeystrokeError("It failed: try again."))
        assert inside.desk.window.banner.message == "It failed: try again."
        inside.click("bannerDismiss")
        assert inside.desk.window.banner.message == ""

    def test_a_mistake_in_the_program_is_told_without_its_details(self, inside: Stage) -> None:
        inside.desk.take_error(KeyError("the tide is"))
        assert "Something went wrong" in inside.desk.window.banner.message
        assert "tide" not in inside.desk.window.banner.message

    def test_capture_that_cannot_work_is_shown(self, inside: Stage) -> None:
        inside.sources.latest.tell(CaptureState.UNAVAILABLE, "No keys can be captured here.")
        inside.bot.waitUntil(lambda: "No keys" in inside.desk.window.banner.message)
        inside.click("sidebar_settings")
        assert "No keys" in inside.desk.window.banner.message

    def test_it_goes_with_its_page(self, inside: Stage) -> None:
        inside.desk.take_error(KeystrokeError("It failed: try again."))
        inside.click("sidebar_settings")
        assert inside.desk.window.banner.message == ""

    def test_an_interruption_is_told_even_while_the_window_is_inactive(self, inside: Stage) -> None:
        inside.sources.latest.tell(CaptureState.INTERRUPTED, FOCUS_LOST)
        with inside.bot.waitExposed(other := QWidget()):
            other.show()
        other.activateWindow()
        inside.bot.waitUntil(lambda: not inside.desk.window.isActiveWindow())
        assert inside.desk.window.banner.message == ""
        inside.sources.latest.tell(CaptureState.INTERRUPTED, "It stopped.")
        inside.bot.waitUntil(lambda: inside.desk.window.banner.message == "It stopped.")
        other.close()

    def test_damaged_settings_are_shown_and_can_be_saved_anew(
        self, inside: Stage, tmp_path: Path
    ) -> None:
        (tmp_path / "settings.json").write_text("{")
        inside.click("sidebar_settings")
        assert str(tmp_path) in inside.text("settingsStatus")
        inside.click("settingsSave")
        assert SettingsFile(tmp_path / "settings.json").load() == Settings()

    def test_a_damaged_profile_is_counted_beside_the_others(self, enrolled: Stage) -> None:
        session = enrolled.desk._session
        assert session is not None
        store = session.workspace._store
        assert isinstance(store, SqliteStore)
        store._file._connection.execute(
            "UPDATE records SET version = version + 1 WHERE kind = 'desktop_profile'"
        )
        enrolled.click("sidebar_profiles")
        assert "1 more can't be read" in enrolled.text("profilesDamaged")
