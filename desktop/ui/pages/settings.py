"""The settings page: where typing is scored, how strictly, and what happens to the data."""

from dataclasses import replace

from PySide6.QtCore import QDateTime, QLocale, QTimer, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDoubleSpinBox,
    QLabel,
    QRadioButton,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from desktop.logic.consent import Consent
from desktop.logic.removal import Receipt
from desktop.logic.settings import (
    FEWEST_ATTEMPTS,
    HIGHEST_FMR,
    LOWEST_FMR,
    MOST_ATTEMPTS,
    Settings,
)
from desktop.logic.workspace import Workspace
from desktop.ui import theme
from desktop.ui.pages.appearance_card import AppearanceCard
from desktop.ui.pages.page import Page, column, row
from desktop.ui.pages.service_card import ServiceCard
from desktop.ui.session import Session
from desktop.ui.widgets.basics import Tone, button, card, label, set_tone
from inference.errors import KeystrokeError


class SettingsPage(Page):
    """Changes the settings, tests the connection, and deletes everything on wish.

    Parameters
    ----------
    session
        What the page works with.

    Attributes
    ----------
    withdrawn
        Emitted with the :class:`~desktop.logic.removal.Receipt` once consent is withdrawn.
    """

    withdrawn = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__("settings")
        self._session = session
        self.introduce(self.tr("Settings"), self.tr("They hold once they are saved."))
        self.column.addWidget(self._make_scoring())
        self.column.addWidget(self._make_strictness())
        self.column.addWidget(self._make_enrollment())
        self._appearance = AppearanceCard(session.theme)
        self.column.addWidget(self._appearance)
        self._save = button(self.tr("Save"), "settingsSave", "primary")
        # The letters of its name lead to sections.
        self._save.setShortcut(QKeySequence.StandardKey.Save)
        self._save.clicked.connect(self._store)
        self._saved = label("", name="settingsStatus")
        self.column.addLayout(row(self._save, self._saved))
        self.column.addWidget(self._make_data())

    def enter(self) -> None:
        """Show the settings as they are."""
        self._saved.clear()
        self._ask(asking=False)
        self._set_busy(busy=False)
        self._read_data()
        try:
            self._fill_in(self._session.settings.load())
        except KeystrokeError as error:
            # What is shown instead makes the file anew, once it is saved.
            self._fill_in(Settings())
            _tell(self._saved, str(error), "bad")

    def _fill_in(self, settings: Settings) -> None:
        self._before = settings
        chosen = self._local if settings.scoring == "local" else self._remote
        chosen.setChecked(True)
        chosen.setFocus()
        self._service.fill_in(settings)
        self._fmr.setValue(settings.fmr * 100)
        self._attempts.setValue(settings.attempts)
        self._appearance.fill_in(settings)

    def _make_scoring(self) -> QWidget:
        self._local = QRadioButton(self.tr("On &this computer, offline"))
        self._remote = QRadioButton(self.tr("By a &remote service"))
        self._service = ServiceCard(self._session)
        self._service.asked.connect(self._serve)
        for choice, name in ((self._local, "settingsLocal"), (self._remote, "settingsRemote")):
            choice.setObjectName(name)
            choice.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        return card(
            label(self.tr("Where new profiles are scored"), "heading"),
            self._local,
            self._remote,
            self._service,
        )

    def _make_strictness(self) -> QWidget:
        self._fmr = QDoubleSpinBox()
        self._fmr.setObjectName("settingsFmr")
        self._fmr.setRange(LOWEST_FMR * 100, HIGHEST_FMR * 100)
        self._fmr.setDecimals(2)
        self._fmr.setSuffix(" %")
        _fit(self._fmr)
        self._meaning = label("", "muted")
        self._fmr.valueChanged.connect(self._explain_fmr)
        caption = label(self.tr("&False match rate (FMR)"))
        caption.setBuddy(self._fmr)
        heading = label(self.tr("How strict verification is"), "heading")
        return card(heading, caption, self._fmr, self._meaning)

    def _make_enrollment(self) -> QWidget:
        self._attempts = QSpinBox()
        self._attempts.setObjectName("settingsAttempts")
        self._attempts.setRange(FEWEST_ATTEMPTS, MOST_ATTEMPTS)
        _fit(self._attempts)
        caption = label(self.tr("Attempts at the phrase"))
        caption.setBuddy(self._attempts)
        heading = label(self.tr("How new profiles are made"), "heading")
        hint = label(self.tr("The more attempts, the fewer refusals later."), "muted")
        return card(heading, caption, self._attempts, hint)

    def _make_data(self) -> QWidget:
        self._consent = label("", name="settingsConsent")
        self._pending = label("", name="settingsPending")
        set_tone(self._pending, "warn")
        self._retry = button(self.tr("Try a&gain"), "settingsRetry")
        self._withdraw = button(
            self.tr("Withdraw consent and delete ever&ything"), "settingsWithdraw", "danger"
        )
        self._question = label(
            self.tr("All profiles are deleted for good, here and at the service. Go on?")
        )
        self._confirm = button(self.tr("Delete everything"), "settingsWithdrawConfirm", "danger")
        self._keep = button(self.tr("Keep my data"), "settingsWithdrawCancel")
        self._retry.clicked.connect(self._retry_pending)
        self._withdraw.clicked.connect(lambda: self._ask(asking=True))
        self._keep.clicked.connect(lambda: self._ask(asking=False))
        self._confirm.clicked.connect(self._withdraw_consent)
        return card(
            label(self.tr("Your data"), "heading"),
            self._consent,
            self._pending,
            column(row(self._retry)),
            self._question,
            column(row(self._withdraw, self._confirm, self._keep)),
        )

    def _typed_settings(self) -> Settings:
        return replace(
            self._before,
            scoring="remote" if self._remote.isChecked() else "local",
            endpoint=self._service.endpoint.text().strip().rstrip("/"),
            fmr=round(self._fmr.value() / 100, 6),
            attempts=self._attempts.value(),
            issuer=self._service.issuer.text().strip(),
            client_id=self._service.client_id.text().strip(),
            local_when_away=self._service.away.isChecked(),
            language=self._appearance.language,
            scheme=self._appearance.scheme,
        )

    def _store(self) -> None:
        try:
            self._session.settings.save(self._typed_settings())
        except KeystrokeError as error:
            _tell(self._saved, str(error), "bad")
        else:
            self._appearance.apply()
            _tell(self._saved, self.tr("Saved."), "good")

    def _serve(self, wish: str) -> None:
        """Test the connection or sign in, with the settings as they are typed."""
        try:
            settings = replace(self._typed_settings(), scoring="remote")
        except KeystrokeError as error:
            self._service.tell(str(error), "bad")
            return
        if wish == "test":
            self._service.test(settings)
        else:
            self._service.sign_in(settings)

    def _explain_fmr(self, percent: float) -> None:
        self._meaning.setText(
            self.tr(
                "About 1 in {count} other people would be accepted. The stricter it is, the more "
                "often you have to type again."
            ).format(count=f"{100 / percent:,.0f}")
        )

    def _read_data(self) -> None:
        workspace = self._session.workspace

        def work() -> tuple[Consent | None, int]:
            return workspace.consent.current(), _pending(workspace)

        self._session.jobs.run(self, work, lambda data: self._show_data(*data))

    def _show_data(self, consent: Consent | None, pending: int) -> None:
        if consent is not None:
            when = QDateTime.fromSecsSinceEpoch(int(consent.given_at.timestamp()))
            given = QLocale().toString(when, QLocale.FormatType.ShortFormat)
            text = self.tr("You agreed to version {version} of the consent on {given}.")
            self._consent.setText(text.format(version=consent.version, given=given))
        self._pending.setVisible(pending > 0)
        self._retry.setVisible(pending > 0)
        self._pending.setText(
            self.tr("Still to be deleted by the service: {count}.").format(count=pending)
        )

    def _retry_pending(self) -> None:
        self._set_busy(busy=True)
        self._session.jobs.run(
            self, self._session.workspace.deliver, self._retried, self._not_deleted
        )

    def _retried(self, _left: int) -> None:
        self._set_busy(busy=False)
        self._read_data()

    def _set_busy(self, *, busy: bool) -> None:
        """Show that something is being deleted, and let nobody ask for it twice."""
        for widget in (self._retry, self._withdraw, self._confirm, self._keep):
            widget.setEnabled(not busy)
        doing = self.tr("Deleting …")
        self._retry.setText(doing if busy else self.tr("Try a&gain"))
        self._confirm.setText(doing if busy else self.tr("Delete everything"))

    def _not_deleted(self, error: KeystrokeError) -> None:
        self._set_busy(busy=False)
        self._session.jobs.failed.emit(error)

    def _ask(self, *, asking: bool) -> None:
        self._withdraw.setVisible(not asking)
        for widget in (self._question, self._confirm, self._keep):
            widget.setVisible(asking)
        if asking:
            self._session.trace.note("question", about="withdrawal")
            self._keep.setFocus()
            QTimer.singleShot(0, lambda: self.ensureWidgetVisible(self._keep))

    def _withdraw_consent(self) -> None:
        self._set_busy(busy=True)
        withdraw = self._session.workspace.withdraw_consent
        self._session.jobs.run(self, withdraw, self._withdrawn, self._not_deleted)

    def _withdrawn(self, receipt: Receipt) -> None:
        self.withdrawn.emit(receipt)


def _pending(workspace: Workspace) -> int:
    """Count what services still have to delete."""
    return len(workspace.removal.pending()) + workspace.deliveries.unwanted()


def _tell(target: QLabel, text: str, tone: Tone) -> None:
    target.setText(text)
    set_tone(target, tone)
    target.show()


def _fit(box: QAbstractSpinBox) -> None:
    box.setMaximumWidth(160)
    # The style sheet's padding doesn't reach a spin box's own line edit.
    box.lineEdit().setTextMargins(theme.S, 0, 0, 0)
