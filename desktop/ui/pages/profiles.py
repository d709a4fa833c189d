"""The profiles page: what is enrolled, and what can be done with it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.logic.delivery import WaitingEnrollment
from desktop.logic.overview import Overview
from desktop.logic.profiles import DesktopProfile
from desktop.logic.removal import Receipt
from desktop.logic.settings import Settings
from desktop.ui import theme
from desktop.ui.pages.idle_row import IdleRow
from desktop.ui.pages.page import Page
from desktop.ui.pages.profile_card import ProfileCard
from desktop.ui.pages.waiting_row import WaitingRow
from desktop.ui.session import Session
from desktop.ui.widgets.basics import button, label, set_tone
from desktop.ui.widgets.empty_state import EmptyState
from inference.errors import KeystrokeError


class ProfilesPage(Page):
    """Lists the profiles.

    Parameters
    ----------
    session
        What the page works with.

    Attributes
    ----------
    new_wanted
        Emitted when the user wants another profile.
    verify_wanted
        Emitted with the :class:`~desktop.logic.profiles.DesktopProfile` to verify.
    more_wanted
        Emitted with the profile that shall get more attempts.
    history_wanted
        Emitted with the profile whose scores and versions the user wants to see.
    told
        Emitted with a sentence for the banner.
    """

    new_wanted = Signal()
    verify_wanted = Signal(object)
    more_wanted = Signal(object)
    history_wanted = Signal(object)
    told = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__("profiles")
        self._session = session
        self.introduce(
            self.tr("Profiles"), self.tr("The people whose typing rhythm this program knows.")
        )
        self._new = button(
            self.tr("&New profile"),
            "newProfile",
            "primary",
            session.theme.icon("plus", "on_accent"),
        )
        self._new.clicked.connect(self.new_wanted)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.M)
        self._empty = EmptyState(
            session.theme,
            "users",
            self.tr("Nobody is enrolled yet"),
            self.tr(
                "A profile is one person and what is typed: the same phrase each time, or any "
                "text. Make one, type for a minute, and this program will know your rhythm."
            ),
        )
        self._empty.setObjectName("profilesEmpty")
        self.head.addWidget(self._new, 0, Qt.AlignmentFlag.AlignTop)
        self._damaged = label("", name="profilesDamaged")
        set_tone(self._damaged, "bad")
        self._pending = label("", name="profilesPending")
        set_tone(self._pending, "warn")
        self.column.addWidget(self._empty)
        self.column.addLayout(self._rows)
        for told in (self._damaged, self._pending):
            self.column.addWidget(told)

    def enter(self) -> None:
        """Read the profiles again."""
        self._new.setFocus()
        self._read()

    def _read(self) -> None:
        workspace, months = self._session.workspace, self._settings().idle_months
        self._session.jobs.run(self, lambda: workspace.overview(months), self._show)

    def _settings(self) -> Settings:
        try:
            return self._session.settings.load()
        except KeystrokeError:  # The settings page says so.
            return Settings()

    def _show(self, found: Overview) -> None:
        for kind in (ProfileCard, WaitingRow, IdleRow):
            for old in self.findChildren(kind):
                self._rows.removeWidget(old)
                old.deleteLater()
        for enrollment in found.waiting:
            self._rows.addWidget(self._waiting_row(enrollment))
        for profile in found.profiles:
            if profile.id in found.idle:
                self._rows.addWidget(self._idle_row(profile))
        for profile in found.profiles:
            self._rows.addWidget(self._card(profile, found))
        self._empty.setVisible(not found.profiles and not found.waiting)
        self._damaged.setVisible(found.damaged > 0)
        self._damaged.setText(
            self.tr("{count} more can't be read: the store was damaged or tampered with.").format(
                count=found.damaged
            )
        )
        self._pending.setVisible(found.pending > 0)
        self._pending.setText(
            self.tr(
                "Deleted here, and still to be deleted by a service that couldn't be reached: "
                "{count}. It is tried again by itself."
            ).format(count=found.pending)
        )
        self._session.trace.note("listed", profiles=len(found.profiles))

    def refresh(self) -> None:
        """Read the profiles again, and leave the focus where it is."""
        self._read()

    def _waiting_row(self, waiting: WaitingEnrollment) -> QWidget:
        made = WaitingRow(waiting)
        made.send_wanted.connect(partial(self._send, waiting))
        made.discard_wanted.connect(partial(self._discard, waiting))
        return made

    def _send(self, waiting: WaitingEnrollment) -> None:
        deliveries = self._session.workspace.deliveries
        self._session.jobs.run(
            self, lambda: deliveries.try_now(waiting.id), lambda _failure: self.enter()
        )

    def _discard(self, waiting: WaitingEnrollment) -> None:
        workspace = self._session.workspace

        def work() -> None:
            workspace.deliveries.discard(waiting.id)

        self._session.jobs.run(self, work, lambda _nothing: self.enter())

    def _card(self, profile: DesktopProfile, found: Overview) -> QWidget:
        made = ProfileCard(self._session.theme, profile, found.verified.get(profile.id))
        made.verify_wanted.connect(partial(self.verify_wanted.emit, profile))
        made.more_wanted.connect(partial(self.more_wanted.emit, profile))
        made.history_wanted.connect(partial(self.history_wanted.emit, profile))
        made.rename_wanted.connect(partial(self._rename, profile))
        made.delete_wanted.connect(partial(self._delete, profile))
        return made

    def _idle_row(self, profile: DesktopProfile) -> QWidget:
        made = IdleRow(profile, self._settings().idle_months)
        made.keep_wanted.connect(partial(self._keep, profile))
        made.delete_wanted.connect(partial(self._delete, profile))
        return made

    def _keep(self, profile: DesktopProfile) -> None:
        workspace = self._session.workspace
        self._session.jobs.run(self, lambda: workspace.keep(profile), lambda _nothing: self.enter())

    def _rename(self, profile: DesktopProfile, name: str) -> None:
        workspace = self._session.workspace
        self._session.jobs.run(
            self, lambda: workspace.rename(profile.id, name), lambda _renamed: self.enter()
        )

    def _delete(self, profile: DesktopProfile) -> None:
        removal = self._session.workspace.removal
        self._session.jobs.run(
            self, lambda: removal.delete(profile), self._deleted, self._not_deleted
        )

    def _not_deleted(self, error: KeystrokeError) -> None:
        self._read()
        self._session.jobs.failed.emit(error)

    def _deleted(self, receipt: Receipt) -> None:
        self._session.trace.note("deleted", pending=receipt.pending)
        self.enter()
        if receipt.pending:
            self.told.emit(
                self.tr(
                    "The profile is deleted here. The service could not be reached: its deletion "
                    "there is kept in Settings and tried again."
                )
            )
