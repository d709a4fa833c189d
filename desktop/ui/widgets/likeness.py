"""How alike a typed time and the profile's are, as colour, pattern, and words.

Three degrees, told apart by lightness too: they can be read without seeing colours, and what is
unlike is hatched besides.
"""

from enum import Enum
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from desktop.logic.wording import QT_TRANSLATE_NOOP
from desktop.ui.theme import Colours
from inference.explanation import UNLIKE, Compared

_USUAL: Final = 1.0
_CONTEXT: Final = "Likeness"

_TOLD: Final = {
    "hold": QT_TRANSLATE_NOOP(
        "Likeness", "{first} was held {typed} ms, usually {usual} ms ({low} to {high})."
    ),
    "interval": QT_TRANSLATE_NOOP(
        "Likeness", "{first} to {second} took {typed} ms, usually {usual} ms ({low} to {high})."
    ),
}
_LONGER: Final = {
    "hold": QT_TRANSLATE_NOOP("Likeness", "{first} held longer"),
    "interval": QT_TRANSLATE_NOOP("Likeness", "{first} to {second} slower"),
}
_SHORTER: Final = {
    "hold": QT_TRANSLATE_NOOP("Likeness", "{first} held shorter"),
    "interval": QT_TRANSLATE_NOOP("Likeness", "{first} to {second} faster"),
}
_NAMED: Final = {
    "hold": "{first}",
    "interval": QT_TRANSLATE_NOOP("Likeness", "{first} to {second}"),
}


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
    times = {
        name: QLocale().toString(round(getattr(value, name)))
        for name in ("typed", "usual", "low", "high")
    }
    return _filled(_TOLD, value, names, **times)


def briefly(value: Compared, names: tuple[str, ...]) -> str:
    """Name a value and the way it differs."""
    return _filled(_LONGER if value.deviation > 0 else _SHORTER, value, names)


def named(value: Compared, names: tuple[str, ...]) -> str:
    """Name a value."""
    return _filled(_NAMED, value, names)


def _filled(texts: dict[str, str], value: Compared, names: tuple[str, ...], **times: str) -> str:
    text = QCoreApplication.translate(_CONTEXT, texts[value.kind])
    # A hold has no second key, and its texts name none.
    second = names[min(value.position + 1, len(names) - 1)]
    return text.format(first=names[value.position], second=second, **times)
