"""An icon of the set as a widget of its own; says nothing to screen readers, its text does."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.icon import ICON_PX, paint_icon
from desktop.ui.theme import Theme


class Glyph(QWidget):
    """Shows one icon.

    Parameters
    ----------
    look
        Gives the colours.
    name
        Of the icon in the set, such as ``users``.
    colour
        Name of its colour among :class:`~desktop.ui.theme.Colours`.
    size_px
        Its width and height, in device-independent pixels.
    disc
        Name of the colour of a disc behind it; without one there is none.
    """

    def __init__(
        self,
        look: Theme,
        name: str,
        colour: str = "muted",
        size_px: int = ICON_PX,
        disc: str = "",
    ) -> None:
        super().__init__()
        self._look = look
        self._name = name
        self._colour = colour
        self._size_px = size_px
        self._disc = disc
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_icon(self, name: str, colour: str) -> None:
        """Show another icon in another colour."""
        self._name, self._colour = name, colour
        self.update()

    def sizeHint(self) -> QSize:
        """Give the icon's size, or the disc's."""
        size_px = 2 * self._size_px if self._disc else self._size_px
        return QSize(size_px, size_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the disc, then the icon in its middle."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._look.colours
        if self._disc:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(getattr(colours, self._disc)))
            painter.drawEllipse(self.rect())
        edge = (self.width() - self._size_px) / 2
        where = QRectF(edge, edge, self._size_px, self._size_px)
        paint_icon(painter, self._name, where, getattr(colours, self._colour))
