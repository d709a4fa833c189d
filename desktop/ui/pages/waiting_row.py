"""An enrolment that waits for its service, on the profiles page."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.logic.delivery import WaitingEnrollment
from desktop.ui import theme
from desktop.ui.pages.page import column, row
from desktop.ui.widgets.basics import button, label, set_tone


class WaitingRow(QFrame):
    """Shows what waits and why; it can be sent now, or deleted, which is asked about.

    Parameters
    ----------
    waiting
        What it shows.

    Attributes
    ----------
    send_wanted, discard_wanted
        Emitted when the user wants that.
    """

    send_wanted = Signal()
    discard_wanted = Signal()

    def __init__(self, waiting: WaitingEnrollment) -> None:
        super().__init__()
        profile = waiting.draft.profile
        self.setProperty("role", "card")
        self.setObjectName("waitingRow")
        self.setAccessibleName(profile.label)
        about = label(
            self.tr("Waiting to be delivered to {place}.").format(place=profile.endpoint),
            name="waitingAbout",
        )
        set_tone(about, "warn")
        self._why = label(waiting.failure, "muted", "waitingWhy")
        self._question = label(self.tr("Delete what was typed? It would have to be typed again."))
        self._actions = self._make_actions()
        self._deleting = self._make_deleting()
        texts = QVBoxLayout()
        texts.setSpacing(theme.XS)
        for part in (label(profile.label, "heading", "waitingName"), about, self._why):
            texts.addWidget(part)
        texts.addWidget(self._question)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.XL, theme.L, theme.L, theme.L)
        layout.setSpacing(theme.M)
        layout.addLayout(texts, 1)
        for group in (self._actions, self._deleting):
            layout.addWidget(group, 0, Qt.AlignmentFlag.AlignLeft)
        self._ask(asking=False)

    def _make_actions(self) -> QWidget:
        self._send = button(self.tr("Send now"), "waitingSend")
        delete = button(self.tr("Delete"), "waitingDelete", "plain")
        self._send.clicked.connect(self._send_now)
        delete.clicked.connect(lambda: self._ask(asking=True))
        return column(row(self._send, delete))

    def _make_deleting(self) -> QWidget:
        delete = button(self.tr("Delete for good"), "waitingDeleteConfirm", "danger")
        self._keep = button(self.tr("Keep"), "waitingDeleteCancel", "plain")
        delete.clicked.connect(self.discard_wanted)
        self._keep.clicked.connect(lambda: self._ask(asking=False))
        return column(row(delete, self._keep))

    def _ask(self, *, asking: bool) -> None:
        for part, is_shown in (
            (self._actions, not asking),
            (self._why, not asking and bool(self._why.text())),
            (self._deleting, asking),
            (self._question, asking),
        ):
            part.setVisible(is_shown)
        if asking:
            self._keep.setFocus()

    def _send_now(self) -> None:
        self._send.setText(self.tr("Sending …"))
        self._actions.setEnabled(False)
        self.send_wanted.emit()
