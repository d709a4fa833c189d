import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.ui.theme import Theme
from desktop.ui.widgets.heat_map import HeatMap
from tests.desktop.ui.widgets.painting import NAMES, colours, explanation, name

WIDTH = 400


@pytest.fixture
def heat_map(qtbot: QtBot, theme: Theme) -> HeatMap:
    made = HeatMap(theme)
    qtbot.addWidget(made)
    made.resize(WIDTH, 100)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.mark.parametrize("scheme", [Qt.ColorScheme.Light, Qt.ColorScheme.Dark])
def test_each_degree_is_painted_in_its_colour(
    heat_map: HeatMap, theme: Theme, scheme: Qt.ColorScheme
) -> None:
    theme.prefer(scheme)
    heat_map.show_explanation(explanation(), NAMES)
    shown, wanted = colours(heat_map), theme.colours
    theme.prefer(Qt.ColorScheme.Unknown)
    assert {name(each) for each in (wanted.accent_soft, wanted.warning_soft)} <= shown
    assert name(wanted.unlike) in shown


def test_nothing_unlike_paints_no_such_colour(heat_map: HeatMap, theme: Theme) -> None:
    heat_map.show_explanation(explanation((0.0, 0.2, 0.1), (0.3, 0.1)), NAMES)
    shown = colours(heat_map)
    assert name(theme.colours.accent_soft) in shown
    assert name(theme.colours.unlike) not in shown
    assert name(theme.colours.warning_soft) not in shown


def test_a_longer_time_has_its_bar_above_and_a_shorter_one_below(
    heat_map: HeatMap, theme: Theme
) -> None:
    unlike = name(theme.colours.unlike)
    for deviation, is_above in ((3.5, True), (-3.5, False)):
        heat_map.show_explanation(explanation((0.0, 0.0, deviation), (0.0, 0.0)), NAMES)
        cell = heat_map._cells[-1]
        above = colours(heat_map, cell.adjusted(4, -18, -4, -cell.height() - 4))
        below = colours(heat_map, cell.adjusted(4, cell.height() + 4, -4, 18))
        assert (unlike in above, unlike in below) == (is_above, not is_above)


def test_the_most_unlike_is_chosen_first_and_spoken(heat_map: HeatMap) -> None:
    chosen: list[tuple[str, int]] = []
    heat_map.chosen.connect(lambda value: chosen.append((value.kind, value.position)))
    heat_map.show_explanation(explanation(), NAMES)
    assert chosen == [("hold", 2)]
    assert heat_map.accessibleName()
    assert heat_map.accessibleDescription().startswith("⏎ was held 130 ms")


def test_the_arrow_keys_go_through_keys_and_transitions_and_stop_at_the_ends(
    heat_map: HeatMap,
) -> None:
    heat_map.show_explanation(explanation(), NAMES)
    walked: list[tuple[str, int]] = []
    heat_map.chosen.connect(lambda value: walked.append((value.kind, value.position)))
    QTest.keyClick(heat_map, Qt.Key.Key_Home)
    for _ in range(5):
        QTest.keyClick(heat_map, Qt.Key.Key_Right)
    assert walked[:5] == [
        ("hold", 0),
        ("interval", 0),
        ("hold", 1),
        ("interval", 1),
        ("hold", 2),
    ]
    assert walked[5] == ("hold", 2)
    QTest.keyClick(heat_map, Qt.Key.Key_Left)
    assert heat_map.accessibleDescription().startswith("b to ⏎ took")


def test_the_pointer_chooses_what_is_below_it(heat_map: HeatMap, qtbot: QtBot) -> None:
    heat_map.show_explanation(explanation(), NAMES)
    QTest.mouseMove(heat_map.windowHandle(), heat_map._cells[2].center().toPoint())
    qtbot.waitUntil(lambda: heat_map.accessibleDescription().startswith("b was held"))


def test_the_focus_shows_which_cell_is_chosen(
    heat_map: HeatMap, theme: Theme, qtbot: QtBot
) -> None:
    # Without likeness in it, the accent is the focus's alone.
    heat_map.show_explanation(explanation((3.0, 3.0, 3.0), (3.0, 3.0)), NAMES)
    heat_map.clearFocus()
    assert name(theme.colours.accent) not in colours(heat_map)
    heat_map.activateWindow()
    heat_map.setFocus()
    qtbot.waitUntil(heat_map.hasFocus)
    assert name(theme.colours.accent) in colours(heat_map)


def test_a_long_phrase_goes_on_in_the_next_row(heat_map: HeatMap) -> None:
    heat_map.show_explanation(explanation(), NAMES)
    one_row = heat_map.height()
    count = 40
    names = tuple("x" * count)
    heat_map.show_explanation(explanation((0.0,) * count, (0.0,) * (count - 1)), names)
    assert heat_map.height() > one_row
    assert len(heat_map._cells) == 2 * count - 1
    assert all(cell.left() >= 0 and cell.right() <= WIDTH for cell in heat_map._cells)
    assert all(cell.bottom() <= heat_map.height() for cell in heat_map._cells)
