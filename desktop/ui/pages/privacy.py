"""The privacy page: what is stored, what was sent, and how to take it along."""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QSizePolicy, QWidget

from desktop.logic.consent import Consent
from desktop.logic.inventory import CONTEXT, Inventory
from desktop.logic.profiles import DesktopProfile
from desktop.ui import theme
from desktop.ui.pages.page import Page, column, row
from desktop.ui.pages.transfer_card import TransferCard
from desktop.ui.session import Session
from desktop.ui.widgets.basics import button, card, label

_REQUEST_PX = 150


class _Known(NamedTuple):
    """What the page shows, read in a job."""

    inventory: Inventory
    file_bytes: int
    consent: Consent | None
    request: bytes | None
    profiles: list[DesktopProfile]


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
        self._transfer = TransferCard(session)
        self._transfer.done.connect(self._read)
        for part in (
            self._make_inventory(),
            self._make_consent(),
            self._transfer,
            self._make_request(),
        ):
            self.column.addWidget(part)

    def enter(self) -> None:
        """Read again what is kept."""
        self._transfer.enter()
        # Qt would scroll to the field, past what there is to read.
        self.verticalScrollBar().setValue(0)
        self._read()

    def _read(self) -> None:
        workspace = self._session.workspace

        def work() -> _Known:
            inventory = workspace.inventory()
            consent = workspace.consent.current()
            return _Known(
                inventory,
                inventory.file_bytes,
                consent,
                workspace.last_request,
                workspace.profiles.all(),
            )

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
        withdraw = button(self.tr("Wi&thdraw it in the settings …"), "privacyWithdraw")
        withdraw.clicked.connect(self.withdrawing_wanted)
        return card(label(self.tr("Consent"), "heading"), self._consent, column(row(withdraw)))

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
        self._transfer.show_profiles(known.profiles)
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
            count = self.tr("1 record") if kind.records == 1 else self.tr("{count} records")
            self._grid.addWidget(label(QCoreApplication.translate(CONTEXT, name)), line, 0)
            figures = (
                count.format(count=kind.records),
                locale.formattedDataSize(kind.size_bytes),
            )
            for place, text in enumerate(figures, 1):
                figure = label(text, "muted")
                figure.setAlignment(Qt.AlignmentFlag.AlignRight)
                self._grid.addWidget(figure, line, place)

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
