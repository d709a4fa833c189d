"""The enrolment page: choose what to type, and type it until enough is in."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.logic.delivery import WaitingEnrollment
from desktop.logic.enrollment import EnrollmentSession, PhraseEnrollment
from desktop.logic.profiles import DesktopProfile
from desktop.logic.prompts import PromptDeck
from desktop.logic.recorder import Outcome
from desktop.logic.refusal import Refusal
from desktop.ui.pages.enroll_form import EnrollForm
from desktop.ui.pages.page import Page, column, row
from desktop.ui.session import Session
from desktop.ui.widgets.basics import button, card, label, set_tone
from desktop.ui.widgets.enroll_progress import EnrollProgress
from desktop.ui.widgets.typing_panel import TypingPanel, refusal_text
from inference.errors import EnrollmentError, KeystrokeError
from inference.sample import Sample

_NOT_BY_CHANCE = 2
"""So many attempts that weren't typed key by key: the text may be one that can't be."""


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
        self._profile: DesktopProfile | None = None
        self._not_typed = 0
        self.title.setText(self.tr("New profile"))
        self._prompts = PromptDeck()
        self._form = EnrollForm(session)
        self._form.filled_in.connect(self._start)
        self._form.left.connect(self.left)
        self._typing = self._make_typing()
        self._done = self._make_done()
        self._stages = (self._form, self._typing, self._done)
        for stage in self._stages:
            self.column.addWidget(stage)

    def enter(self) -> None:
        """Begin with an empty form."""
        self._enrollment = None
        self._show(self._form)
        self._form.begin()

    def _make_typing(self) -> QWidget:
        self._panel = TypingPanel(self._session.capture, self._session.theme)
        self._panel.attempted.connect(self._take)
        self._panel.ready.connect(lambda: self._session.trace.note("ready", page="enroll"))
        self._lead = label("", "muted")
        self._progress = EnrollProgress(self._session.theme)
        self._panel.counted.connect(self._progress.show_keys)
        self._note = label("", "small", "enrollNote")
        self._status = label("", name="enrollStatus")
        self._finish = button(self.tr("&Finish now"), "enrollFinish")
        stop = button(self.tr("&Cancel"), "enrollStop", "plain")
        self._finish.clicked.connect(self._enroll)
        stop.clicked.connect(self._cancel)
        parts = (self._lead, card(self._panel), self._progress, self._status, self._note)
        return column(*parts, row(self._finish, stop))

    def _make_done(self) -> QWidget:
        self._heading = label("", "heading")
        self._summary = label("", name="enrollSummary")
        verify = button(self.tr("Verify no&w"), "enrollVerify", "primary")
        back = button(self.tr("&Back to profiles"), "enrollBack", "plain")
        verify.clicked.connect(lambda: self.verify_wanted.emit(self._profile))
        back.clicked.connect(self.left)
        self._verify_now = verify
        self._back = back
        return column(card(self._heading, self._summary), row(verify, back))

    def _show(self, stage: QWidget) -> None:
        for each in self._stages:
            each.setVisible(each is stage)

    def _start(self, enrollment: EnrollmentSession) -> None:
        self._enrollment = enrollment
        self._not_typed = 0
        self._status.clear()
        self._show_progress(enrollment)
        self._show(self._typing)
        if isinstance(enrollment, PhraseEnrollment):
            self._lead.setText(
                self.tr("Type the phrase as you always would, and press Enter each time.")
            )
            self._panel.begin(enrollment.phrase)
        else:
            self._lead.setText(
                self.tr(
                    "Copy the sentence or write what you like, as you always would: mistakes and "
                    "corrections are part of it. Press Enter or Done at the end."
                )
            )
            self._panel.begin_free(self._prompts.draw())
        self._panel.field.setFocus()

    def _cancel(self) -> None:
        self._enrollment = None
        self.left.emit()

    def _take(self, outcome: Outcome) -> None:
        enrollment = self._enrollment
        if enrollment is None:
            return
        refusal = enrollment.add(outcome) if isinstance(outcome, Sample) else outcome
        self._tell(refusal)
        self._show_progress(enrollment)
        self._session.trace.note(
            "attempt",
            outcome=refusal.code if refusal else "counted",
            good=enrollment.good,
            wanted=enrollment.wanted,
        )
        if enrollment.complete:
            self._enroll()
        elif refusal is None and enrollment.mode == "free":
            self._panel.suggest(self._prompts.draw())

    def _tell(self, refusal: Refusal | None) -> None:
        if refusal is None:
            self._status.setText(self.tr("Counted."))
            set_tone(self._status, "good")
        else:
            reason = self.tr("Not counted: {reason}").format(reason=refusal_text(refusal))
            self._not_typed += refusal.code == "not_typed"
            if self._not_typed >= _NOT_BY_CHANCE:
                reason += " " + self._not_typed_advice()
            self._status.setText(reason)
            set_tone(self._status, "warn")

    def _not_typed_advice(self) -> str:
        if isinstance(self._enrollment, PhraseEnrollment):
            return self.tr(
                "If that goes on, cancel and choose a phrase whose characters each take one key."
            )
        return self.tr("If that goes on, use words whose characters each take one key.")

    def _show_progress(self, enrollment: EnrollmentSession) -> None:
        self._progress.show_enrollment(enrollment)
        self._finish.setEnabled(enrollment.can_finish)
        is_early = enrollment.can_finish and not enrollment.complete
        self._note.setVisible(enrollment.mode == "free" and is_early)
        self._note.setText(
            self.tr(
                "You can finish now. With {wanted} keys, about five sentences, you will be refused "
                "less often."
            ).format(wanted=enrollment.wanted)
        )

    def _enroll(self) -> None:
        enrollment = self._enrollment
        if enrollment is None:
            return
        doing = self.tr("Making the profile …")
        self._panel.hold(doing)
        self._finish.setEnabled(False)
        self._status.setText(doing)
        set_tone(self._status, "")
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
        self._enrollment = None
        is_ready = isinstance(made, DesktopProfile)
        self._verify_now.setVisible(is_ready)
        self._show(self._done)
        if isinstance(made, DesktopProfile):
            self._profile = made
            self._heading.setText(self.tr("The profile is ready"))
            self._summary.setText(self._summary_text(enrollment).format(name=made.label))
            self._verify_now.setFocus()
            self._session.trace.note("enrolled", scored=made.scored)
        else:
            self._heading.setText(self.tr("The profile waits to be delivered"))
            self._summary.setText(self._waiting_text(made))
            self._back.setFocus()
            self._session.trace.note("waiting")

    def _waiting_text(self, waiting: WaitingEnrollment) -> str:
        text = self.tr(
            "What you typed is not lost: its features are kept here, encrypted, and sent as soon "
            "as the service takes them. Under Profiles you can send them now or delete them."
        )
        return f"{waiting.failure} {text}"

    def _summary_text(self, enrollment: EnrollmentSession) -> str:
        if enrollment.mode == "fixed":
            return self.tr("{name} can now be verified with this phrase.")
        text = self.tr("{name} can now be verified with any text: one sentence will do.")
        if not enrollment.complete:
            text += " " + self.tr(
                "This profile knows only a few keys: to be refused less often, make another one of "
                "about five sentences."
            )
        return text

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
        self._status.setText(str(error))
        set_tone(self._status, "bad")
        self._finish.setEnabled(True)
        if isinstance(error, EnrollmentError):  # More attempts may help.
            self._panel.resume()
            self._panel.field.setFocus()
        else:
            self._finish.setFocus()
