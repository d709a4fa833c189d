"""Scores over weeks: how far each attempt lay above or below what was needed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from PySide6.QtCore import QDateTime, QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui import theme
from desktop.ui.theme import Theme

_HEIGHT_PX: Final = 150
_LEFT_PX, _FOOT_PX = 84, 22
_DOT_PX: Final = 4.0
_LEAST_SPAN: Final = 3.0
"""The picture reaches at least so far above and below the threshold."""


class Scored(NamedTuple):
    """One attempt.

    Parameters
    ----------
    at
        When.
    margin
        Its score less the threshold.
    """

    at: datetime
    margin: float


class ScoreHistory(QWidget):
    """Draws attempts over time: accepted ones as dots above a line, refused ones as rings below.

    Parameters
    ----------
    look
        Gives the colours.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._attempts: Sequence[Scored] = ()
        self.setObjectName("scoreHistory")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Give a height in which differences can be seen."""
        return QSize(320, _HEIGHT_PX)

    def show_attempts(self, attempts: Sequence[Scored]) -> None:
        """Show attempts, the oldest first."""
        self._attempts = attempts
        passed = sum(attempt.margin >= 0 for attempt in attempts)
        self.setAccessibleName(
            self.tr("{passed} of {count} attempts were accepted").format(
                passed=passed, count=len(attempts)
            )
        )
        self.setToolTip(self.accessibleName())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint threshold, axis and attempts."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(_LEFT_PX, theme.S, self.width() - _LEFT_PX - theme.S, 0)
        area.setBottom(self.height() - _FOOT_PX)
        self._paint_ground(painter, area)
        if self._attempts:
            self._paint_dates(painter, area)
            self._paint_attempts(painter, area)

    def _paint_ground(self, painter: QPainter, area: QRectF) -> None:
        colours = self._look.colours
        upper = QRectF(area.topLeft(), QPointF(area.right(), area.center().y()))
        painter.fillRect(upper, QColor(colours.accent_soft))
        painter.setPen(QPen(QColor(colours.control_line), 1, Qt.PenStyle.DashLine))
        painter.drawLine(
            QPointF(area.left(), area.center().y()), QPointF(area.right(), area.center().y())
        )
        painter.setPen(QColor(colours.muted))
        for text, top in (
            (self.tr("accepted"), area.top()),
            (self.tr("needed"), area.center().y() - 9),
            (self.tr("refused"), area.bottom() - 18),
        ):
            place = QRectF(0, top, _LEFT_PX - theme.S, 18)
            painter.drawText(
                place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text
            )

    def _paint_dates(self, painter: QPainter, area: QRectF) -> None:
        locale, short = QLocale(), QLocale.FormatType.ShortFormat
        foot = QRectF(area.left(), area.bottom() + 2, area.width(), _FOOT_PX - 2)
        first, last = (
            locale.toString(QDateTime.fromSecsSinceEpoch(int(attempt.at.timestamp())).date(), short)
            for attempt in (self._attempts[0], self._attempts[-1])
        )
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, first)
        if last != first:
            painter.drawText(foot, Qt.AlignmentFlag.AlignRight, last)

    def _paint_attempts(self, painter: QPainter, area: QRectF) -> None:
        colours = self._look.colours
        reach = max(_LEAST_SPAN, *(abs(attempt.margin) for attempt in self._attempts))
        began = self._attempts[0].at
        seconds = (self._attempts[-1].at - began).total_seconds() or 1.0
        inner = area.adjusted(_DOT_PX * 2, _DOT_PX * 2, -_DOT_PX * 2, -_DOT_PX * 2)
        for attempt in self._attempts:
            share = (attempt.at - began).total_seconds() / seconds
            height = attempt.margin / reach * inner.height() / 2
            place = QPointF(inner.left() + share * inner.width(), inner.center().y() - height)
            passed = attempt.margin >= 0
            painter.setPen(QPen(QColor(colours.accent if passed else colours.danger), 2))
            painter.setBrush(QColor(colours.accent if passed else colours.surface))
            painter.drawEllipse(place, _DOT_PX, _DOT_PX)
