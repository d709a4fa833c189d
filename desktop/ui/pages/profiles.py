"""The profiles page: what is enrolled, and what can be done with it."""

from functools import partial

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.logic.delivery import WaitingEnrollment
from desktop.logic.profiles import DesktopProfile, ProfileListing
from desktop.logic.removal import Receipt
from desktop.ui import theme
from desktop.ui.pages.page import Page
from desktop.ui.pages.waiting_row import WaitingRow
from desktop.ui.session import Session
from desktop.ui.widgets.basics import button, label, set_tone
from desktop.ui.widgets.empty_state import EmptyState
from inference.errors import KeystrokeError
from inference.service.profile import MAX_LABEL

_NARROW_PX = 520


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
    told
        Emitted with a sentence for the banner.
    """

    new_wanted = Signal()
    verify_wanted = Signal(object)
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
        self.column.addWidget(self._empty)
        self.column.addLayout(self._rows)
        self.column.addWidget(self._damaged)

    def enter(self) -> None:
        """Read the profiles again."""
        self._new.setFocus()
        self._read()

    def _read(self) -> None:
        workspace = self._session.workspace

        def work() -> tuple[ProfileListing, list[WaitingEnrollment]]:
            return workspace.profiles.listing(), workspace.deliveries.waiting()

        self._session.jobs.run(self, work, lambda found: self._show(*found))

    def _show(self, listing: ProfileListing, waiting: list[WaitingEnrollment]) -> None:
        for old in (*self.findChildren(ProfileRow), *self.findChildren(WaitingRow)):
            self._rows.removeWidget(old)
            old.deleteLater()
        for enrollment in waiting:
            self._rows.addWidget(self._waiting_row(enrollment))
        self._empty.setVisible(not listing.profiles and not waiting)
        self._damaged.setVisible(listing.damaged > 0)
        self._damaged.setText(
            self.tr("{count} more can't be read: the store was damaged or tampered with.").format(
                count=listing.damaged
            )
        )
        for profile in listing.profiles:
            self._rows.addWidget(self._row(profile))
        self._session.trace.note("listed", profiles=len(listing.profiles))

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

    def _row(self, profile: DesktopProfile) -> QWidget:
        made = ProfileRow(profile)
        made.verify_wanted.connect(partial(self.verify_wanted.emit, profile))
        made.rename_wanted.connect(partial(self._rename, profile))
        made.delete_wanted.connect(partial(self._delete, profile))
        return made

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


class ProfileRow(QFrame):
    """One profile, with its actions; renaming and deleting happen in place.

    Parameters
    ----------
    profile
        What it shows.

    Attributes
    ----------
    verify_wanted, delete_wanted
        Emitted when the user wants that; deleting was asked about.
    rename_wanted
        Emitted with the new name.
    """

    verify_wanted = Signal()
    rename_wanted = Signal(str)
    delete_wanted = Signal()

    def __init__(self, profile: DesktopProfile) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setObjectName("profileRow")
        self.setAccessibleName(profile.label)
        self._name = label(profile.label, "heading", "profileName")
        self._about = label(self._description(profile), "muted", "profileAbout")
        self._edit = QLineEdit(profile.label)
        self._edit.setObjectName("profileNameEdit")
        self._edit.setMaxLength(MAX_LABEL)
        self._edit.setAccessibleName(self.tr("New name of the profile"))
        self._is_remote = profile.scored == "remote"
        self._local_only = label(
            self.tr("Renamed on this computer only: the service keeps the first name."),
            "small",
            "profileLocalOnly",
        )
        self._question = label(
            self.tr("Delete this profile for good? Its owner will have to enrol again.")
        )
        self._actions = self._make_actions()
        self._renaming = self._make_renaming()
        self._deleting = self._make_deleting()
        self._lay_out()
        self._show(self._actions)

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(theme.XS)
        for widget in (self._name, self._edit, self._about, self._local_only, self._question):
            texts.addWidget(widget)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(theme.XL, theme.L, theme.L, theme.L)
        self._layout.setSpacing(theme.M)
        self._layout.addLayout(texts, 1)
        for group in (self._actions, self._renaming, self._deleting):
            self._layout.addWidget(group, 0, Qt.AlignmentFlag.AlignLeft)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the actions below the name where there is no room beside it."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < _NARROW_PX
        direction = QBoxLayout.Direction
        self._layout.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)

    def _make_actions(self) -> QWidget:
        verify = button(self.tr("Verify"), "profileVerify")
        rename = button(self.tr("Rename"), "profileRename", "plain")
        delete = button(self.tr("Delete"), "profileDelete", "plain")
        verify.clicked.connect(self.verify_wanted)
        rename.clicked.connect(self._start_renaming)
        delete.clicked.connect(self._start_deleting)
        return _group(verify, rename, delete)

    def _make_renaming(self) -> QWidget:
        save = button(self.tr("Save"), "profileRenameSave")
        cancel = button(self.tr("Cancel"), "profileRenameCancel", "plain")
        save.clicked.connect(self._rename)
        self._edit.returnPressed.connect(self._rename)
        cancel.clicked.connect(lambda: self._show(self._actions))
        return _group(save, cancel)

    def _make_deleting(self) -> QWidget:
        self._delete = button(self.tr("Delete for good"), "profileDeleteConfirm", "danger")
        self._keep = button(self.tr("Keep"), "profileDeleteCancel", "plain")
        self._delete.clicked.connect(self._confirm_deleting)
        self._keep.clicked.connect(lambda: self._show(self._actions))
        return _group(self._delete, self._keep)

    def _show(self, group: QWidget) -> None:
        for each in (self._actions, self._renaming, self._deleting):
            each.setVisible(each is group)
        self._edit.setVisible(group is self._renaming)
        self._name.setVisible(group is not self._renaming)
        self._question.setVisible(group is self._deleting)
        self._about.setVisible(group is not self._deleting)
        self._local_only.setVisible(group is self._renaming and self._is_remote)

    def _start_renaming(self) -> None:
        self._show(self._renaming)
        self._edit.setFocus()
        self._edit.selectAll()

    def _start_deleting(self) -> None:
        self._show(self._deleting)
        self._keep.setFocus()

    def _confirm_deleting(self) -> None:
        self._delete.setText(self.tr("Deleting …"))
        self._deleting.setEnabled(False)
        self.delete_wanted.emit()

    def _rename(self) -> None:
        if self._edit.text().strip():
            self.rename_wanted.emit(self._edit.text())

    def _description(self, profile: DesktopProfile) -> str:
        place = self.tr("this computer") if profile.scored == "local" else profile.endpoint
        when = QDateTime.fromSecsSinceEpoch(int(profile.created_at.timestamp()))
        day = QLocale().toString(when.date(), self.tr("d MMMM yyyy"))
        mode = self.tr("Same phrase") if profile.mode == "fixed" else self.tr("Free text")
        parts = [mode, self.tr("enrolled {day}").format(day=day), place]
        if profile.is_provisional:
            parts.append(self.tr("provisional until accepted on two later days"))
        return " · ".join(parts)


def _group(*widgets: QWidget) -> QWidget:
    made = QWidget()
    layout = QHBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.XS)
    for widget in widgets:
        layout.addWidget(widget)
    return made
