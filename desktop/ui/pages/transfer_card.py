"""Taking profiles along: export into a file and import out of one."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QLineEdit, QVBoxLayout, QWidget

from desktop.logic.private_file import read_whole, write_private
from desktop.logic.profiles import DesktopProfile
from desktop.logic.transfer import Exported, Imported
from desktop.ui import theme
from desktop.ui.pages.page import column, row
from desktop.ui.pages.unlock import MIN_PASSPHRASE
from desktop.ui.session import Session
from desktop.ui.widgets.basics import Tone, button, label, set_tone
from inference.errors import KeystrokeError

_WIDEST_PX = 320
_T = TypeVar("_T")


class TransferCard(QFrame):
    """Exports all profiles or one, and imports; what came of it is told below.

    Parameters
    ----------
    session
        What the page works with.

    Attributes
    ----------
    done
        Emitted after an export or an import, whatever came of it.
    """

    done = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("transferCard")
        self.setProperty("role", "card")
        self._session = session
        self._which = QComboBox()
        self._which.setObjectName("privacyWhich")
        self._which.setMaximumWidth(_WIDEST_PX)
        self._passphrase = _secret("privacyPassphrase")
        self._again = _secret("privacyAgain")
        self._outcome = label("", name="privacyOutcome")
        hint = self.tr(
            "An export has profiles with their templates, encrypted under a passphrase that you "
            "choose here. Nobody can restore it. Import the file here or on another computer."
        )
        self._actions, self._asking = self._make_actions(), self._make_asking()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.XL, theme.L, theme.XL, theme.XL)
        layout.setSpacing(theme.M)
        for part in (
            label(self.tr("Take your profiles along"), "heading"),
            label(hint, "muted"),
            _captioned(self.tr("Profi&les to export"), self._which),
            _captioned(self.tr("Passphrase of the &file"), self._passphrase),
            _captioned(self.tr("The same a&gain, to export"), self._again),
            self._actions,
            self._asking,
            self._outcome,
        ):
            layout.addWidget(part)

    def enter(self) -> None:
        """Begin with nothing typed and nothing told."""
        self._forget()
        self._outcome.hide()
        self._passphrase.setFocus()

    def show_profiles(self, profiles: Sequence[DesktopProfile]) -> None:
        """Offer profiles; what was chosen stays so while it is there."""
        chosen = self._which.currentData()
        self._which.clear()
        self._which.addItem(self.tr("All"), None)
        for profile in profiles:
            self._which.addItem(profile.label, profile.id)
        self._which.setCurrentIndex(max(0, self._which.findData(chosen)))

    def _make_actions(self) -> QWidget:
        look = self._session.theme
        export = button(self.tr("&Export …"), "privacyExport", icon=look.icon("upload", "text"))
        import_ = button(self.tr("I&mport …"), "privacyImport", icon=look.icon("download", "text"))
        export.clicked.connect(self._begin_export)
        import_.clicked.connect(self._choose_import)
        return column(row(export, import_))

    def _make_asking(self) -> QWidget:
        question = label(
            self.tr(
                "Without a passphrase everybody who gets at the file can read the templates, which "
                "are biometric data, and phrases in it can be used on this computer alone. Go on?"
            ),
            name="privacyPlainQuestion",
        )
        go_on = button(self.tr("Export unencrypted …"), "privacyPlain", "danger")
        self._back = button(self.tr("Enter a passphrase"), "privacyPlainCancel", "plain")
        go_on.clicked.connect(lambda: self._choose_export(None))
        self._back.clicked.connect(self.enter)
        return column(question, row(go_on, self._back))

    def _begin_export(self) -> None:
        problem = self._problem()
        if problem:
            self._tell(problem, "bad")
            self._again.clear()
            self._passphrase.setFocus()
        elif self._passphrase.text():
            self._choose_export(self._passphrase.text())
        else:
            self._ask(asking=True)

    def _problem(self) -> str:
        """Tell what is wrong with the passphrase; none at all is asked about instead."""
        passphrase, again = self._passphrase.text(), self._again.text()
        if passphrase != again:
            # Mistyped once, it would be a file that nobody can open.
            return self.tr("The two passphrases are not the same: enter both again.")
        if 0 < len(passphrase) < MIN_PASSPHRASE:
            return self.tr("Take at least {count} characters.").format(count=MIN_PASSPHRASE)
        return ""

    def _choose_export(self, passphrase: str | None) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export profiles"), "keystroke-profiles.json", "JSON (*.json)"
        )
        if name:
            self._write(Path(name), passphrase)

    def _choose_import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Import profiles"), "", "JSON (*.json)")
        if name:
            self._read(Path(name))

    def _write(self, path: Path, passphrase: str | None) -> None:
        workspace, chosen = self._session.workspace, self._which.currentData()

        def work() -> Exported:
            made = workspace.export([chosen] if chosen else None, passphrase)
            write_private(path, made.data)
            return made

        self._run(work, self._exported)

    def _read(self, path: Path) -> None:
        workspace, passphrase = self._session.workspace, self._passphrase.text() or None
        self._run(lambda: workspace.import_(read_whole(path), passphrase), self._imported)

    def _run(self, work: Callable[[], _T], done: Callable[[_T], None]) -> None:
        self._set_busy(busy=True)
        self._session.jobs.run(self, work, done, self._failed)

    def _exported(self, made: Exported) -> None:
        text = self.tr("Exported: {count} profiles.").format(count=made.profiles)
        left_out = len(made.missing) + made.damaged
        if left_out:
            text += " " + self.tr(
                "Left out, since they couldn't be read or their service is away: {count}."
            ).format(count=left_out)
        self._end(text, "warn" if left_out else "good")

    def _imported(self, made: Imported) -> None:
        text = self.tr("Imported: {added} profiles. Here already: {already}.")
        self._end(text.format(added=len(made.added), already=len(made.already)), "good")

    def _failed(self, error: KeystrokeError) -> None:
        self._end(str(error), "bad")

    def _end(self, text: str, tone: Tone) -> None:
        self._set_busy(busy=False)
        self._forget()
        self._tell(text, tone)
        self.done.emit()

    def _tell(self, text: str, tone: Tone) -> None:
        self._outcome.setText(text)
        set_tone(self._outcome, tone)
        self._outcome.show()

    def _forget(self) -> None:
        self._passphrase.clear()
        self._again.clear()
        self._ask(asking=False)

    def _ask(self, *, asking: bool) -> None:
        self._actions.setVisible(not asking)
        self._asking.setVisible(asking)
        if asking:
            self._outcome.hide()
            self._session.trace.note("question", about="plain export")
            self._back.setFocus()

    def _set_busy(self, *, busy: bool) -> None:
        self._actions.setEnabled(not busy)
        self._asking.setEnabled(not busy)


def _secret(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setMaximumWidth(_WIDEST_PX)
    return made


def _captioned(text: str, field: QWidget) -> QWidget:
    caption = label(text)
    caption.setBuddy(field)
    return column(caption, field, spacing=theme.XS)
