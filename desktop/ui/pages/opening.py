"""The page that is seen while the store is opened, and where it can't be."""

from PySide6.QtCore import Signal

from desktop.ui.pages.page import Page, row
from desktop.ui.widgets.basics import button


class OpeningPage(Page):
    """Says that the store is being opened, or that it can't be; the banner says why.

    Attributes
    ----------
    again_wanted
        Emitted when it shall be tried again.
    """

    again_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("opening")
        self._again = button(self.tr("&Try again"), "openingAgain", "primary")
        self._again.clicked.connect(self.again_wanted)
        self.column.addLayout(row(self._again))
        self.wait()

    def wait(self) -> None:
        """Say that it is being opened."""
        self.title.setText(self.tr("Opening …"))
        self._again.hide()

    def fail(self) -> None:
        """Say that it can't be opened, and offer to try again."""
        self.title.setText(self.tr("Your data can't be opened"))
        self._again.show()
        self._again.setFocus()
