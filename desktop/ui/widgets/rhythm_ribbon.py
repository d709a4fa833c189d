"""The rhythm of an attempt as it is typed: a bar for each key, as long as it was held."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.capture.clock import now_ms
from desktop.capture.events import KeyEvent
from desktop.ui.theme import Theme

_HEIGHT_PX: Final = 56
_LANES: Final = 2
_SPAN_MS: Final = 4000.0
_FRAME_MS: Final = 33
_LONGEST_HOLD_MS: Final = 2000.0


class RhythmRibbon(QWidget):
    """Draws presses and holds over time; keys that overlap lie on two lanes. Names no key.

    Parameters
    ----------
    theme
        Gives the colours.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bars: list[list[float]] = []
        self._down: dict[str, list[float]] = {}
        self._frames = QTimer(self)
        self._frames.setInterval(_FRAME_MS)
        self._frames.timeout.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Rhythm of this attempt"))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Give a height that fits two lanes."""
        return QSize(320, _HEIGHT_PX)

    def clear(self) -> None:
        """Begin anew."""
        self._bars.clear()
        self.rest()

    def rest(self) -> None:
        """Stop moving: the attempt is over, and what is still down isn't followed."""
        self._down.clear()
        self._frames.stop()
        self.update()

    def add(self, event: KeyEvent) -> None:
        """Draw a key event."""
        if event.pressed:
            bar = [event.time_ms, event.time_ms]
            self._bars.append(bar)
            self._down[event.code] = bar
            self._frames.start()
        elif (bar_down := self._down.pop(event.code, None)) is not None:
            bar_down[1] = event.time_ms
        if not self._down:
            self._frames.stop()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars; the ribbon shrinks to fit once it is full."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.colours.line))
        painter.drawRoundedRect(QRectF(0, self.height() - 2, self.width(), 2), 1, 1)
        if self._bars:
            self._paint_bars(painter)

    def _paint_bars(self, painter: QPainter) -> None:
        self._grow_held_bars()
        start_ms = self._bars[0][0]
        span_ms = max(_SPAN_MS, max(bar[1] for bar in self._bars) - start_ms)
        px_per_ms = self.width() / span_ms
        lane_px = (self.height() - 8) / _LANES
        painter.setBrush(QColor(self._theme.colours.accent))
        for place, (press_ms, release_ms) in enumerate(self._bars):
            left = (press_ms - start_ms) * px_per_ms
            width = max(3.0, (release_ms - press_ms) * px_per_ms)
            top = (place % _LANES) * lane_px
            painter.drawRoundedRect(QRectF(left, top + 2, width, lane_px - 4), 3, 3)

    def _grow_held_bars(self) -> None:
        until_ms = now_ms()
        for bar in self._down.values():
            bar[1] = max(bar[1], min(until_ms, bar[0] + _LONGEST_HOLD_MS))
