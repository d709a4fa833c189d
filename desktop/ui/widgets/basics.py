"""Small makers for the plain widgets of a page, so that all pages look the same."""

import re
from typing import Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui import theme

LabelRole = Literal[
    "title", "heading", "strong", "body", "muted", "small", "phrase", "verdict", "brand", "pill"
]
ButtonRole = Literal["primary", "normal", "danger", "plain"]
Tone = Literal["", "good", "bad", "warn"]

_BREAK: Final = "\u200b"
_LONG_WORD: Final = re.compile(r"\S{21,}")
_PART: Final = re.compile(r"(\S{8})(?=\S)")


class Button(QPushButton):
    """A push button that Enter presses too, as people expect outside dialogs."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button on Enter; leave everything else to Qt."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)


class Label(QLabel):
    """A label that wraps inside long words too, such as addresses; Qt's own would be cut off."""

    def setText(self, text: str) -> None:
        """Show a text; where a word is long, it may break."""
        super().setText(_LONG_WORD.sub(_breakable, text))

    def text(self) -> str:
        """Give the text that was set."""
        return super().text().replace(_BREAK, "")


def _breakable(word: re.Match[str]) -> str:
    return _PART.sub(rf"\1{_BREAK}", word.group())


def button(text: str, name: str, role: ButtonRole = "normal", icon: QIcon | None = None) -> Button:
    """Make a button.

    Parameters
    ----------
    text
        Its text, translated, with its mnemonic.
    name
        Its object name.
    role
        How it looks.
    icon
        What stands before the text, from :meth:`~desktop.ui.theme.Theme.icon`.
    """
    made = Button(text)
    if icon is not None:
        made.setIcon(icon)
    made.setObjectName(name)
    made.setProperty("role", role)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def label(text: str = "", role: LabelRole = "body", name: str = "") -> Label:
    """Make a label that wraps and shows plain text only."""
    made = Label()
    made.setText(text)
    made.setObjectName(name)
    made.setProperty("role", role)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def set_tone(widget: QWidget, tone: Tone) -> None:
    """Colour a label or banner as good, bad or a warning."""
    widget.setProperty("tone", tone)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    for child in widget.findChildren(QLabel):
        widget.style().unpolish(child)
        widget.style().polish(child)


def card(*widgets: QWidget) -> QFrame:
    """Make a card with widgets below each other."""
    made = QFrame()
    made.setProperty("role", "card")
    layout = QVBoxLayout(made)
    layout.setContentsMargins(theme.XL, theme.L, theme.XL, theme.XL)
    layout.setSpacing(theme.M)
    for widget in widgets:
        layout.addWidget(widget)
    return made
