import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.theme import Theme
from desktop.ui.widgets.rhythm_lines import RhythmLines
from tests.desktop.ui.widgets.painting import colours, compared, explanation, name


@pytest.fixture
def lines(qtbot: QtBot, theme: Theme) -> RhythmLines:
    made = RhythmLines(theme)
    qtbot.addWidget(made)
    made.resize(400, made.sizeHint().height())
    made.show()
    return made


def test_nothing_is_painted_before_there_is_an_attempt(lines: RhythmLines) -> None:
    assert len(colours(lines)) == 1


def test_the_attempt_is_coloured_and_the_usual_rhythm_is_not(
    lines: RhythmLines, theme: Theme
) -> None:
    lines.show_explanation(explanation())
    area = lines.rect().toRectF()
    half = area.height() / 2
    usual = colours(lines, area.adjusted(0, 0, 0, -half))
    typed = colours(lines, area.adjusted(0, half, 0, 0))
    likeness = {name(each) for each in (theme.colours.accent_soft, theme.colours.unlike)}
    assert likeness <= typed
    assert not likeness & usual
    assert name(theme.colours.line) in usual


def test_both_lengths_are_spoken(lines: RhythmLines) -> None:
    lines.show_explanation(explanation())
    # To the last press 200 ms, held 100 ms; typed 185 + 1 and 130 ms.
    assert lines.accessibleName() == "Usual rhythm, 0.30 seconds; this one, 0.32 seconds"


def test_what_is_chosen_is_marked(lines: RhythmLines) -> None:
    lines.show_explanation(explanation())
    before = lines.grab().toImage()
    lines.mark(compared(1, "hold", 0.2))
    assert lines.grab().toImage() != before
