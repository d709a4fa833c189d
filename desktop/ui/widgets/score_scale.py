"""A score against its threshold, as a picture."""

import math
from typing import Final

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme import Theme
from inference.decision import Decision

_HEIGHT_PX: Final = 84
_TRACK_PX: Final = 10
_MARKER_PX: Final = 18
_SPREAD: Final = 8.0
"""Score beyond the threshold at which the marker is three quarters of the way to the end."""


class ScoreScale(QWidget):
    """Draws the score on a track with the threshold in its middle: right of it is accepted.

    Parameters
    ----------
    theme
        Gives the colours.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._decision: Decision | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_decision(self, decision: Decision) -> None:
        """Draw another decision."""
        self._decision = decision
        self.setAccessibleName(f"{self._score_text(decision)}, {self._threshold_text(decision)}")
        self.update()

    def sizeHint(self) -> QSize:
        """Give a height that fits the track and both of its labels."""
        return QSize(320, _HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint track, threshold and score."""
        del event
        if self._decision is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        self._paint_track(painter)
        self._paint_threshold(painter, self._decision)
        self._paint_score(painter, self._decision)

    def _paint_track(self, painter: QPainter) -> None:
        colours = self._theme.colours
        middle, width = self.width() / 2, self.width()
        painter.setBrush(QColor(colours.line))
        painter.drawRoundedRect(QRectF(0, self._track_y, width, _TRACK_PX), 5, 5)
        painter.setBrush(QColor(colours.accent_soft))
        painter.drawRoundedRect(QRectF(middle, self._track_y, middle, _TRACK_PX), 5, 5)

    def _paint_threshold(self, painter: QPainter, decision: Decision) -> None:
        colours = self._theme.colours
        middle = self.width() / 2
        painter.setBrush(QColor(colours.text))
        painter.drawRect(QRectF(middle - 1, self._track_y - 6, 2, _TRACK_PX + 12))
        text = self._threshold_text(decision)
        self._write(painter, text, middle, self.height() - 6, colours.muted)

    def _paint_score(self, painter: QPainter, decision: Decision) -> None:
        colours = self._theme.colours
        colour = colours.accent if decision.accepted else colours.danger
        beyond = math.tanh((decision.score - decision.threshold) / _SPREAD)
        reach = (self.width() - _MARKER_PX) / 2
        centre = QPointF(self.width() / 2 + beyond * reach, self._track_y + _TRACK_PX / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.surface))
        painter.drawEllipse(centre, _MARKER_PX / 2 + 2, _MARKER_PX / 2 + 2)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(centre, _MARKER_PX / 2, _MARKER_PX / 2)
        self._write(painter, self._score_text(decision), centre.x(), 16, colour)

    def _write(self, painter: QPainter, text: str, x: float, baseline: float, colour: str) -> None:
        width = QFontMetricsF(self.font()).horizontalAdvance(text)
        left = min(max(0.0, x - width / 2), self.width() - width)
        painter.setPen(QColor(colour))
        painter.drawText(QPointF(left, baseline), text)

    @property
    def _track_y(self) -> float:
        return 34.0

    def _score_text(self, decision: Decision) -> str:
        return self.tr("Score {score}").format(score=_number(decision.score))

    def _threshold_text(self, decision: Decision) -> str:
        return self.tr("Needed {threshold}").format(threshold=_number(decision.threshold))


def _number(value: float) -> str:
    return QLocale().toString(value, "f", 1)
