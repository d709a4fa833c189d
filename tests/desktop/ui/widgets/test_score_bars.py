import pytest
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.theme import Theme
from desktop.ui.widgets.score_bars import ScoreBars, Scored
from tests.desktop.ui.widgets.painting import colours, name


@pytest.fixture
def bars(qtbot: QtBot, theme: Theme) -> ScoreBars:
    made = ScoreBars(theme)
    qtbot.addWidget(made)
    made.resize(400, 80)
    made.show()
    return made


def halves(bars: ScoreBars, row: int) -> tuple[set[str], set[str]]:
    """Give the colours left and right of the middle of a row's bar."""
    QApplication.processEvents()
    item = bars._grid.itemAtPosition(row, 1)
    assert item is not None
    bar = item.widget()
    assert isinstance(bar, QWidget)
    middle = bar.width() / 2
    left = QRectF(0, 0, middle - 3, bar.height())
    return colours(bar, left), colours(bar, left.translated(middle + 3, 0))


def test_a_bar_goes_right_above_nought_and_left_below(bars: ScoreBars, theme: Theme) -> None:
    bars.show_scores([Scored("Ada", 5.0, True), Scored("Eve", -5.0, True)])
    accent = name(theme.colours.accent)
    left, right = halves(bars, 0)
    assert (accent in left, accent in right) == (False, True)
    left, right = halves(bars, 1)
    assert (accent in left, accent in right) == (True, False)


def test_only_what_counts_stands_out(bars: ScoreBars, theme: Theme) -> None:
    bars.show_scores([Scored("Ada", 5.0, True), Scored("Eve", 4.0, False)])
    accent, grey = name(theme.colours.accent), name(theme.colours.control_line)
    assert accent in halves(bars, 0)[1]
    right = halves(bars, 1)[1]
    assert accent not in right
    assert grey in right


def test_other_scores_replace_the_earlier_ones(bars: ScoreBars) -> None:
    bars.show_scores([Scored("Ada", 5.0, True), Scored("Eve", -2.25, False)])
    bars.show_scores([Scored("Bea", 1.0, True)])
    QApplication.processEvents()
    shown = [each.text() for each in bars.findChildren(QLabel) if each.isVisible()]
    assert shown == ["Bea", "1.0"]
