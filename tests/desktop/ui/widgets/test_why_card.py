import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.theme import Theme
from desktop.ui.widgets.heat_map import HeatMap
from desktop.ui.widgets.rhythm_lines import RhythmLines
from desktop.ui.widgets.why_card import WhyCard
from inference.explanation import FreeExplanation, Heard
from tests.desktop.ui.widgets.painting import NAMES, explanation

PICTURES = ("whyKeys", "whyRhythm")


@pytest.fixture
def card(qtbot: QtBot, theme: Theme) -> WhyCard:
    made = WhyCard(theme)
    qtbot.addWidget(made)
    made.resize(640, 400)
    return made


def text(card: WhyCard, name: str) -> str:
    found = card.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text() if found.isVisible() else ""


def shows(card: WhyCard, name: str) -> bool:
    found = card.findChild(QWidget, name)
    assert isinstance(found, QWidget)
    return found.isVisible()


def test_a_phrase_is_explained_in_words_and_pictures(card: WhyCard) -> None:
    card.show_explanation(explanation(), NAMES, by_copy=False)
    assert text(card, "whySummary").startswith("Most unlike the profile: ⏎ held longer.")
    assert "Most like it: a, b to ⏎, b." in text(card, "whySummary")
    assert all(shows(card, each) for each in PICTURES)
    assert not shows(card, "whyWindows")
    assert not text(card, "whyNote")


def test_where_nothing_is_unlike_it_says_so(card: WhyCard) -> None:
    card.show_explanation(explanation((0.0, 0.2, 0.3), (0.1, 0.4)), NAMES, by_copy=False)
    assert text(card, "whySummary").startswith("Nothing is far from")


def test_the_chosen_key_is_told_and_marked_in_both_rhythms(card: WhyCard) -> None:
    card.show_explanation(explanation(), NAMES, by_copy=False)
    assert text(card, "whyValue").startswith("⏎ was held 130 ms")
    lines, keys = card.findChild(RhythmLines), card.findChild(HeatMap)
    assert isinstance(lines, RhythmLines)
    assert isinstance(keys, HeatMap)
    before = lines.grab().toImage()
    QTest.keyClick(keys, Qt.Key.Key_Home)
    assert text(card, "whyValue").startswith("a was held 100 ms")
    assert lines.grab().toImage() != before


def test_long_free_text_is_explained_part_by_part(card: WhyCard) -> None:
    free = FreeExplanation((), (Heard(96, 2.5), Heard(40, -1.0)))
    card.show_explanation(free, (), by_copy=False)
    shown = [each.text() for each in card.findChildren(QLabel) if each.isVisible()]
    assert "Keys 1 to 96" in shown
    assert "Keys 97 to 136" in shown
    assert not any(shows(card, each) for each in PICTURES)


def test_a_short_text_has_no_parts(card: WhyCard) -> None:
    card.show_explanation(FreeExplanation((), (Heard(60, 2.5),)), (), by_copy=False)
    assert "compared as a whole" in text(card, "whySummary")
    assert not shows(card, "whyWindows")


def test_a_copy_is_called_a_copy(card: WhyCard) -> None:
    card.show_explanation(explanation(), NAMES, by_copy=True)
    assert "this computer's copy" in text(card, "whyNote")


def test_without_a_template_here_nothing_of_the_last_one_stays(card: WhyCard) -> None:
    card.show_explanation(explanation(), NAMES, by_copy=False)
    card.show_unknown()
    assert "can't be shown here" in text(card, "whyNote")
    assert not any(shows(card, each) for each in (*PICTURES, "whySummary", "whyWindows"))
