"""How the score runs while somebody writes, against what is needed."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.logic.continuous import Reading
from desktop.ui import theme
from desktop.ui.theme import Theme

_HEIGHT_PX: Final = 120
_LEFT_PX: Final = 64
_DOT_PX: Final = 5.0
_SHOWN: Final = 40
"""So many readings, the latest, are in the picture."""
_LEAST_REACH: Final = 4.0
_MOST_REACH: Final = 12.0


class ScoreTimeline(QWidget):
    """Draws readings as a line over the block's number, with the threshold and the present one.

    Parameters
    ----------
    look
        Gives the colours.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._readings: Sequence[Reading] = ()
        self.setObjectName("scoreTimeline")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Score while writing"))
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Give a height in which the line can be read."""
        return QSize(320, _HEIGHT_PX)

    def show_readings(self, readings: Sequence[Reading]) -> None:
        """Show the latest readings, the oldest first."""
        self._readings = readings[-_SHOWN:]
        if readings:
            text = self.tr("Score {score:.1f}, needed {threshold:.1f}")
            last = readings[-1]
            self.setAccessibleDescription(text.format(score=last.score, threshold=last.threshold))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the region that is the owner's, the threshold, and the line."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(_LEFT_PX, theme.XS, self.width() - _LEFT_PX - theme.S, 0)
        area.setBottom(self.height() - theme.XS)
        self._paint_ground(painter, area)
        points = self._points(area.adjusted(0, _DOT_PX, -_DOT_PX, -_DOT_PX))
        if points:
            self._paint_line(painter, points)

    def _paint_ground(self, painter: QPainter, area: QRectF) -> None:
        colours = self._look.colours
        middle = area.center().y()
        painter.fillRect(
            QRectF(area.topLeft(), QPointF(area.right(), middle)), QColor(colours.accent_soft)
        )
        painter.setPen(QPen(QColor(colours.control_line), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(area.left(), middle), QPointF(area.right(), middle))
        painter.setPen(QColor(colours.muted))
        place = QRectF(0, middle - 10, _LEFT_PX - theme.S, 20)
        painter.drawText(
            place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.tr("needed")
        )

    def _points(self, area: QRectF) -> list[QPointF]:
        margins = [reading.score - reading.threshold for reading in self._readings]
        reach = min(_MOST_REACH, max([_LEAST_REACH, *map(abs, margins)]))
        step = area.width() / max(len(margins) - 1, 9)
        return [
            QPointF(
                area.left() + _DOT_PX + place * step,
                area.center().y() - max(-reach, min(reach, margin)) / reach * area.height() / 2,
            )
            for place, margin in enumerate(margins)
        ]

    def _paint_line(self, painter: QPainter, points: list[QPointF]) -> None:
        colours = self._look.colours
        path = QPainterPath(points[0])
        for point in points[1:]:
            path.lineTo(point)
        painter.setPen(QPen(QColor(colours.muted), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        is_owner = self._readings[-1].verdict == "owner"
        painter.setPen(QPen(QColor(colours.surface), 2))
        painter.setBrush(QColor(colours.accent if is_owner else colours.danger))
        painter.drawEllipse(points[-1], _DOT_PX + 1, _DOT_PX + 1)
