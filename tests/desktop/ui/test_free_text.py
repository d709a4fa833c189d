"""Enrolling and verifying with free text."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QRadioButton

from desktop.capture.clock import now_ms
from desktop.logic.enrollment import WANTED_KEYS
from desktop.logic.prompts import PROMPTS
from desktop.ui.widgets.phrase_field import PhraseField
from inference.sample import Keystroke, Sample
from tests.desktop.ui.conftest import Stage
from tests.desktop.ui.enrolling import enroll as enroll_phrase
from tests.desktop.writing import OWNER, STRANGER, TEXTS, written


def fill_in_form(stage: Stage, name: str = "Ada") -> None:
    stage.click("newProfile")
    stage.find(QLineEdit, "enrollName").setText(name)
    stage.find(QRadioButton, "enrollFree").setChecked(True)
    stage.find(QCheckBox, "enrollConsent").setChecked(True)
    stage.click("enrollStart")


def write(stage: Stage, text: str, person: int = OWNER) -> None:
    stage.attempt(written(text, person), text)


def enroll(stage: Stage, texts: int) -> None:
    fill_in_form(stage)
    for text in TEXTS[:texts]:
        write(stage, text)
    if stage.shows("enrollFinish"):
        stage.click("enrollFinish")


@pytest.fixture
def writing(inside: Stage) -> Stage:
    """Show the enrolment page before the first text."""
    fill_in_form(inside)
    return inside


@pytest.fixture
def enrolled(inside: Stage) -> Stage:
    """Show the verification page after an enrolment."""
    enroll(inside, texts=6)
    inside.click("enrollVerify")
    return inside


class TestForm:
    def test_a_phrase_is_asked_for_only_where_one_is_typed(self, inside: Stage) -> None:
        inside.click("newProfile")
        assert inside.shows("enrollPhrase")
        assert inside.shows("enrollKeepPhrase")
        inside.find(QRadioButton, "enrollFree").setChecked(True)
        assert not inside.shows("enrollPhrase")
        assert not inside.shows("enrollKeepPhrase")
        assert "neither kept nor sent" in inside.text("enrollAboutText")

    def test_enter_after_the_name_begins(self, inside: Stage) -> None:
        inside.click("newProfile")
        inside.find(QRadioButton, "enrollFree").setChecked(True)
        name = inside.find(QLineEdit, "enrollName")
        QTest.keyClicks(name, "Ada")
        QTest.keyClick(name, Qt.Key.Key_Return)
        agrees = inside.find(QCheckBox, "enrollConsent")
        assert agrees.hasFocus()
        assert "Ask the person first" in inside.text("enrollFormError")
        agrees.setChecked(True)
        QTest.keyClick(name, Qt.Key.Key_Return)
        assert inside.find(PhraseField, "phraseField").hasFocus()

    def test_a_name_is_wanted_all_the_same(self, inside: Stage) -> None:
        inside.click("newProfile")
        inside.find(QRadioButton, "enrollFree").setChecked(True)
        inside.find(QLineEdit, "enrollName").clear()
        inside.find(QCheckBox, "enrollConsent").setChecked(True)
        inside.click("enrollStart")
        assert "name" in inside.text("enrollFormError")

    def test_the_next_form_begins_with_a_phrase_again(self, writing: Stage) -> None:
        writing.click("enrollStop")
        writing.click("newProfile")
        assert writing.find(QRadioButton, "enrollFixed").isChecked()


class TestEnrollment:
    def test_about_five_texts_make_a_profile(self, inside: Stage) -> None:
        enroll(inside, texts=6)
        assert "any text" in inside.text("enrollSummary")
        assert "few keys" not in inside.text("enrollSummary")
        inside.click("enrollBack")
        assert "Free text" in inside.text("profileAbout")

    def test_one_text_will_do_and_its_weakness_is_told(self, writing: Stage) -> None:
        assert not writing.find(QPushButton, "enrollFinish").isEnabled()
        assert not writing.shows("enrollNote")
        write(writing, TEXTS[0])
        assert "refused less often" in writing.text("enrollNote")
        writing.click("enrollFinish")
        assert "few keys" in writing.text("enrollSummary")

    def test_keys_are_counted_while_they_are_typed(self, writing: Stage) -> None:
        write(writing, TEXTS[0])
        before = len(written(TEXTS[0]).keystrokes) - 1
        assert writing.text("enrollCount") == f"{before} of {WANTED_KEYS} keys"
        field = writing.find(PhraseField, "phraseField")
        QTest.keyClicks(field, TEXTS[1][:7])
        writing.sources.latest.play(Sample(written(TEXTS[1]).keystrokes[:7]), now_ms())
        writing.bot.waitUntil(lambda: writing.text("keyCount") == "7 keys")
        assert writing.text("enrollCount") == f"{before + 7} of {WANTED_KEYS} keys"

    def test_each_text_that_counts_brings_another_sentence(self, writing: Stage) -> None:
        shown = [writing.text("phrase")]
        for text in TEXTS[:3]:
            write(writing, text)
            shown.append(writing.text("phrase"))
        assert len(set(shown)) == 4
        assert set(shown) <= set(PROMPTS)

    def test_the_shown_sentence_can_be_copied(self, writing: Stage) -> None:
        write(writing, writing.text("phrase"))
        assert writing.text("enrollStatus") == "Counted."

    def test_what_is_too_short_does_not_count_and_keeps_the_sentence(self, writing: Stage) -> None:
        prompt = writing.text("phrase")
        write(writing, "a small boat")
        assert "too short" in writing.text("enrollStatus")
        assert writing.text("enrollCount").startswith("0 of")
        assert writing.text("phrase") == prompt

    def test_pasting_is_refused_at_once(self, writing: Stage) -> None:
        field = writing.find(PhraseField, "phraseField")
        for hinted in (False, True):
            field.setText(TEXTS[0])
            assert "not typed key by key" in writing.text("enrollStatus")
            assert ("one key" in writing.text("enrollStatus")) is hinted
            assert field.text() == ""

    def test_corrections_belong_to_the_text(self, writing: Stage) -> None:
        *keystrokes, enter = written(TEXTS[0]).keystrokes
        at_ms = keystrokes[-1].release_ms + 90
        spoilt = [
            Keystroke("KeyX", at_ms, at_ms + 60),
            Keystroke("Backspace", at_ms + 200, at_ms + 260),
        ]
        later = enter._replace(press_ms=at_ms + 500, release_ms=at_ms + 580)
        field = writing.find(PhraseField, "phraseField")
        writing.bot.waitUntil(lambda: not field.isReadOnly())
        QTest.keyClicks(field, TEXTS[0] + "x")
        QTest.keyClick(field, Qt.Key.Key_Backspace)
        writing.sources.latest.play(Sample([*keystrokes, *spoilt, later]), now_ms())
        QTest.keyClick(field, Qt.Key.Key_Return)
        writing.bot.waitUntil(lambda: writing.text("enrollStatus") == "Counted.")
        assert writing.text("enrollCount").startswith(f"{len(keystrokes) + 2} of")


class TestDone:
    def test_it_ends_a_text_as_enter_does(self, writing: Stage) -> None:
        *keystrokes, _enter = written(TEXTS[0]).keystrokes
        field = writing.find(PhraseField, "phraseField")
        done = writing.find(QPushButton, "typingDone")
        assert not done.isEnabled()
        QTest.keyClicks(field, TEXTS[0])
        writing.sources.latest.play(Sample(keystrokes), now_ms())
        writing.bot.waitUntil(lambda: writing.text("keyCount") == f"{len(keystrokes)} keys")
        QTest.mouseClick(done, Qt.MouseButton.LeftButton)
        writing.bot.waitUntil(lambda: writing.text("enrollStatus") == "Counted.")
        assert field.hasFocus()
        assert field.text() == ""
        assert not done.isEnabled()

    def test_it_is_there_for_free_text_only(self, inside: Stage) -> None:
        enroll_phrase(inside)
        inside.click("enrollVerify")
        assert not inside.shows("typingDone")
        assert not inside.shows("keyCount")


class TestVerification:
    def test_the_owner_is_accepted_and_gets_another_sentence(self, enrolled: Stage) -> None:
        prompt = enrolled.text("phrase")
        assert prompt in PROMPTS
        write(enrolled, TEXTS[6])
        assert enrolled.text("verdict") == "Accepted"
        assert enrolled.text("phrase") != prompt

    def test_a_stranger_is_not(self, enrolled: Stage) -> None:
        write(enrolled, TEXTS[6], STRANGER)
        assert enrolled.text("verdict") == "Not accepted"

    def test_a_short_text_is_answered_with_its_doubt(self, enrolled: Stage) -> None:
        write(enrolled, "it was a small boat")
        assert enrolled.text("verdict") in {"Accepted", "Not accepted"}
        assert "unsure" in enrolled.text("verdictReasons")

    def test_what_is_too_short_is_no_verdict(self, enrolled: Stage) -> None:
        prompt = enrolled.text("phrase")
        write(enrolled, "a small boat")
        assert enrolled.text("verdict") == "Not scored"
        assert "too short" in enrolled.text("verdictReasons")
        assert enrolled.text("phrase") == prompt

    def test_profiles_of_both_modes_are_told_apart(self, enrolled: Stage) -> None:
        choice = enrolled.find(QComboBox, "verifyProfile")
        assert choice.currentText() == "Ada (free text)"
        enrolled.click("sidebar_profiles")
        enroll_phrase(enrolled, keep=True)
        enrolled.click("enrollVerify")
        assert choice.currentText() == "Ada"
        assert not enrolled.shows("verifyLead")
        QTest.keyClick(choice, Qt.Key.Key_Down if choice.currentIndex() == 0 else Qt.Key.Key_Up)
        assert choice.currentText() == "Ada (free text)"
        assert enrolled.shows("verifyLead")
        assert enrolled.text("phrase") in PROMPTS


def test_neither_text_nor_name_is_in_the_trace(enrolled: Stage) -> None:
    write(enrolled, TEXTS[6])
    assert '"verdict"' in enrolled.trace()
    for told in (*TEXTS, *PROMPTS, "Ada", "Key"):
        assert told not in enrolled.trace()


def test_each_letter_with_alt_does_one_thing(writing: Stage) -> None:
    write(writing, TEXTS[0])
    for way in ("enrollFinish", "enrollVerify", ""):
        letters = writing.mnemonics()
        assert len(set(letters)) == len(letters)
        if way:
            writing.click(way)
    assert "Alt+O" in writing.mnemonics()


@pytest.mark.parametrize("page", ["enroll", "verify"])
def test_all_of_it_fits_into_the_smallest_window(inside: Stage, page: str) -> None:
    window = inside.desk.window
    window.resize(window.minimumSize())
    fill_in_form(inside)
    write(inside, TEXTS[0])
    if page == "verify":
        inside.click("enrollFinish")
        inside.click("enrollVerify")
    for name in ("phrase", "captureIndicator", "keyCount"):
        inside.find(QLabel, name)
    shown = inside.desk.window.page
    assert shown is not None
    content = shown.widget()
    assert content is not None
    inside.bot.waitUntil(lambda: content.minimumSizeHint().width() <= shown.viewport().width())
