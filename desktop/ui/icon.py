"""Icons of the Lucide set, drawn in the theme's colours and sharp at every scale.

An icon asks for its colour each time it is painted, so that it follows the theme by itself.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_FOLDER: Final = Path(__file__).with_name("icons")
SET: Final = _FOLDER / "lucide"
APP_ICON: Final = _FOLDER / "keystroke.svg"

ICON_PX: Final = 18
"""Usual size beside text, in device-independent pixels."""

ColourOf = Callable[[QIcon.Mode, QIcon.State], str]
"""Gives the colour ``#rrggbb`` to draw in."""


def paint_icon(painter: QPainter, name: str, where: QRectF, colour: str) -> None:
    """Paint an icon into a rectangle.

    Parameters
    ----------
    painter
        Paints on a widget or a picture.
    name
        Of the file in the set, such as ``users``.
    where
        Where to paint, in device-independent pixels.
    colour
        Of its lines, ``#rrggbb``.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(name, QColor(colour).name()).render(painter, where)


def make_icon(name: str, colour_of: ColourOf) -> QIcon:
    """Make an icon for a button.

    Parameters
    ----------
    name
        Of the file in the set, such as ``users``.
    colour_of
        Gives the colour for the button's state.
    """
    return QIcon(_Engine(name, colour_of))


class _Engine(QIconEngine):
    """Draws the icon anew for each size, rather than scaling a picture."""

    def __init__(self, name: str, colour_of: ColourOf) -> None:
        super().__init__()
        self._name = name
        self._colour_of = colour_of

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint_icon(painter, self._name, QRectF(rect), self._colour_of(mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, picture.rect(), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._colour_of)


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = (SET / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(drawing.replace("currentColor", colour).encode())
