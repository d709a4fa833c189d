"""How strong a phrase is, as a bar of four parts and a sentence."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.logic.phrase_strength import CONTEXT, Level, PhraseStrength
from desktop.ui.theme import Theme

_PART_PX: Final = 64
_GAP_PX: Final = 6
_HEIGHT_PX: Final = 6


class StrengthMeter(QWidget):
    """Shows a phrase's level; its sentence stands beside it.

    Parameters
    ----------
    theme
        Gives the colours.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._level = Level.TOO_SHORT
        self.setObjectName("strengthMeter")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Give the size of all parts."""
        return QSize(Level.STRONG * (_PART_PX + _GAP_PX) - _GAP_PX, _HEIGHT_PX)

    def show_strength(self, strength: PhraseStrength) -> None:
        """Show how strong a phrase is."""
        self._level = strength.level
        advice = QCoreApplication.translate(CONTEXT, strength.advice)
        self.setAccessibleName(self.tr("Strength of the phrase"))
        self.setAccessibleDescription(advice)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as many parts as the level has reached, in its colour."""
        del event
        colours = self._theme.colours
        reached = colours.accent if self._level >= Level.GOOD else colours.warning
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for place in range(Level.STRONG):
                painter.setBrush(QColor(reached if place < self._level else colours.line))
                part = QRectF(place * (_PART_PX + _GAP_PX), 0, _PART_PX, _HEIGHT_PX)
                painter.drawRoundedRect(part, 3, 3)
