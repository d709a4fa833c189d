from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QPushButton,
)

from desktop.logic.consent import CONSENT_VERSION
from desktop.logic.settings import Settings, SettingsFile
from desktop.logic.workspace import Workspace
from desktop.ui.widgets.heat_strip import HeatStrip
from desktop.ui.widgets.phrase_field import PhraseField
from tests.desktop.logic.conftest import service_endpoint
from tests.desktop.logic.test_delivery import waiting_at
from tests.desktop.ui.conftest import Stage
from tests.desktop.ui.enrolling import AWAY, enroll, fill_in_form
from tests.desktop.ui.typing import PHRASE, attempt

__all__ = ["service_endpoint"]


class TestEnrollment:
    def test_ten_good_attempts_make_a_profile(self, enrolled: Stage) -> None:
        assert "Ada" in enrolled.text("enrollSummary")
        enrolled.click("enrollBack")
        assert enrolled.text("profileName") == "Ada"

    def test_five_are_enough(self, inside: Stage) -> None:
        fill_in_form(inside)
        for seed in range(5):
            assert not inside.find(QPushButton, "enrollFinish").isEnabled()
            inside.attempt(attempt(seed), PHRASE)
        inside.click("enrollFinish")
        assert inside.text("enrollSummary")

    def test_it_says_what_five_more_would_bring_and_takes_them(self, inside: Stage) -> None:
        fill_in_form(inside)
        for seed in range(5):
            inside.attempt(attempt(seed), PHRASE)
        assert "refused about 40%" in inside.text("enrollNote")
        assert "make it about 30%" in inside.text("enrollNote")
        inside.click("enrollMore")
        assert inside.text("enrollCount") == "5 of 15"
        assert inside.find(PhraseField, "phraseField").hasFocus()

    def test_the_form_says_what_to_expect_of_a_phrase(self, inside: Stage) -> None:
        inside.click("newProfile")
        phrase = inside.find(QLineEdit, "enrollPhrase")
        told = []
        for text in ("abc", PHRASE, "we walked along the old wall"):
            phrase.setText(text)
            told.append(inside.text("enrollPhraseAdvice"))
        assert "%" not in told[0]
        assert "about 30%" in told[1]
        assert "about 10%" in told[2]

    def test_the_summary_says_how_often_its_owner_will_be_refused(self, enrolled: Stage) -> None:
        assert "1 in 100 strangers" in enrolled.text("enrollExpected")
        assert "about 30%" in enrolled.text("enrollExpected")
        assert "between 5% and 70%" in enrolled.text("enrollExpected")
        assert "later days: about 55%" in enrolled.text("enrollLater")
        assert "hardly change" in enrolled.text("enrollLater")

    def test_a_refused_attempt_is_not_counted_and_says_why(self, inside: Stage) -> None:
        fill_in_form(inside)
        inside.attempt(attempt(0), PHRASE)
        inside.attempt(attempt(1), "the tide iz")
        assert inside.text("enrollCount") == "1 of 10"
        assert "Not counted: That was not the phrase" in inside.text("enrollStatus")

    def test_pasting_is_refused_at_once(self, inside: Stage) -> None:
        fill_in_form(inside)
        inside.find(PhraseField, "phraseField").setText(PHRASE)
        assert "not typed key by key" in inside.text("enrollStatus")
        assert inside.find(PhraseField, "phraseField").text() == ""

    def test_the_phrase_is_not_kept_unasked(self, inside: Stage) -> None:
        inside.click("newProfile")
        assert not inside.find(QCheckBox, "enrollKeepPhrase").isChecked()

    def test_a_phrase_that_is_too_short_is_told_in_the_form(self, inside: Stage) -> None:
        fill_in_form(inside, phrase="abc")
        assert "characters" in inside.text("enrollFormError")

    def test_a_phrase_that_cannot_be_typed_key_by_key_is_told(self, inside: Stage) -> None:
        fill_in_form(inside)
        field = inside.find(PhraseField, "phraseField")
        for hinted in (False, True):
            field.setText(PHRASE)
            assert ("each take one key" in inside.text("enrollStatus")) is hinted

    def test_damaged_settings_are_told_in_the_form(self, inside: Stage, tmp_path: Path) -> None:
        (tmp_path / "settings.json").write_text("{")
        inside.click("newProfile")
        assert "settings" in inside.text("enrollFormError")

    def test_the_consent_of_who_is_enrolled_goes_with_the_profile(
        self, enrolled: Stage, workspace: Workspace
    ) -> None:
        (profile,) = workspace.profiles.all()
        assert profile.consent is not None
        assert (profile.consent.name, profile.consent.version) == ("Ada", CONSENT_VERSION)

    def test_another_name_has_to_agree_anew(self, inside: Stage) -> None:
        inside.click("newProfile")
        agrees = inside.find(QCheckBox, "enrollConsent")
        agrees.setChecked(True)
        inside.find(QLineEdit, "enrollName").setText("Bea")
        assert not agrees.isChecked()

    def test_the_summary_shows_how_steady_each_key_was(self, enrolled: Stage) -> None:
        assert enrolled.text("enrollSteadiness")
        assert "12 keys" in enrolled.find(HeatStrip, "heatStrip").accessibleName()

    def test_what_is_typed_can_be_hidden_and_that_is_remembered(
        self, inside: Stage, tmp_path: Path
    ) -> None:
        fill_in_form(inside)
        inside.find(QCheckBox, "enrollMask").click()
        assert inside.text("phrase") == "•" * len(PHRASE)
        assert SettingsFile(tmp_path / "settings.json").load().mask_typing
        inside.click("enrollStop")
        fill_in_form(inside)
        assert inside.text("phrase") == "•" * len(PHRASE)

    def test_cancelling_leaves_nothing(self, inside: Stage) -> None:
        fill_in_form(inside)
        inside.attempt(attempt(0), PHRASE)
        inside.click("enrollStop")
        assert inside.shows("profilesEmpty")
        assert not inside.sources.latest.armed

    def test_a_service_that_is_away_is_told_and_nothing_is_lost(
        self, inside: Stage, tmp_path: Path
    ) -> None:
        SettingsFile(tmp_path / "settings.json").save(Settings("remote", AWAY))
        enroll(inside)
        assert "Nothing listens" in inside.text("enrollSummary")
        assert "not lost" in inside.text("enrollSummary")
        assert not inside.shows("enrollVerify")
        assert '"waiting"' in inside.trace()
        inside.click("enrollBack")
        assert inside.text("waitingName") == "Ada"
        assert inside.text("waitingAbout") == f"Waiting to be delivered to {AWAY}."
        inside.click("waitingSend")
        assert "Nothing listens" in inside.text("waitingWhy")
        inside.click("waitingDelete")
        inside.click("waitingDeleteCancel")
        assert inside.shows("waitingRow")
        inside.click("waitingDelete")
        inside.click("waitingDeleteConfirm")
        assert inside.shows("profilesEmpty")

    def test_what_waits_is_delivered_once_the_service_is_back(
        self, inside: Stage, tmp_path: Path, workspace: Workspace, service_endpoint: str
    ) -> None:
        SettingsFile(tmp_path / "settings.json").save(Settings("remote", AWAY))
        enroll(inside)
        inside.click("enrollBack")
        waiting_at(workspace, service_endpoint)
        inside.desk._deliver()
        inside.settle()
        inside.settle()
        assert not inside.shows("waitingRow")
        assert inside.text("profileName") == "Ada"

    def test_an_enrolment_that_is_cancelled_does_not_wait(
        self, inside: Stage, tmp_path: Path, workspace: Workspace
    ) -> None:
        SettingsFile(tmp_path / "settings.json").save(Settings("remote", AWAY))
        fill_in_form(inside)
        for seed in range(10):
            inside.attempt(attempt(seed), PHRASE, settle=False)
        inside.find(QPushButton, "enrollStop").click()
        inside.settle()
        inside.settle()
        assert workspace.deliveries.waiting() == []
