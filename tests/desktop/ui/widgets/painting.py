"""What the widgets' tests have in common: an explanation to draw, and looking at what is drawn."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from inference.explanation import Compared, FixedExplanation, Kind

NAMES = ("a", "b", "⏎")


def compared(position: int, kind: Kind, deviation: float) -> Compared:
    """Give a time that lies so many spreads of 10 ms from 100 ms."""
    return Compared(kind, position, 100.0 + 10 * deviation, 100.0, 90.0, 110.0, deviation)


def explanation(
    holds: tuple[float, ...] = (0.0, 0.2, 3.0), intervals: tuple[float, ...] = (-1.5, 0.1)
) -> FixedExplanation:
    """Explain by deviations alone."""
    return FixedExplanation(
        strangers=(),
        unit="ms",
        holds=tuple(compared(place, "hold", each) for place, each in enumerate(holds)),
        intervals=tuple(compared(place, "interval", each) for place, each in enumerate(intervals)),
    )


def colours(widget: QWidget, area: QRectF | None = None) -> set[str]:
    """Give the colours of all pixels of a widget, or of a part of it."""
    picture = widget.grab().toImage()
    within = (area or QRectF(picture.rect())).toRect() & picture.rect()
    return {
        picture.pixelColor(x, y).name()
        for x in range(within.left(), within.right() + 1)
        for y in range(within.top(), within.bottom() + 1)
    }


def name(colour: str) -> str:
    """Write a theme's colour as :func:`colours` does."""
    return QColor(colour).name()
