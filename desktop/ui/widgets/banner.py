"""A line above the page for what the user has to know: it never blocks."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.ui import theme
from desktop.ui.theme import Theme
from desktop.ui.widgets.basics import Tone, button, label, set_tone
from desktop.ui.widgets.glyph import Glyph

_ICONS: Final[dict[Tone, tuple[str, str]]] = {
    "": ("info", "muted"),
    "good": ("circle-check", "accent"),
    "warn": ("triangle-alert", "warning"),
    "bad": ("circle-alert", "danger"),
}
"""Each tone's icon and its colour."""


class Banner(QFrame):
    """Shows one message until it is dismissed or replaced.

    Parameters
    ----------
    look
        Gives the colours.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self.setObjectName("banner")
        self._is_lasting = False
        self.setProperty("role", "banner")
        self._icon = Glyph(look, *_ICONS["warn"])
        self._text = label(name="bannerText")
        self._dismiss = button(self.tr("Dismiss"), "bannerDismiss", "plain")
        self._dismiss.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.L, theme.S, theme.S, theme.S)
        layout.setSpacing(theme.M)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._dismiss, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    @property
    def message(self) -> str:
        """What it says; empty while it is hidden."""
        return "" if self.isHidden() else self._text.text()

    def tell(self, message: str, tone: Tone = "warn", *, lasting: bool = False) -> None:
        """Show a message in place of the one before; a lasting one holds on every page."""
        self._is_lasting = lasting
        self._icon.show_icon(*_ICONS[tone])
        self._text.setText(message)
        self.setAccessibleName(message)
        set_tone(self, tone)
        self.show()

    def pass_by(self) -> None:
        """Hide what was said of another page."""
        if not self._is_lasting:
            self.hide()
