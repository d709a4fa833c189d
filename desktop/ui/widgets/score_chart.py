"""Scores over weeks as a picture: each verification against what it needed."""

import math
from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import QDateTime, QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.logic.drift import Point
from desktop.ui.theme import Theme

_HEIGHT_PX: Final = 220
_LEFT_PX: Final = 44
_BOTTOM_PX: Final = 28
_TOP_PX: Final = 12
_RIGHT_PX: Final = 12
_DOT_PX: Final = 4.0
_DATE_PX: Final = 110
_STEPS: Final = 4
_MOST_DOTS: Final = 500
"""More can't be told apart, and would take long to paint."""
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_DAY_SECONDS: Final = 24 * 3600.0


class ScoreChart(QWidget):
    """Draws scores as dots over time, accepted ones filled, and the threshold as a dashed line.

    Parameters
    ----------
    look
        Gives the colours.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._points: Sequence[Point] = ()
        self.setObjectName("scoreChart")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_points(self, points: Sequence[Point], summary: str) -> None:
        """Draw other verifications, oldest first.

        Parameters
        ----------
        points
            Of those beyond what can be told apart, some are left out evenly.
        summary
            What the picture says, for those who can't see it.
        """
        step = math.ceil(len(points) / _MOST_DOTS) or 1
        # Counted from the end: the newest is always there.
        self._points = points[::-1][::step][::-1]
        self.setAccessibleName(summary)
        self.update()

    def sizeHint(self) -> QSize:
        """Give a height that shows differences."""
        return QSize(480, _HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axes, threshold and scores."""
        del event
        if not self._points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = _Scale(self._points, QRectF(self._plot()))
        self._paint_scores_axis(painter, scale)
        self._paint_time_axis(painter, scale)
        self._paint_threshold(painter, scale)
        for point in self._points:
            self._paint_score(painter, scale, point)

    def _plot(self) -> QRectF:
        width, height = self.width(), self.height()
        return QRectF(
            _LEFT_PX, _TOP_PX, width - _LEFT_PX - _RIGHT_PX, height - _TOP_PX - _BOTTOM_PX
        )

    def _paint_scores_axis(self, painter: QPainter, scale: "_Scale") -> None:
        colours = self._look.colours
        for value in scale.scores():
            y = math.floor(scale.y(value)) + 0.5  # sharp
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawLine(QPointF(scale.plot.left(), y), QPointF(scale.plot.right(), y))
            painter.setPen(QColor(colours.muted))
            where = QRectF(0, y - 10, _LEFT_PX - 8, 20)
            painter.drawText(where, _RIGHT, QLocale().toString(value, "f", 0))

    def _paint_time_axis(self, painter: QPainter, scale: "_Scale") -> None:
        painter.setPen(QColor(self._look.colours.muted))
        metrics = QFontMetricsF(self.font())
        for seconds in scale.times():
            day = QDateTime.fromSecsSinceEpoch(int(seconds)).date()
            text = QLocale().toString(day, self.tr("d MMM"))
            width = metrics.horizontalAdvance(text)
            left = min(max(scale.plot.left(), scale.x(seconds) - width / 2), self.width() - width)
            painter.drawText(QPointF(left, self.height() - 6), text)

    def _paint_threshold(self, painter: QPainter, scale: "_Scale") -> None:
        painter.setPen(QPen(QColor(self._look.colours.text), 1.5, Qt.PenStyle.DashLine))
        needed = [(scale.x(one.at.timestamp()), scale.y(one.threshold)) for one in self._points]
        corners = [QPointF(scale.plot.left(), needed[0][1])]
        for (x, y), (_x, before) in zip(needed[1:], needed, strict=False):
            corners += [QPointF(x, before), QPointF(x, y)]
        corners.append(QPointF(scale.plot.right(), needed[-1][1]))
        painter.drawPolyline(corners)

    def _paint_score(self, painter: QPainter, scale: "_Scale", point: Point) -> None:
        colours = self._look.colours
        colour = QColor(colours.accent if point.accepted else colours.danger)
        painter.setPen(QPen(colour, 2))
        # Filled or not, so that they are told apart without colours too.
        painter.setBrush(colour if point.accepted else QColor(colours.surface))
        centre = QPointF(scale.x(point.at.timestamp()), scale.y(point.score))
        painter.drawEllipse(centre, _DOT_PX, _DOT_PX)


class _Scale:
    """Where times and scores lie in the picture."""

    def __init__(self, points: Sequence[Point], plot: QRectF) -> None:
        self.plot = plot
        values = [value for one in points for value in (one.score, one.threshold)]
        self._step = _round_step((max(values) - min(values)) / _STEPS)
        self._low = math.floor(min(values) / self._step) * self._step
        self._high = math.ceil(max(values) / self._step) * self._step
        if self._low == self._high:
            self._high += self._step
        first, last = points[0].at.timestamp(), points[-1].at.timestamp()
        margin = max(_DAY_SECONDS, last - first) * 0.03
        self._first, self._last = first - margin, last + margin

    def x(self, seconds: float) -> float:
        share = (seconds - self._first) / (self._last - self._first)
        return self.plot.left() + share * self.plot.width()

    def y(self, score: float) -> float:
        share = (score - self._low) / (self._high - self._low)
        return self.plot.bottom() - share * self.plot.height()

    def scores(self) -> Iterator[float]:
        for step in range(round((self._high - self._low) / self._step) + 1):
            yield self._low + step * self._step

    def times(self) -> Iterator[float]:
        days = (self._last - self._first) / _DAY_SECONDS
        count = min(max(1, int(self.plot.width() // _DATE_PX)), max(1, math.floor(days)))
        for place in range(count):
            share = (place + 0.5) / count
            yield self._first + share * (self._last - self._first)


def _round_step(step: float) -> float:
    """Give the next round step: 1, 2 or 5 times a power of ten, and no fraction."""
    if step <= 1:
        return 1.0
    power = 10.0 ** math.floor(math.log10(step))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= step)
