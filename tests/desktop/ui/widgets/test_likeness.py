import pytest
from PySide6.QtCore import QCoreApplication, QRectF, QTranslator
from PySide6.QtGui import QColor, QPainter, QPixmap
from pytestqt.qtbot import QtBot

from desktop.ui.theme import DARK, LIGHT, Colours
from desktop.ui.widgets.likeness import Degree, briefly, degree, fill, named, told
from inference.explanation import Kind
from tests.desktop.ui.widgets.painting import NAMES, compared


@pytest.mark.parametrize(
    ("deviation", "how"),
    [
        (0.0, Degree.LIKE),
        (-0.99, Degree.LIKE),
        (1.0, Degree.BETWEEN),
        (-1.99, Degree.BETWEEN),
        (2.0, Degree.UNLIKE),
        (-5.0, Degree.UNLIKE),
    ],
)
def test_it_is_a_matter_of_spreads_whichever_way(deviation: float, how: Degree) -> None:
    assert degree(compared(0, "hold", deviation)) is how


@pytest.mark.parametrize(
    ("kind", "deviation", "brief"),
    [
        ("hold", 3.0, "b held longer"),
        ("hold", -3.0, "b held shorter"),
        ("interval", 3.0, "b to ⏎ slower"),
        ("interval", -3.0, "b to ⏎ faster"),
    ],
)
def test_the_way_it_differs_is_told(kind: Kind, deviation: float, brief: str) -> None:
    assert briefly(compared(1, kind, deviation), NAMES) == brief


def test_times_are_told_beside_the_usual_ones() -> None:
    assert told(compared(2, "hold", 2.0), NAMES) == "⏎ was held 120 ms, usually 100 ms (90 to 110)."
    assert (
        told(compared(0, "interval", -1.0), NAMES)
        == "a to b took 90 ms, usually 100 ms (90 to 110)."
    )


def test_a_brace_that_was_typed_is_a_name_as_any_other() -> None:
    assert named(compared(0, "interval", 0.0), ("{", "}", "⏎")) == "{ to }"


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
@pytest.mark.parametrize("how", list(Degree))
def test_only_what_is_unlike_is_hatched(qtbot: QtBot, how: Degree, scheme: Colours) -> None:
    del qtbot
    picture = QPixmap(40, 40)
    picture.fill(QColor(scheme.surface))
    painter = QPainter(picture)
    fill(painter, QRectF(0, 0, 40, 40), how, scheme, 0)
    painter.end()
    image = picture.toImage()
    inner = {image.pixelColor(x, y).name() for x in range(5, 35) for y in range(5, 35)}
    plain = {
        Degree.LIKE: scheme.accent_soft,
        Degree.BETWEEN: scheme.warning_soft,
        Degree.UNLIKE: scheme.unlike,
    }
    assert QColor(plain[how]).name() in inner
    assert (len(inner) > 1) == (how is Degree.UNLIKE)


class _Shouting(QTranslator):
    def translate(
        self,
        context: str,
        source: str,
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        del disambiguation, n
        return source.upper().replace("{FIRST}", "{first}") if context == "Likeness" else ""


def test_texts_are_translated(qtbot: QtBot) -> None:
    del qtbot
    translator = _Shouting()
    QCoreApplication.installTranslator(translator)
    try:
        assert briefly(compared(0, "hold", 3.0), NAMES) == "a HELD LONGER"
    finally:
        QCoreApplication.removeTranslator(translator)
