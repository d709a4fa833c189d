"""The passphrase page, for systems without a keychain."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from desktop.ui.pages.page import Page, column, row
from desktop.ui.widgets.basics import button, label, set_tone

MIN_PASSPHRASE: Final = 12
"""Shortest new passphrase, in characters."""


class UnlockPage(Page):
    """Asks for the store's passphrase, or for a new one.

    Attributes
    ----------
    entered
        Emitted with the passphrase.
    keychain_wanted
        Emitted when the keychain shall be tried again instead.
    """

    entered = Signal(str)
    keychain_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("unlock")
        self._is_new = False
        self._lead = label("", "muted", "unlockLead")
        self._passphrase = _secret("unlockPassphrase")
        self._again = _secret("unlockAgain")
        self._error = label("", name="unlockError")
        set_tone(self._error, "bad")
        self._open = button(self.tr("&Open"), "unlockOpen", "primary")
        self._keychain = button(self.tr("Try the &keychain again"), "unlockKeychain", "plain")
        caption = label(self.tr("&Passphrase"))
        caption.setBuddy(self._passphrase)
        self._caption_again = label(self.tr("&The same again"))
        self._caption_again.setBuddy(self._again)
        self.column.addWidget(self._lead)
        self.column.addWidget(column(caption, self._passphrase, self._caption_again, self._again))
        self.column.addWidget(self._error)
        self.column.addLayout(row(self._open, self._keychain))
        self.ask(is_new=False, why=self.tr("It opens the encrypted file with your profiles."))
        self._passphrase.returnPressed.connect(self._go_on)
        self._again.returnPressed.connect(self._submit)
        self._open.clicked.connect(self._submit)
        self._keychain.clicked.connect(self.keychain_wanted)

    def ask(self, *, is_new: bool, why: str) -> None:
        """Ask for a passphrase.

        Parameters
        ----------
        is_new
            Whether a new store gets it, so that it is entered twice.
        why
            Why it is needed: what is the matter with the keychain.
        """
        self._is_new = is_new
        self.title.setText(
            self.tr("Choose a passphrase") if is_new else self.tr("Enter your passphrase")
        )
        self._lead.setText(
            f"{why} "
            + self.tr(
                "A passphrase protects your data just as well. Several words are best. Nobody can "
                "restore it: without it, your profiles are lost."
            )
            if is_new
            else why
        )
        self._keychain.setVisible(is_new)
        self._again.setVisible(is_new)
        self._caption_again.setVisible(is_new)
        self.ask_again("")

    def ask_again(self, problem: str) -> None:
        """Ask once more, and say what was wrong."""
        self._tell(problem)
        self._passphrase.clear()
        self._again.clear()
        self.set_busy(busy=False)

    def set_busy(self, *, busy: bool) -> None:
        """Take no input while the store is being opened."""
        self._open.setEnabled(not busy)
        self._keychain.setEnabled(not busy)
        self._open.setText(self.tr("Opening …") if busy else self.tr("&Open"))

    def enter(self) -> None:
        """Put the focus where the passphrase goes."""
        self._passphrase.setFocus()

    def _go_on(self) -> None:
        if self._is_new and not self._again.text():
            self._again.setFocus()
        else:
            self._submit()

    def _submit(self) -> None:
        passphrase = self._passphrase.text()
        problem = self._problem(passphrase)
        self._tell(problem)
        if not problem and self._open.isEnabled():
            self.entered.emit(passphrase)

    def _tell(self, problem: str) -> None:
        self._error.setText(problem)
        self._error.setVisible(bool(problem))

    def _problem(self, passphrase: str) -> str:
        if not self._is_new:
            return "" if passphrase else self.tr("Enter the passphrase.")
        if len(passphrase) < MIN_PASSPHRASE:
            return self.tr("Take at least {count} characters.").format(count=MIN_PASSPHRASE)
        if passphrase != self._again.text():
            return self.tr("The two are not the same: enter them again.")
        return ""


def _secret(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made
