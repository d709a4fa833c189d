"""A button of the sidebar: an icon with its text, or the icon alone."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QKeySequence

from desktop.ui.icon import ICON_PX
from desktop.ui.widgets.basics import Button


class SectionButton(Button):
    """Can be narrow: then its text is a tooltip, and its mnemonic works all the same.

    Parameters
    ----------
    text
        Translated, with its mnemonic.
    icon
        What stands before the text.
    """

    def __init__(self, text: str, icon: QIcon) -> None:
        super().__init__()
        self._words = text
        self._reason = ""
        self._is_narrow = False
        self.setIcon(icon)
        self.setIconSize(QSize(ICON_PX, ICON_PX))
        self._show()

    def say(self, text: str) -> None:
        """Show another text."""
        self._words = text
        self._show()

    def explain(self, reason: str) -> None:
        """Say more when it is pointed at, or read out."""
        self._reason = reason
        self.setAccessibleDescription(reason)
        self._show()

    def set_narrow(self, *, narrow: bool) -> None:
        """Show the icon alone, or the text as well."""
        self._is_narrow = narrow
        self._show()

    def _show(self) -> None:
        plain = self._words.replace("&", "")
        # The style puts hardly any room between an icon and its text.
        self.setText("" if self._is_narrow else f"  {self._words}")
        self.setShortcut(QKeySequence.mnemonic(self._words))
        self.setAccessibleName(plain)
        said = (plain if self._is_narrow else "", self._reason)
        self.setToolTip("\n".join(text for text in said if text))
