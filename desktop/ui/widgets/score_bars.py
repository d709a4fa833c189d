"""Scores beside each other: a name, a bar from nought to the score, and its number."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from desktop.ui import theme
from desktop.ui.theme import Theme
from desktop.ui.widgets.basics import LabelRole, label

_BAR_PX: Final = 14
_LEAST_REACH: Final = 6.0


class Scored(NamedTuple):
    """One row.

    Parameters
    ----------
    name
        What it is the score of.
    score
        Log-likelihood ratio: the bar goes right where it is above 0, left below.
    stands_out
        Whether it is the one that counts.
    """

    name: str
    score: float
    stands_out: bool


class ScoreBars(QWidget):
    """Shows rows of scores on one scale.

    Parameters
    ----------
    look
        Gives the colours.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.M)
        self._grid.setVerticalSpacing(theme.S)
        self._grid.setColumnStretch(1, 1)

    def show_scores(self, rows: Sequence[Scored]) -> None:
        """Show other rows, in their order."""
        self._clear()
        reach = max([_LEAST_REACH, *(abs(row.score) for row in rows)])
        for place, row in enumerate(rows):
            role: LabelRole = "body" if row.stands_out else "muted"
            name, number = label(row.name, role), label(_number(row.score), role)
            name.setMaximumWidth(200)
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            number.setWordWrap(False)
            self._grid.addWidget(name, place, 0)
            self._grid.addWidget(_Bar(self._look, row, reach), place, 1)
            self._grid.addWidget(number, place, 2)

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


class _Bar(QWidget):
    def __init__(self, look: Theme, row: Scored, reach: float) -> None:
        super().__init__()
        self._look = look
        self._row = row
        self._reach = reach
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(160, _BAR_PX + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        colours = self._look.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.line))
        painter.drawRoundedRect(QRectF(0, self.height() / 2 - 1, self.width(), 2), 1, 1)
        middle = self.width() / 2
        reach = middle * self._row.score / self._reach
        area = QRectF(middle, (self.height() - _BAR_PX) / 2, reach, _BAR_PX).normalized()
        painter.setBrush(QColor(colours.accent if self._row.stands_out else colours.control_line))
        painter.drawRoundedRect(area, 3, 3)
        painter.setBrush(QColor(colours.muted))
        painter.drawRect(QRectF(middle - 0.5, 0, 1, self.height()))


def _number(score: float) -> str:
    return QLocale().toString(score, "f", 1)
