"""Which keys and transitions of a phrase were typed like the profile's, and which weren't."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme import Theme
from desktop.ui.widgets.likeness import degree, fill, told
from inference.explanation import Compared, FixedExplanation

_CELL_PX: Final = 32.0
_NARROWEST_PX: Final = 20.0
_TRANSITION: Final = 0.55
"""Width of a transition's cell, in those of a key."""
_BAR_PX: Final = 22.0
_ROW_GAP_PX: Final = 10.0
_FULL: Final = 4.0
"""Spreads at which a bar is as high as it gets."""

_STEPS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Home: -(10**6),
    Qt.Key.Key_End: 10**6,
}


class HeatMap(QWidget):
    """Draws a cell for each key and each transition, in the order of typing.

    A bar says how far a time was from the usual one: upwards where it was longer, downwards where
    it was shorter. The arrow keys and the mouse choose a cell.

    Parameters
    ----------
    look
        Gives the colours.

    Attributes
    ----------
    chosen
        Emitted with the :class:`~inference.explanation.Compared` whose cell was chosen.
    """

    chosen = Signal(object)

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._values: list[Compared] = []
        self._names: tuple[str, ...] = ()
        self._cells: list[QRectF] = []
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Likeness by key and transition; arrow keys move"))
        look.changed.connect(self.update)

    def show_explanation(self, explanation: FixedExplanation, names: tuple[str, ...]) -> None:
        """Draw another attempt, and choose what is most unlike in it.

        Parameters
        ----------
        explanation
            Of the attempt, in milliseconds.
        names
            Of the keys, one for each position.
        """
        self._values = _in_order(explanation)
        self._names = names
        self._arrange()
        worst = max(self._values, key=lambda value: abs(value.deviation))
        self._choose(self._values.index(worst))

    def sizeHint(self) -> QSize:
        """Give the height of all rows."""
        return QSize(320, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the cells anew."""
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the next cell, or the first or last one."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or not self._values:
            super().keyPressEvent(event)
            return
        self._choose(min(max(0, self._current + step), len(self._values) - 1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Choose the cell below the pointer, or its bar."""
        for place, cell in enumerate(self._cells):
            if cell.adjusted(0, -_BAR_PX, 0, _BAR_PX).contains(event.position()):
                self._choose(place)
                return

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which cell is chosen."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells, their bars, and which one is chosen."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for value, cell in zip(self._values, self._cells, strict=True):
            self._paint(painter, value, cell)
        if self._cells:
            self._paint_chosen(painter, self._cells[self._current])

    def _paint(self, painter: QPainter, value: Compared, cell: QRectF) -> None:
        colours = self._look.colours
        how = degree(value)
        height = _BAR_PX * min(abs(value.deviation) / _FULL, 1.0)
        bar = QRectF(0, 0, min(cell.width() - 6, 10.0), height)
        bar.moveCenter(cell.center())
        if value.deviation > 0:
            bar.moveBottom(cell.top() - 2)
        else:
            bar.moveTop(cell.bottom() + 2)
        if height >= 1:
            fill(painter, bar, how, colours, 1.5)
        if value.kind == "interval":
            fill(painter, cell.adjusted(2, 10, -2, -10), how, colours, 3)
            return
        fill(painter, cell, how, colours, 6)
        painter.setPen(QColor(colours.text))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, self._names[value.position])

    def _paint_chosen(self, painter: QPainter, cell: QRectF) -> None:
        colours = self._look.colours
        colour = colours.accent if self.hasFocus() else colours.control_line
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colour), 2))
        painter.drawRoundedRect(cell.adjusted(-1, -_BAR_PX - 2, 1, _BAR_PX + 2), 5, 5)

    def _choose(self, place: int) -> None:
        self._current = place
        value = self._values[place]
        self.setAccessibleDescription(told(value, self._names))
        changed = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        QAccessible.updateAccessibility(changed)
        self.chosen.emit(value)
        self.update()

    def _arrange(self) -> None:
        """Lay the cells in as few rows as they fit into."""
        keys = len(self._names)
        if not keys:
            return
        cell_px = min(_CELL_PX, self._row_px() / (keys * (1 + _TRANSITION)))
        cell_px = max(cell_px, _NARROWEST_PX)
        self._cells, left, top = [], 2.0, _BAR_PX + 4
        for value in self._values:
            width = cell_px if value.kind == "hold" else cell_px * _TRANSITION
            if value.kind == "hold" and left + width * (1 + _TRANSITION) > self._row_px():
                left, top = 2.0, top + _CELL_PX + 2 * _BAR_PX + _ROW_GAP_PX
            self._cells.append(QRectF(left, top, width, _CELL_PX))
            left += width
        self.setFixedHeight(self._height())

    def _row_px(self) -> float:
        return max(self.width() - 4.0, 4 * _NARROWEST_PX)

    def _height(self) -> int:
        bottom = self._cells[-1].bottom() if self._cells else _CELL_PX + _BAR_PX
        return int(bottom + _BAR_PX + 5)


def _in_order(explanation: FixedExplanation) -> list[Compared]:
    return sorted(explanation.values, key=lambda value: (value.position, value.kind == "interval"))
