"""How alike a typed time and the profile's are, as colour, pattern, and words.

Three degrees, told apart by lightness too: they can be read without seeing colours, and what is
unlike is hatched besides.
"""

from enum import Enum
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from desktop.ui.theme import Colours
from inference.explanation import UNLIKE, Compared

_USUAL: Final = 1.0
_CONTEXT: Final = "Likeness"


class Degree(Enum):
    """How alike, by robust spreads: within one, within two, beyond."""

    LIKE = "like"
    BETWEEN = "between"
    UNLIKE = "unlike"


def degree(value: Compared) -> Degree:
    """Give how alike a value is."""
    spreads = abs(value.deviation)
    if spreads >= UNLIKE:
        return Degree.UNLIKE
    return Degree.BETWEEN if spreads >= _USUAL else Degree.LIKE


def fill(painter: QPainter, area: QRectF, how: Degree, colours: Colours, radius: float) -> None:
    """Paint an area in a degree's colour and pattern."""
    inside, edge = {
        Degree.LIKE: (colours.accent_soft, colours.accent),
        Degree.BETWEEN: (colours.warning_soft, colours.warning),
        Degree.UNLIKE: (colours.unlike, colours.text),
    }[how]
    painter.setPen(QPen(QColor(edge), 1))
    painter.setBrush(QColor(inside))
    painter.drawRoundedRect(area, radius, radius)
    if how is Degree.UNLIKE:
        hatching = QColor(colours.text)
        hatching.setAlphaF(0.35)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(hatching, Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(area, radius, radius)


def told(value: Compared, names: tuple[str, ...]) -> str:
    """Say a value in one sentence.

    Parameters
    ----------
    value
        In milliseconds.
    names
        Of all keys.
    """
    texts = {
        "hold": _tr("{first} was held {typed} ms, usually {usual} ms ({low} to {high})."),
        "interval": _tr(
            "{first} to {second} took {typed} ms, usually {usual} ms ({low} to {high})."
        ),
    }
    return texts[value.kind].format(
        first=names[value.position],
        second=names[min(value.position + 1, len(names) - 1)],
        **{
            name: QLocale().toString(round(getattr(value, name)))
            for name in ("typed", "usual", "low", "high")
        },
    )


def briefly(value: Compared, names: tuple[str, ...]) -> str:
    """Name a value and the way it differs."""
    longer = value.deviation > 0
    first = names[value.position]
    if value.kind == "hold":
        text = _tr("{first} held longer") if longer else _tr("{first} held shorter")
        return text.format(first=first)
    text = _tr("{first} to {second} slower") if longer else _tr("{first} to {second} faster")
    return text.format(first=first, second=names[value.position + 1])


def named(value: Compared, names: tuple[str, ...]) -> str:
    """Name a value."""
    if value.kind == "hold":
        return names[value.position]
    text = _tr("{first} to {second}")
    return text.format(first=names[value.position], second=names[value.position + 1])


def _tr(text: str) -> str:
    return QCoreApplication.translate(_CONTEXT, text)
