"""What a page shows while there is nothing on it: what it will be for, and the way there."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.theme import Theme
from desktop.ui.widgets.basics import Button, label
from desktop.ui.widgets.glyph import Glyph

_ICON_PX = 28
_WIDEST_PX = 420


class EmptyState(QFrame):
    """A card with an icon, a heading, a sentence and at most one action.

    Parameters
    ----------
    look
        Gives the colours.
    icon
        Of the set, such as ``users``.
    heading
        What isn't there yet.
    sentence
        What it is good for, or what to do.
    action
        The button that does it.
    """

    def __init__(
        self, look: Theme, icon: str, heading: str, sentence: str, action: Button | None = None
    ) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(heading)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.XL, theme.XXL, theme.XL, theme.XXL)
        layout.setSpacing(theme.S)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout.addWidget(Glyph(look, icon, "accent", _ICON_PX, "accent_soft"), 0, centre)
        layout.addSpacing(theme.S)
        for text in (label(heading, "heading"), label(sentence, "muted")):
            text.setAlignment(centre)
            layout.addLayout(_narrow(text))
        if action is not None:
            layout.addSpacing(theme.S)
            layout.addWidget(action, 0, centre)


def _narrow(text: QWidget) -> QHBoxLayout:
    # Aligned by the layout itself, a text that wraps would get the width of its first words only.
    text.setMaximumWidth(_WIDEST_PX)
    made = QHBoxLayout()
    made.addStretch(1)
    made.addWidget(text, 100)
    made.addStretch(1)
    return made
