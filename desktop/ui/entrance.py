"""The way into the app: consent, and the store's key."""

import os
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.logic.workspace import Workspace
from desktop.ui.jobs import Jobs
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.consent import ConsentPage
from desktop.ui.pages.opening import OpeningPage
from desktop.ui.pages.unlock import UnlockPage
from inference.errors import (
    KeystrokeError,
    KeyUnavailableError,
    PassphraseWantedError,
    WrongKeyError,
)
from inference.stores.keychain import PASSPHRASE_VARIABLE

OpenWorkspace = Callable[[str | None], Workspace]


class Entrance(QObject):
    """Leads from the start to the open store.

    The steps:

    1. Where there is a store, open it; else ask for consent first, then make one.
    2. Where the store has a passphrase, or a new one gets none from the keychain, ask for it. Where
       the keychain should have an existing store's key, let the user mend that and try again.
    3. Where the store holds no consent to the present text, ask for it.
    4. Note the consent that was given on the way, and let the user in.

    Parameters
    ----------
    window
        Shows the pages.
    jobs
        Runs what takes time.
    open_workspace
        Opens or makes the store with a passphrase, or with None from the keychain.

    Attributes
    ----------
    passed
        Emitted with the open :class:`~desktop.logic.workspace.Workspace`, and whether consent was
        given just now.
    declined
        Emitted when the user doesn't consent.
    """

    passed = Signal(object, bool)
    declined = Signal()

    def __init__(self, window: MainWindow, jobs: Jobs, open_workspace: OpenWorkspace) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = jobs
        self._open_workspace = open_workspace
        self._workspace: Workspace | None = None
        self._agreed_by: str | None = None
        self._is_new = False
        self._consent = ConsentPage()
        self._unlock = UnlockPage()
        self._opening = OpeningPage()
        for page in (self._opening, self._consent, self._unlock):
            window.add_page(page)
        self._consent.agreed.connect(self._agree)
        self._consent.declined.connect(self.declined)
        self._unlock.entered.connect(self._open)
        self._unlock.keychain_wanted.connect(lambda: self._open(None))
        self._opening.again_wanted.connect(lambda: self._open(None))

    def begin(self, *, store_exists: bool) -> None:
        """Take step 1."""
        self._is_new = not store_exists
        if self._is_new:
            self._window.show_page(self._consent)
        else:
            self._open(None)

    def ask_again(self, workspace: Workspace) -> None:
        """Ask for consent with the store open, after it was withdrawn."""
        self._workspace = workspace
        self._agreed_by = None
        self._window.show_page(self._consent)

    def _agree(self, name: str) -> None:
        self._agreed_by = name
        if self._workspace is None:
            self._open(None)
        else:
            self._admit(self._workspace)

    def _open(self, passphrase: str | None) -> None:
        if passphrase is None:
            self._opening.wait()
            self._window.show_page(self._opening)
        else:
            self._unlock.set_busy(busy=True)
        failed = self._ask_key if passphrase is None else self._ask_again
        self._jobs.run(self, lambda: self._open_workspace(passphrase), self._admit, failed)

    def _ask_key(self, error: KeystrokeError) -> None:  # step 2
        variable_is_wrong = isinstance(error, WrongKeyError) and PASSPHRASE_VARIABLE in os.environ
        if variable_is_wrong:
            why = self.tr("{variable} is set, but not to this store's passphrase: enter that one.")
            self._unlock.ask(is_new=False, why=why.format(variable=PASSPHRASE_VARIABLE))
        elif isinstance(error, PassphraseWantedError) or (
            isinstance(error, KeyUnavailableError) and self._is_new
        ):
            self._unlock.ask(is_new=self._is_new, why=str(error))
        else:
            self._give_up(error)
            return
        self._window.show_page(self._unlock)

    def _ask_again(self, error: KeystrokeError) -> None:
        if isinstance(error, WrongKeyError):
            problem = self.tr("That is not the passphrase. Nothing was changed: try again.")
            self._unlock.ask_again(problem)
            self._window.show_page(self._unlock)
        else:
            self._give_up(error)

    def _give_up(self, error: KeystrokeError) -> None:
        self._opening.fail()
        self._window.show_page(self._opening)
        self._window.tell(str(error), "bad")

    def _admit(self, workspace: Workspace) -> None:
        self._workspace = workspace
        name = self._agreed_by

        def work() -> bool:  # steps 3 and 4
            if name is not None:
                workspace.give_consent(name)
            return workspace.consent.current() is not None

        self._jobs.run(self, work, self._let_in, self._give_up)

    def _let_in(self, consents: bool) -> None:
        if consents:
            self.passed.emit(self._workspace, self._agreed_by is not None)
        else:
            self._window.show_page(self._consent)
