"""The enrolment page: choose what to type, type it until enough is in, and see what came of it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.logic.delivery import WaitingEnrollment
from desktop.logic.enrollment import EnrollmentSession
from desktop.logic.profiles import DesktopProfile
from desktop.ui.pages.enroll_done import EnrollDone
from desktop.ui.pages.enroll_form import EnrollForm
from desktop.ui.pages.enroll_typing import EnrollTyping
from desktop.ui.pages.page import Page
from desktop.ui.session import Session
from inference.errors import KeystrokeError


class EnrollPage(Page):
    """Makes a profile.

    Parameters
    ----------
    session
        What the page works with.

    Attributes
    ----------
    verify_wanted
        Emitted with the new :class:`~desktop.logic.profiles.DesktopProfile`.
    left
        Emitted when the user is done here, or gives up.
    """

    verify_wanted = Signal(object)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("enroll")
        self._session = session
        self._enrollment: EnrollmentSession | None = None
        self.introduce(self.tr("New profile"))
        self._form = EnrollForm(session)
        self._typing = EnrollTyping(session)
        self._done = EnrollDone(session)
        self._form.filled_in.connect(self._start)
        self._form.left.connect(self.left)
        self._typing.enough.connect(self._enroll)
        self._typing.left.connect(self._cancel)
        self._done.verify_wanted.connect(self.verify_wanted)
        self._done.left.connect(self.left)
        self._stages = (self._form, self._typing, self._done)
        for stage in self._stages:
            self.column.addWidget(stage)

    def enter(self) -> None:
        """Begin with an empty form."""
        self._drop()
        self._show(self._form)
        self._form.begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Escape, where nothing inside the page has taken it."""
        if event.key() == Qt.Key.Key_Escape:
            self._cancel()
        else:
            super().keyPressEvent(event)

    def _show(self, stage: QWidget) -> None:
        for each in self._stages:
            each.setVisible(each is stage)
        self.verticalScrollBar().setValue(0)

    def _start(self, enrollment: EnrollmentSession) -> None:
        self._enrollment = enrollment
        self._show(self._typing)
        self._typing.begin(enrollment)

    def _drop(self) -> None:
        self._enrollment = None
        self._typing.end()

    def _cancel(self) -> None:
        self._drop()
        self.left.emit()

    def _enroll(self) -> None:
        enrollment = self._enrollment
        if enrollment is None:
            return
        self._typing.wait()
        workspace, settings = self._session.workspace, self._session.settings
        self._session.jobs.run(
            self,
            lambda: workspace.enroll(enrollment, settings.load()),
            partial(self._enrolled, enrollment),
            partial(self._failed, enrollment),
        )

    def _enrolled(
        self, enrollment: EnrollmentSession, made: DesktopProfile | WaitingEnrollment
    ) -> None:
        if enrollment is not self._enrollment:
            self._undo(made)
            return
        self._drop()
        self._show(self._done)
        if isinstance(made, DesktopProfile):
            self._done.show_profile(
                made, enrollment, self._typing.fmr, masked=self._typing.is_masked
            )
            self._session.trace.note("enrolled", scored=made.scored)
        else:
            self._done.show_waiting(made)
            self._session.trace.note("waiting")

    def _undo(self, made: DesktopProfile | WaitingEnrollment) -> None:
        """Delete what was made of an enrolment that was cancelled meanwhile."""
        workspace = self._session.workspace

        def work() -> None:
            if isinstance(made, DesktopProfile):
                workspace.removal.delete(made)
            else:
                workspace.deliveries.discard(made.id)

        self._session.jobs.run(self, work, lambda _nothing: None)

    def _failed(self, enrollment: EnrollmentSession, error: KeystrokeError) -> None:
        if enrollment is not self._enrollment:
            return
        self._session.trace.note("error", code=error.code)
        self._typing.fail(error)
