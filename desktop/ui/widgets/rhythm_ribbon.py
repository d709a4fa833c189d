"""The rhythm of an attempt as it is typed: a bar for each key, as long as it was held."""

from itertools import pairwise
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.capture.clock import now_ms
from desktop.capture.events import KeyEvent
from desktop.ui.theme import Theme
from desktop.ui.widgets.rhythm import Mark, Marks, Rhythm

_LANES: Final = 3
_LANE_PX: Final = 22
_TICKS_PX: Final = 14
_HEIGHT_PX: Final = _LANES * _LANE_PX + _TICKS_PX
_FRAME_MS: Final = 1000 / 60
_KEY_MS: Final = 260.0
"""Room for each key of a phrase that hasn't been typed yet."""
_LEAST_SPAN_MS: Final = 3000.0
_WINDOW_MS: Final = 8000.0
"""Of free text, so much is shown: the latest."""
_ROOM: Final = 1.06


class RhythmRibbon(QWidget):
    """Draws presses, holds and overlaps over time, on one lane after another. Names no key.

    Attempts before lie under the one in hand, pale: where they cover each other, the typing is
    steady. At most 60 pictures a second are painted.

    Parameters
    ----------
    theme
        Gives the colours.

    Attributes
    ----------
    painted
        Emitted after painting with a tuple of the times of the key events that were shown for the
        first time, on the events' clock.
    """

    painted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rhythm = Rhythm()
        self._keys = 0
        self._unpainted: list[float] = []
        self._painted_ms = 0.0
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.setTimerType(Qt.TimerType.PreciseTimer)
        self._frame.timeout.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Rhythm of this attempt"))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Give a height that fits the lanes."""
        return QSize(320, _HEIGHT_PX)

    def begin(self, keys: int = 0) -> None:
        """Forget all attempts.

        Parameters
        ----------
        keys
            Of a phrase that is typed again and again; 0 for free text, whose latest part is shown.
        """
        self._keys = keys
        self._rhythm.forget()
        self.update()

    def clear(self) -> None:
        """Begin another attempt."""
        self._rhythm.restart()
        self._refresh()

    def rest(self) -> None:
        """Stop moving: the attempt is over, and what is still down isn't followed."""
        self._rhythm.rest(now_ms())
        self._refresh()

    def keep(self) -> None:
        """Keep the attempt to be seen under the next ones."""
        self._rhythm.keep()

    def add(self, event: KeyEvent) -> None:
        """Draw a key event, in the next picture."""
        self._rhythm.add(event)
        self._unpainted.append(event.time_ms)
        self._refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint earlier attempts, this one over them, and a tick for each press."""
        del event
        now = now_ms()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter, now)
        self._painted_ms = now
        if self._rhythm.is_moving:
            self._refresh()
        if self._unpainted:
            shown, self._unpainted = tuple(self._unpainted), []
            self.painted.emit(shown)

    def _refresh(self) -> None:
        """Paint soon: at once, or when the last picture has been there for its time."""
        if not self._frame.isActive():
            self._frame.start(max(0, round(_FRAME_MS - (now_ms() - self._painted_ms))))

    def _paint(self, painter: QPainter, now: float) -> None:
        colours = self._theme.colours
        start_ms, px_per_ms = self._scale(now)
        painter.translate(-start_ms * px_per_ms, 0)
        time_ms = self._rhythm.since_start(now)
        pen = QPen(QColor(colours.line), 1)
        painter.setPen(pen)
        base = _LANES * _LANE_PX + 3
        painter.drawLine(
            int(start_ms * px_per_ms), base, int(start_ms * px_per_ms) + self.width(), base
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_faint(colours.accent, 0.13))
        for ghost in self._rhythm.ghosts:
            if ghost is not self._rhythm.marks:
                self._paint_bars(painter, ghost, px_per_ms, time_ms, inset=1)
        painter.setBrush(_faint(colours.accent, 0.28))
        for place, (before, after) in enumerate(pairwise(self._rhythm.marks)):
            self._paint_overlap(painter, place, (before, after), px_per_ms, time_ms)
        painter.setBrush(QColor(colours.accent))
        self._paint_bars(painter, self._rhythm.marks, px_per_ms, time_ms, inset=5)
        painter.setBrush(QColor(colours.muted))
        for mark in self._rhythm.marks:
            painter.drawRoundedRect(QRectF(mark.press_ms * px_per_ms, base + 3, 2, 7), 1, 1)

    def _scale(self, now: float) -> tuple[float, float]:
        """Give the first time that is shown, and how wide a millisecond is."""
        duration_ms = self._rhythm.duration_ms(now)
        if not self._keys:
            return max(0.0, duration_ms - _WINDOW_MS), self.width() / _WINDOW_MS
        usual_ms = 0.0 if self._rhythm.ghosts else self._keys * _KEY_MS
        return 0.0, self.width() / max(_LEAST_SPAN_MS, usual_ms, duration_ms * _ROOM)

    def _paint_bars(
        self, painter: QPainter, marks: Marks, px_per_ms: float, time_ms: float, *, inset: float
    ) -> None:
        for place, mark in enumerate(marks):
            left, end = mark.press_ms * px_per_ms, mark.end_ms(time_ms) * px_per_ms
            top = (place % _LANES) * _LANE_PX
            bar = QRectF(left, top + inset, max(4.0, end - left), _LANE_PX - 2 * inset)
            painter.drawRoundedRect(bar, 4, 4)

    def _paint_overlap(
        self,
        painter: QPainter,
        place: int,
        pair: tuple[Mark, Mark],
        px_per_ms: float,
        time_ms: float,
    ) -> None:
        """Shade the time in which a key was down together with the next one, on both lanes."""
        before, after = pair
        until_ms = min(before.end_ms(time_ms), after.end_ms(time_ms))
        if until_ms <= after.press_ms:
            return
        lanes = sorted((place % _LANES, (place + 1) % _LANES))
        top, height = lanes[0] * _LANE_PX, (lanes[1] - lanes[0] + 1) * _LANE_PX
        left, width = after.press_ms * px_per_ms, (until_ms - after.press_ms) * px_per_ms
        painter.drawRect(QRectF(left, top + 5, width, height - 10))


def _faint(colour: str, opacity: float) -> QColor:
    made = QColor(colour)
    made.setAlphaF(opacity)
    return made
