"""How steadily each key of a phrase was typed: a cell for each hold and each interval."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.logic.consistency import Consistency
from desktop.ui.theme import Theme

_LABELS_PX: Final = 76
_WIDEST_PX: Final = 34.0
_NARROWEST_WITH_TEXT_PX: Final = 11.0
_TEXT_PX: Final = 24
_CELL_PX: Final = 22
_GAP_PX: Final = 4
_HEIGHT_PX: Final = _TEXT_PX + 2 * (_CELL_PX + _GAP_PX)
_DARKEST: Final = 1.2
"""A spread of so much takes the full colour; 1 is as much as between people."""
_ENTER: Final = "↵"
_SPACE: Final = "␣"


class HeatStrip(QWidget):
    """Shows how much holds and intervals vary over a phrase: the darker, the more.

    The interval to the next key stands between the two. The phrase itself is shown above where it
    is at hand.

    Parameters
    ----------
    theme
        Gives the colours.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._found = Consistency((), ())
        self._characters = ""
        self.setObjectName("heatStrip")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Give a height that fits the phrase and two rows."""
        return QSize(320, _HEIGHT_PX)

    def show_consistency(self, found: Consistency, phrase: str | None) -> None:
        """Show how steady a phrase's keys are; without the phrase, only where.

        Parameters
        ----------
        found
            What was measured.
        phrase
            Its characters, without the closing Enter; None to show none.
        """
        self._found = found
        shown = (phrase or "").replace(" ", _SPACE) + _ENTER
        self._characters = shown if len(shown) == len(found.holds) else ""
        self.setAccessibleName(
            self.tr("Steadiness of {count} keys; those that vary most: {places}").format(
                count=len(found.holds),
                places=", ".join(str(place + 1) for place in found.weakest) or self.tr("none"),
            )
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the characters, the holds' row and the intervals' row."""
        del event
        cell_px = self._cell_px()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_label(painter, _TEXT_PX, self.tr("held"))
            self._paint_label(painter, _TEXT_PX + _CELL_PX + _GAP_PX, self.tr("to the next"))
            for place, spread in enumerate(self._found.holds):
                self._paint_cell(painter, (place, 0), spread, cell_px)
                self._paint_character(painter, place, cell_px)
            for place, spread in enumerate(self._found.intervals):
                self._paint_cell(painter, (place + 0.5, 1), spread, cell_px)

    def _cell_px(self) -> float:
        return min(_WIDEST_PX, (self.width() - _LABELS_PX) / max(1, len(self._found.holds)))

    def _paint_label(self, painter: QPainter, top: int, text: str) -> None:
        font = self.font()
        font.setPixelSize(12)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.colours.muted))
        rect = QRectF(0, top, _LABELS_PX, _CELL_PX)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_cell(
        self, painter: QPainter, at: tuple[float, int], spread: float, cell_px: float
    ) -> None:
        column, row = at
        colours = self._theme.colours
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_between(colours.accent_soft, colours.warning, spread / _DARKEST))
        gap = min(1.5, cell_px / 8)
        left, top = _LABELS_PX + column * cell_px, _TEXT_PX + row * (_CELL_PX + _GAP_PX)
        painter.drawRoundedRect(QRectF(left + gap, top, cell_px - 2 * gap, _CELL_PX), 4, 4)

    def _paint_character(self, painter: QPainter, place: int, cell_px: float) -> None:
        colours = self._theme.colours
        is_weak = place in self._found.weakest
        left = _LABELS_PX + place * cell_px
        painter.setPen(QColor(colours.warning if is_weak else colours.text))
        if self._characters and cell_px >= _NARROWEST_WITH_TEXT_PX:
            font = self.font()
            font.setBold(is_weak)
            painter.setFont(font)
            rect = QRectF(left, 0, cell_px, _TEXT_PX - 5)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._characters[place])
        if is_weak:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.warning))
            painter.drawEllipse(QPointF(left + cell_px / 2, _TEXT_PX - 4), 2, 2)


def _between(low: str, high: str, share: float) -> QColor:
    """Mix two colours."""
    share = min(max(share, 0.0), 1.0)
    one, other = QColor(low), QColor(high)
    return QColor(
        *(
            round(a + (b - a) * share)
            for a, b in (
                (one.red(), other.red()),
                (one.green(), other.green()),
                (one.blue(), other.blue()),
            )
        )
    )
