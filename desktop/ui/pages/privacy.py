"""The privacy page: what is stored, what was sent, and how to take it along."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from desktop.logic.consent import Consent
from desktop.logic.inventory import CONTEXT, Inventory
from desktop.logic.private_file import read_whole, write_private
from desktop.logic.transfer import Exported, Imported
from desktop.ui import theme
from desktop.ui.pages.page import Page, column, row
from desktop.ui.session import Session
from desktop.ui.widgets.basics import Tone, button, card, label, set_tone
from inference.errors import KeystrokeError

_REQUEST_PX = 150
_T = TypeVar("_T")


class _Known(NamedTuple):
    """What the page shows, read in a job."""

    inventory: Inventory
    file_bytes: int
    consent: Consent | None
    request: bytes | None


class PrivacyPage(Page):
    """Shows what is kept, and exports and imports it.

    Parameters
    ----------
    session
        What the page works with.

    Attributes
    ----------
    withdrawing_wanted
        Emitted when the user wants to get to where consent is withdrawn.
    """

    withdrawing_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("privacy")
        self._session = session
        self.introduce(
            self.tr("Privacy"),
            self.tr("Typing rhythm is biometric data. This is all that there is of yours."),
        )
        for part in (
            self._make_inventory(),
            self._make_consent(),
            self._make_transfer(),
            self._make_request(),
        ):
            self.column.addWidget(part)

    def enter(self) -> None:
        """Read again what is kept."""
        self._passphrase.clear()
        self._outcome.hide()
        self._read()
        self._passphrase.setFocus()

    def _read(self) -> None:
        workspace = self._session.workspace

        def work() -> _Known:
            inventory = workspace.inventory()
            consent = workspace.consent.current()
            return _Known(inventory, inventory.file_bytes, consent, workspace.last_request)

        self._session.jobs.run(self, work, self._show)

    def _make_inventory(self) -> QWidget:
        self._place = label("", name="privacyPlace")
        self._encryption = label("", "muted", "privacyEncryption")
        self._kinds = QWidget()
        self._kinds.setObjectName("privacyKinds")
        self._grid = QGridLayout(self._kinds)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.XL)
        self._grid.setVerticalSpacing(theme.S)
        self._grid.setColumnStretch(0, 1)
        heading = label(self.tr("What is stored"), "heading")
        return card(heading, self._place, self._kinds, self._encryption)

    def _make_consent(self) -> QWidget:
        self._consent = label("", name="privacyConsent")
        withdraw = button(self.tr("To withdrawing i&t …"), "privacyWithdraw")
        withdraw.clicked.connect(self.withdrawing_wanted)
        return card(label(self.tr("Consent"), "heading"), self._consent, column(row(withdraw)))

    def _make_transfer(self) -> QWidget:
        self._passphrase = QLineEdit()
        self._passphrase.setObjectName("privacyPassphrase")
        self._passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        caption = label(self.tr("Passphrase of the &file"))
        caption.setBuddy(self._passphrase)
        look = self._session.theme
        self._export = button(
            self.tr("&Export …"), "privacyExport", icon=look.icon("upload", "text")
        )
        self._import = button(
            self.tr("I&mport …"), "privacyImport", icon=look.icon("download", "text")
        )
        self._export.clicked.connect(self._choose_export)
        self._import.clicked.connect(self._choose_import)
        self._outcome = label("", name="privacyOutcome")
        hint = label(
            self.tr(
                "An export has all your profiles with their templates, encrypted under this "
                "passphrase. Import it here or on another computer. Without a passphrase it can be "
                "read by everybody, and phrases can be used on this computer alone."
            ),
            "muted",
        )
        return card(
            label(self.tr("Take your profiles along"), "heading"),
            hint,
            caption,
            self._passphrase,
            column(row(self._export, self._import)),
            self._outcome,
        )

    def _make_request(self) -> QWidget:
        self._request = QPlainTextEdit()
        self._request.setObjectName("privacyRequest")
        self._request.setReadOnly(True)
        self._request.setTabChangesFocus(True)
        self._request.setAccessibleName(self.tr("The last request"))
        self._request.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._request.setFixedHeight(_REQUEST_PX)
        self._request.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._sent = label("", "muted", "privacySent")
        heading = label(self.tr("The last that was sent to a service"), "heading")
        return card(heading, self._sent, self._request)

    def _show(self, known: _Known) -> None:
        self._show_inventory(known.inventory, known.file_bytes)
        self._show_consent(known.consent)
        self._request.setVisible(known.request is not None)
        if known.request is None:
            self._sent.setText(self.tr("Nothing has been sent since the program was started."))
        else:
            size = QLocale().formattedDataSize(len(known.request))
            self._sent.setText(
                self.tr("{size}, byte by byte; only the access token is left out.").format(
                    size=size
                )
            )
            self._request.setPlainText(known.request.decode(errors="replace"))
        self._session.trace.note("privacy", bytes=known.file_bytes)

    def _show_inventory(self, inventory: Inventory, file_bytes: int) -> None:
        locale = QLocale()
        size = locale.formattedDataSize(file_bytes)
        self._place.setText(self.tr("{path} ({size})").format(path=inventory.path, size=size))
        where = (
            self.tr("The key is in the system's keychain.")
            if inventory.in_keychain
            else self.tr("The key is encrypted under your passphrase (Argon2id).")
        )
        encrypted = self.tr("Each record is encrypted and authenticated (AES-256-GCM).")
        self._encryption.setText(f"{encrypted} {where}")
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for line, (name, kind) in enumerate(inventory.by_name().items()):
            texts = (
                QCoreApplication.translate(CONTEXT, name),
                self.tr("{count} records").format(count=kind.records),
                locale.formattedDataSize(kind.size_bytes),
            )
            for place, text in enumerate(texts):
                self._grid.addWidget(label(text, "muted" if place else "body"), line, place)

    def _show_consent(self, consent: Consent | None) -> None:
        if consent is None:
            self._consent.setText(self.tr("There is none."))
            return
        given = QDateTime.fromSecsSinceEpoch(int(consent.given_at.timestamp()))
        when = QLocale().toString(given, QLocale.FormatType.ShortFormat)
        who = consent.name or self.tr("the user of this computer")
        self._consent.setText(
            self.tr("Given by {who} on {when}, to version {version} of the text.").format(
                who=who, when=when, version=consent.version
            )
        )

    def _choose_export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export profiles"), "keystroke-profiles.json", "JSON (*.json)"
        )
        if name:
            self.export(Path(name))

    def _choose_import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Import profiles"), "", "JSON (*.json)")
        if name:
            self.import_(Path(name))

    def export(self, path: Path) -> None:
        """Write all profiles to a file, under the passphrase that is in the field."""
        workspace, passphrase = self._session.workspace, self._passphrase.text() or None

        def work() -> Exported:
            made = workspace.export(None, passphrase)
            write_private(path, made.data)
            return made

        self._run(work, self._exported)

    def import_(self, path: Path) -> None:
        """Add the profiles of a file, opened by the passphrase that is in the field."""
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
        self._passphrase.clear()
        self._outcome.setText(text)
        set_tone(self._outcome, tone)
        self._outcome.show()
        self._read()

    def _set_busy(self, *, busy: bool) -> None:
        for each in (self._export, self._import):
            each.setEnabled(not busy)
