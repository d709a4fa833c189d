import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from desktop.ui.widgets.phrase_field import PhraseField
from desktop.ui.widgets.score_bars import ScoreBars
from inference.sample import Sample
from tests.desktop.ui import test_free_text as free_text
from tests.desktop.ui.conftest import Stage
from tests.desktop.ui.enrolling import enroll
from tests.desktop.ui.typing import PHRASE, attempt
from tests.desktop.writing import OWNER, STRANGER, TEXTS

WRITERS = (("Ada", OWNER), ("Eve", STRANGER))


def ranked(stage: Stage) -> list[str]:
    """Give the names beside the bars, best first."""
    bars = stage.find(ScoreBars, "identityBars")
    return [each.text() for each in bars.findChildren(QLabel) if each.text()[-1].isalpha()]


@pytest.fixture
def two(inside: Stage) -> Stage:
    """Ask who it is, with two people enrolled with one phrase."""
    enroll(inside, keep=True)
    inside.click("sidebar_profiles")
    enroll(inside, keep=True, name="Eve", person=1)
    inside.click("sidebar_identify")
    return inside


@pytest.fixture
def both_modes(inside: Stage) -> Stage:
    """Ask who it is, with two who write free text and one with a phrase."""
    for name, person in WRITERS:
        inside.click("sidebar_profiles")
        free_text.fill_in_form(inside, name)
        for text in TEXTS[:5]:
            free_text.write(inside, text, person)
        if inside.shows("enrollFinish"):
            inside.click("enrollFinish")
    inside.click("sidebar_profiles")
    enroll(inside, name="Bea", person=2)
    inside.click("sidebar_identify")
    return inside


@pytest.mark.parametrize("profiles", [0, 1])
def test_with_too_few_profiles_it_says_what_to_do(inside: Stage, profiles: int) -> None:
    for _ in range(profiles):
        enroll(inside)
    inside.click("sidebar_identify")
    assert not inside.shows("phraseField")
    assert inside.find(QPushButton, "identifyNewProfile").hasFocus()
    inside.click("identifyNewProfile")
    assert inside.page() == "enroll"


@pytest.mark.parametrize(("person", "name", "other"), [(0, "Ada", "Eve"), (1, "Eve", "Ada")])
def test_who_typed_is_named_and_all_are_ranked(
    two: Stage, person: int, name: str, other: str
) -> None:
    two.attempt(attempt(50, person), PHRASE)
    assert two.text("verdict") == name
    assert ranked(two) == [name, other]
    assert not two.shows("identitySkipped")
    assert '"identified", "known": true' in two.trace()


def test_a_stranger_is_nobody_known(two: Stage) -> None:
    two.attempt(attempt(50, person=2), PHRASE)
    assert two.text("verdict") == "Nobody known"
    assert "strangers" in two.text("verdictMeaning")
    assert sorted(ranked(two)) == ["Ada", "Eve"]
    assert '"identified", "known": false' in two.trace()


def test_the_phrase_that_all_have_is_shown(two: Stage) -> None:
    assert two.text("phrase") == PHRASE
    assert not two.shows("identifyMode")


def test_a_phrase_that_nobody_has_is_no_answer(inside: Stage) -> None:
    for person, name in enumerate(("Ada", "Eve")):
        inside.click("sidebar_profiles")
        enroll(inside, name=name, person=person)
    inside.click("sidebar_identify")
    first, *others = attempt(50).keystrokes
    inside.attempt(Sample([first._replace(code="KeyX"), *others]), "xhe tide is")
    assert inside.text("verdict") == "Not scored"
    assert "no profile" in inside.text("verdictReasons")
    assert not inside.shows("identityBars")


def test_free_text_is_told_apart_and_who_is_left_out_is_told(both_modes: Stage) -> None:
    choice = both_modes.find(QComboBox, "identifyMode")
    assert choice.currentText() == "A phrase"
    QTest.keyClick(choice, Qt.Key.Key_End)
    assert choice.currentText() == "Free text"
    both_modes.find(PhraseField, "phraseField").setFocus()
    for name, person in WRITERS:
        prompt = both_modes.text("phrase")
        free_text.write(both_modes, TEXTS[6], person)
        assert both_modes.text("verdict") == name
        assert both_modes.text("identitySkipped") == "Not compared: Bea (is known by a phrase)."
        assert both_modes.text("phrase") != prompt


def test_everything_on_it_has_a_letter_of_its_own(both_modes: Stage) -> None:
    letters = both_modes.mnemonics()
    assert {"Alt+I", "Alt+T"} <= set(letters)
    assert len(set(letters)) == len(letters)
