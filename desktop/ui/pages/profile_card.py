"""One profile on the profiles page, with what can be done with it."""

from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from desktop.logic.profiles import DesktopProfile
from desktop.ui import theme
from desktop.ui.theme import Theme
from desktop.ui.widgets.basics import button, label
from desktop.ui.widgets.glyph import Glyph
from inference.service.profile import MAX_LABEL

_NARROW_PX = 520
_ICON_PX = 20


class ProfileCard(QFrame):
    """One profile, with its actions; renaming and deleting happen in place.

    Parameters
    ----------
    look
        Gives the colours.
    profile
        What it shows.
    verified
        When its owner was last recognised, in UTC; None where that isn't known.

    Attributes
    ----------
    verify_wanted, more_wanted, history_wanted, delete_wanted
        Emitted when the user wants that; deleting was asked about.
    rename_wanted
        Emitted with the new name.
    """

    verify_wanted = Signal()
    more_wanted = Signal()
    history_wanted = Signal()
    rename_wanted = Signal(str)
    delete_wanted = Signal()

    def __init__(self, look: Theme, profile: DesktopProfile, verified: datetime | None) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setObjectName("profileRow")
        self.setAccessibleName(profile.label)
        self._look = look
        self._profile = profile
        self._name = label(profile.label, "heading", "profileName")
        self._about = label(self._description(), "muted", "profileAbout")
        self._used = label(self._used_text(verified), "small", "profileUsed")
        self._pill = label(self.tr("Provisional"), "pill", "profileProvisional")
        self._pill.setWordWrap(False)
        self._pill.setToolTip(self.tr("Until it was accepted on two later days."))
        self._edit = QLineEdit(profile.label)
        self._edit.setObjectName("profileNameEdit")
        self._edit.setMaxLength(MAX_LABEL)
        self._edit.setAccessibleName(self.tr("New name of the profile"))
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
        named = QHBoxLayout()
        named.setSpacing(theme.S)
        named.addWidget(self._name, 1)
        named.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignVCenter)
        texts.addLayout(named)
        for widget in (self._edit, self._about, self._used, self._local_only, self._question):
            texts.addWidget(widget)
        icon = "keyboard" if self._profile.mode == "fixed" else "notebook-pen"
        about = QHBoxLayout()
        about.setSpacing(theme.L)
        glyph = Glyph(self._look, icon, "accent", _ICON_PX, "accent_soft")
        about.addWidget(glyph, 0, Qt.AlignmentFlag.AlignTop)
        about.addLayout(texts, 1)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(theme.L, theme.L, theme.L, theme.L)
        self._layout.setSpacing(theme.M)
        self._layout.addLayout(about, 1)
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
        more = button("", "profileMore", "plain", self._look.icon("ellipsis"))
        name = self.tr("More for {name}").format(name=self._profile.label)
        more.setAccessibleName(name)
        more.setToolTip(self.tr("More"))
        menu = self._make_menu()
        verify.clicked.connect(self.verify_wanted)
        more.clicked.connect(lambda: menu.popup(_below(more, menu)))
        return _group(verify, more)

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        for text, name, icon, do in (
            (self.tr("&Type more"), "profileTypeMore", "plus", self.more_wanted.emit),
            (self.tr("&Rename"), "profileRename", "pencil", self._start_renaming),
            (
                self.tr("Scores and &versions"),
                "profileHistory",
                "history",
                self.history_wanted.emit,
            ),
            (self.tr("&Delete …"), "profileDelete", "trash-2", self._start_deleting),
        ):
            action = QAction(self._look.icon(icon), text, menu)
            action.setObjectName(name)
            action.triggered.connect(do)
            menu.addAction(action)
        return menu

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
        is_renaming, is_deleting = group is self._renaming, group is self._deleting
        for each in (self._actions, self._renaming, self._deleting):
            each.setVisible(each is group)
        self._edit.setVisible(is_renaming)
        self._name.setVisible(not is_renaming)
        self._pill.setVisible(not is_renaming and self._profile.is_provisional)
        self._question.setVisible(is_deleting)
        for each in (self._about, self._used):
            each.setVisible(not is_deleting)
        self._local_only.setVisible(is_renaming and self._profile.scored == "remote")

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

    def _description(self) -> str:
        profile = self._profile
        place = self.tr("this computer") if profile.scored == "local" else profile.endpoint
        mode = self.tr("Same phrase") if profile.mode == "fixed" else self.tr("Free text")
        day = self._day(profile.created_at)
        return " · ".join((mode, self.tr("enrolled {day}").format(day=day), place))

    def _used_text(self, verified: datetime | None) -> str:
        if verified is None:
            return self.tr("Not recognised yet")
        return self.tr("Last recognised {day}").format(day=self._day(verified))

    def _day(self, at: datetime) -> str:
        when = QDateTime.fromSecsSinceEpoch(int(at.timestamp()))
        return QLocale().toString(when.date(), self.tr("d MMMM yyyy"))


def _below(opener: QWidget, menu: QMenu) -> QPoint:
    """Give the place for a menu below what opens it, in line with its right edge."""
    return opener.mapToGlobal(QPoint(opener.width() - menu.sizeHint().width(), opener.height()))


def _group(*widgets: QWidget) -> QWidget:
    made = QWidget()
    layout = QHBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.XS)
    for widget in widgets:
        layout.addWidget(widget)
    return made
