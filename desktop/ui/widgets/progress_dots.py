"""Progress as rows of dots, one for each attempt that is wanted, coloured by its quality."""

import math
from collections.abc import Collection
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme import Theme

_DOT_PX: Final = 12
_GAP_PX: Final = 8
_PITCH_PX: Final = _DOT_PX + _GAP_PX
_IN_A_ROW: Final = 10


class ProgressDots(QWidget):
    """Shows how many of the wanted attempts are in.

    Parameters
    ----------
    theme
        Gives the colours.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._done = 0
        self._wanted = 0
        self._fair: Collection[int] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_progress(self, done: int, wanted: int, fair: Collection[int] = ()) -> None:
        """Show `done` of `wanted`.

        Parameters
        ----------
        done, wanted
            Numbers of attempts.
        fair
            Those that count but could have been better, the first one being 0: they are rings.
        """
        self._done, self._wanted, self._fair = done, wanted, fair
        text = self.tr("{done} of {wanted} attempts").format(done=done, wanted=wanted)
        if fair:
            text += self.tr(", {fair} of them with a remark").format(fair=len(fair))
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Give the size that all dots need."""
        rows = math.ceil(self._wanted / _IN_A_ROW)
        return QSize(min(self._wanted, _IN_A_ROW) * _PITCH_PX, rows * _PITCH_PX)

    def minimumSizeHint(self) -> QSize:
        """Give the same: a dot that is cut off would count wrongly."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the dots, filled ones first."""
        del event
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in range(self._wanted):
            row, column = divmod(place, _IN_A_ROW)
            left, top = column * _PITCH_PX + 1, row * _PITCH_PX + _GAP_PX / 2 + 1
            dot = QRectF(left, top, _DOT_PX - 2, _DOT_PX - 2)
            if place in self._fair:
                painter.setBrush(QColor(colours.warning_soft))
                painter.setPen(QPen(QColor(colours.warning), 3))
                dot.adjust(1, 1, -1, -1)
            elif place < self._done:
                painter.setBrush(QColor(colours.accent))
                painter.setPen(QPen(QColor(colours.accent), 1.5))
            else:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(colours.control_line), 1.5))
            painter.drawEllipse(dot)
