"""Two rhythms above each other: the profile's usual one, and the one just typed."""

from itertools import accumulate
from typing import Final, NamedTuple

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme import Theme
from desktop.ui.widgets.likeness import degree, fill
from inference.explanation import Compared, FixedExplanation

_LINE_PX: Final = 40
_GAP_PX: Final = 30
_CAPTION_PX: Final = 18
_LANES: Final = 2
_LANE_PX: Final = _LINE_PX / _LANES


class _Bar(NamedTuple):
    press_ms: float
    hold_ms: float


class RhythmLines(QWidget):
    """Draws each key as a bar from its press to its release; lines join what belongs together.

    Parameters
    ----------
    look
        Gives the colours.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._explanation: FixedExplanation | None = None
        self._chosen: Compared | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_explanation(self, explanation: FixedExplanation) -> None:
        """Draw another attempt; its times must be in milliseconds."""
        self._explanation = explanation
        usual, typed = (_length(_bars(explanation, name)) for name in ("usual", "typed"))
        text = self.tr("Usual rhythm, {usual} seconds; this one, {typed} seconds")
        self.setAccessibleName(text.format(usual=_seconds(usual), typed=_seconds(typed)))
        self.update()

    def mark(self, value: Compared) -> None:
        """Mark one hold or interval in both lines."""
        self._chosen = value
        self.update()

    def sizeHint(self) -> QSize:
        """Give a height that fits both lines and their captions."""
        return QSize(320, 2 * (_LINE_PX + _CAPTION_PX) + _GAP_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the joining lines, then both rhythms."""
        del event
        if self._explanation is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        usual, typed = (_bars(self._explanation, name) for name in ("usual", "typed"))
        px_per_ms = (self.width() - 4) / max(_length(usual), _length(typed), 1.0)
        below = _CAPTION_PX + _LINE_PX + _GAP_PX
        self._join(painter, usual, typed, px_per_ms)
        self._caption(painter, 0, self.tr("Usual"), usual)
        self._paint(painter, usual, px_per_ms, _CAPTION_PX, coloured=False)
        self._paint(painter, typed, px_per_ms, below, coloured=True)
        self._caption(painter, below + _LINE_PX, self.tr("This attempt"), typed)

    def _join(
        self, painter: QPainter, usual: list[_Bar], typed: list[_Bar], px_per_ms: float
    ) -> None:
        for place, (before, after) in enumerate(zip(usual, typed, strict=True)):
            is_marked = self._is_marked(place)
            colours = self._look.colours
            colour = colours.text if is_marked else colours.control_line
            painter.setPen(QPen(QColor(colour), 2 if is_marked else 1))
            lane = place % _LANES * _LANE_PX
            painter.drawLine(
                QPointF(2 + before.press_ms * px_per_ms, _CAPTION_PX + lane + _LANE_PX - 2),
                QPointF(
                    2 + after.press_ms * px_per_ms, _CAPTION_PX + _LINE_PX + _GAP_PX + lane + 2
                ),
            )

    def _caption(self, painter: QPainter, top: float, text: str, bars: list[_Bar]) -> None:
        area = QRectF(2, top, self.width() - 4, _CAPTION_PX)
        painter.setPen(QColor(self._look.colours.muted))
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        length = self.tr("{seconds} s").format(seconds=_seconds(_length(bars)))
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, length)

    def _paint(
        self, painter: QPainter, bars: list[_Bar], px_per_ms: float, top: float, *, coloured: bool
    ) -> None:
        if self._explanation is None:
            return
        colours = self._look.colours
        for place, (bar, hold) in enumerate(zip(bars, self._explanation.holds, strict=True)):
            left, width = 2 + bar.press_ms * px_per_ms, max(4.0, bar.hold_ms * px_per_ms)
            area = QRectF(left, top + place % _LANES * _LANE_PX + 2, width, _LANE_PX - 4)
            if coloured:
                fill(painter, area, degree(hold), colours, 3)
            else:
                painter.setPen(QPen(QColor(colours.control_line), 1))
                painter.setBrush(QColor(colours.line))
                painter.drawRoundedRect(area, 3, 3)
            if self._is_marked(place):
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(colours.text), 2))
                painter.drawRoundedRect(area.adjusted(-1, -1, 1, 1), 3, 3)

    def _is_marked(self, place: int) -> bool:
        if self._chosen is None:
            return False
        first = self._chosen.position
        return place == first or (self._chosen.kind == "interval" and place == first + 1)


def _bars(explanation: FixedExplanation, which: str) -> list[_Bar]:
    intervals = [getattr(value, which) for value in explanation.intervals]
    presses = accumulate(intervals, initial=0.0)
    holds = [getattr(value, which) for value in explanation.holds]
    return [_Bar(press, hold) for press, hold in zip(presses, holds, strict=True)]


def _length(bars: list[_Bar]) -> float:
    return max(bar.press_ms + bar.hold_ms for bar in bars)


def _seconds(length_ms: float) -> str:
    return QLocale().toString(length_ms / 1000, "f", 2)
