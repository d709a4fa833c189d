"""The sidebar: leads to the sections, and shows icons alone where the window is narrow."""

from itertools import pairwise
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from desktop.ui import theme
from desktop.ui.icon import APP_ICON
from desktop.ui.theme import Theme
from desktop.ui.widgets.basics import label
from desktop.ui.widgets.section_button import SectionButton

_WIDE_PX: Final = 208
_NARROW_PX: Final = 64
_MARK_PX: Final = 26


class Sidebar(QFrame):
    """Shows the sections below each other; at its bottom is a place for the app's state.

    Parameters
    ----------
    look
        Gives the colours.

    Attributes
    ----------
    chosen
        Emitted with the name of the section that the user chose.
    """

    chosen = Signal(str)

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self._look = look
        # Not a button group: of that, Tab would reach one button only.
        self._buttons: dict[str, SectionButton] = {}
        self._state: SectionButton | None = None
        self._is_narrow = False
        self._brand = label(self.tr("Keystroke"), "brand")
        self._sections = QVBoxLayout()
        self._sections.setSpacing(theme.XS)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(theme.M, theme.XL, theme.M, theme.M)
        self._layout.setSpacing(theme.XL)
        self._layout.addLayout(self._make_head())
        self._layout.addLayout(self._sections)
        self._layout.addStretch(1)
        self.set_narrow(narrow=False)

    @property
    def is_empty(self) -> bool:
        """Whether it leads nowhere."""
        return not self._buttons

    def add_section(self, name: str, text: str, icon: str) -> None:
        """Add a section.

        Parameters
        ----------
        name
            Of its page.
        text
            Translated, with a mnemonic.
        icon
            Of the set, such as ``users``.
        """
        made = SectionButton(text, self._look.icon(icon, "muted"))
        made.setObjectName(f"sidebar_{name}")
        made.setCheckable(True)
        made.set_narrow(narrow=self._is_narrow)
        made.clicked.connect(lambda: self.chosen.emit(name))
        self._buttons[name] = made
        self._sections.addWidget(made)
        self._order()

    def remove_section(self, name: str) -> None:
        """Remove a section, if there is one of this name."""
        made = self._buttons.pop(name, None)
        if made is not None:
            made.deleteLater()

    def show_state(self, state: SectionButton) -> None:
        """Show a button at the bottom that tells the app's state, in place of another."""
        if self._state is not None:
            self._state.deleteLater()
        self._state = state
        state.set_narrow(narrow=self._is_narrow)
        self._layout.addWidget(state)
        self._order()

    def mark(self, name: str) -> None:
        """Mark the section in view."""
        for section, made in self._buttons.items():
            made.setChecked(section == name)

    def set_narrow(self, *, narrow: bool) -> None:
        """Show icons alone, or the texts as well."""
        self._is_narrow = narrow
        self.setFixedWidth(_NARROW_PX if narrow else _WIDE_PX)
        self._brand.setVisible(not narrow)
        for made in self._all():
            made.set_narrow(narrow=narrow)

    def _all(self) -> list[SectionButton]:
        return [*self._buttons.values(), *([self._state] if self._state else [])]

    def _order(self) -> None:
        """Have Tab go through the sidebar from top to bottom, then through the page."""
        for before, after in pairwise(self._all()):
            self.setTabOrder(before, after)

    def _make_head(self) -> QHBoxLayout:
        mark = QLabel()
        mark.setPixmap(
            QIcon(str(APP_ICON)).pixmap(QSize(_MARK_PX, _MARK_PX), self.devicePixelRatioF())
        )
        made = QHBoxLayout()
        made.setContentsMargins(theme.S - 1, 0, 0, 0)
        made.setSpacing(theme.M)
        made.addWidget(mark, 0, Qt.AlignmentFlag.AlignLeft)
        made.addWidget(self._brand, 1)
        return made
