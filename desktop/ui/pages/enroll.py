"""The enrolment page: choose a phrase, type it until enough good attempts are in."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget

from desktop.errors import ConnectionLostError, ReadTimeoutError
from desktop.logic.attempt import Outcome
from desktop.logic.enrollment import MAX_PHRASE, EnrollmentSession
from desktop.logic.profiles import DesktopProfile
from desktop.logic.refusal import Refusal
from desktop.logic.settings import Settings
from desktop.ui import theme
from desktop.ui.pages.page import Page, column, row
from desktop.ui.session import Session
from desktop.ui.widgets.basics import button, card, label, set_tone
from desktop.ui.widgets.progress_dots import ProgressDots
from desktop.ui.widgets.typing_panel import TypingPanel, refusal_text
from inference.errors import EnrollmentError, KeystrokeError
from inference.sample import Sample
from inference.service.profile import MAX_LABEL

_NOT_BY_CHANCE = 2
"""So many attempts that weren't typed key by key: the phrase may be one that can't be."""


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
        self._form = self._make_form()
        self._typing = self._make_typing()
        self._done = self._make_done()
        self._stages = (self._form, self._typing, self._done)
        for stage in self._stages:
            self.column.addWidget(stage)

    def enter(self) -> None:
        """Begin with an empty form."""
        self._enrollment = None
        self._name.clear()
        self._phrase.clear()
        self._keep.setChecked(False)
        self._form_error.hide()
        self._show(self._form)
        self._name.setFocus()
        self._show_place()

    def _make_form(self) -> QWidget:
        self._name = _line("enrollName", MAX_LABEL)
        self._phrase = _line("enrollPhrase", MAX_PHRASE)
        self._keep = QCheckBox(self.tr("&Keep the phrase, encrypted"))
        self._keep.setObjectName("enrollKeepPhrase")
        self._place = label("", "muted", "enrollPlace")
        self._form_error = label("", name="enrollFormError")
        set_tone(self._form_error, "bad")
        start = button(self.tr("S&tart typing"), "enrollStart", "primary")
        cancel = button(self.tr("&Cancel"), "enrollCancel", "plain")
        start.clicked.connect(self._start)
        self._name.returnPressed.connect(self._phrase.setFocus)
        self._phrase.returnPressed.connect(self._start)
        cancel.clicked.connect(self.left)
        hint = label(
            self.tr(
                "A short sentence that you like to type, best of 20 characters or more: with a "
                "shorter one, you are refused more often."
            ),
            "small",
        )
        why = label(self.tr("Then it is shown to you when you verify."), "small")
        fields = card(
            _caption(self.tr("Na&me of the person"), self._name),
            self._name,
            _caption(self.tr("P&hrase"), self._phrase),
            self._phrase,
            hint,
            column(self._keep, why, spacing=theme.XS),
        )
        return column(fields, self._place, self._form_error, row(start, cancel))

    def _make_typing(self) -> QWidget:
        self._panel = TypingPanel(self._session.capture, self._session.theme)
        self._panel.attempted.connect(self._take)
        self._panel.ready.connect(lambda: self._session.trace.note("ready", page="enroll"))
        self._dots = ProgressDots(self._session.theme)
        self._count = label("", "muted", "enrollCount")
        self._status = label("", name="enrollStatus")
        self._finish = button(self.tr("&Finish now"), "enrollFinish")
        stop = button(self.tr("&Cancel"), "enrollStop", "plain")
        self._finish.clicked.connect(self._enroll)
        stop.clicked.connect(self._cancel)
        lead = label(
            self.tr("Type the phrase as you always would, and press Enter each time."), "muted"
        )
        progress = row(self._dots, self._count)
        return column(lead, card(self._panel), progress, self._status, row(self._finish, stop))

    def _make_done(self) -> QWidget:
        self._summary = label("", name="enrollSummary")
        verify = button(self.tr("Verify no&w"), "enrollVerify", "primary")
        back = button(self.tr("&Back to profiles"), "enrollBack", "plain")
        verify.clicked.connect(lambda: self.verify_wanted.emit(self._profile))
        back.clicked.connect(self.left)
        self._verify_now = verify
        heading = label(self.tr("The profile is ready"), "heading")
        return column(card(heading, self._summary), row(verify, back))

    def _show(self, stage: QWidget) -> None:
        for each in self._stages:
            each.setVisible(each is stage)

    def _start(self) -> None:
        try:
            self._enrollment = EnrollmentSession(
                self._session.workspace.recognizer,
                self._name.text(),
                self._phrase.text(),
                keep_phrase=self._keep.isChecked(),
                wanted=self._session.settings.load().attempts,
            )
        except KeystrokeError as error:
            self._show_form_error(error)
            return
        self._not_typed = 0
        self._status.clear()
        self._show_progress(self._enrollment)
        self._show(self._typing)
        self._panel.begin(self._enrollment.phrase)
        self._panel.field.setFocus()

    def _cancel(self) -> None:
        self._enrollment = None
        self.left.emit()

    def _show_form_error(self, error: KeystrokeError) -> None:
        self._form_error.setText(str(error))
        self._form_error.show()

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

    def _tell(self, refusal: Refusal | None) -> None:
        if refusal is None:
            self._status.setText(self.tr("Counted."))
            set_tone(self._status, "good")
        else:
            reason = self.tr("Not counted: {reason}").format(reason=refusal_text(refusal))
            self._not_typed += refusal.code == "not_typed"
            if self._not_typed >= _NOT_BY_CHANCE:
                reason += " " + self.tr(
                    "If that goes on, cancel and choose a phrase whose characters each take one "
                    "key."
                )
            self._status.setText(reason)
            set_tone(self._status, "warn")

    def _show_progress(self, enrollment: EnrollmentSession) -> None:
        self._dots.set_progress(enrollment.good, enrollment.wanted)
        self._count.setText(
            self.tr("{done} of {wanted}").format(done=enrollment.good, wanted=enrollment.wanted)
        )
        self._finish.setEnabled(enrollment.can_finish)

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

    def _enrolled(self, enrollment: EnrollmentSession, profile: DesktopProfile) -> None:
        if enrollment is not self._enrollment:
            self._undo(profile)
            return
        self._enrollment = None
        self._profile = profile
        self._summary.setText(
            self.tr("{name} can now be verified with this phrase.").format(name=profile.label)
        )
        self._show(self._done)
        self._verify_now.setFocus()
        self._session.trace.note("enrolled", scored=profile.scored)

    def _undo(self, profile: DesktopProfile) -> None:
        """Delete what was made of an enrolment that was cancelled meanwhile."""
        removal = self._session.workspace.removal
        self._session.jobs.run(self, lambda: removal.delete(profile), lambda _receipt: None)

    def _failed(self, enrollment: EnrollmentSession, error: KeystrokeError) -> None:
        if enrollment is not self._enrollment:
            return
        self._session.trace.note("error", code=error.code)
        self._status.setText(self._failure_text(error))
        set_tone(self._status, "bad")
        self._finish.setEnabled(True)
        if isinstance(error, EnrollmentError):  # More attempts may help.
            self._panel.resume()
            self._panel.field.setFocus()
        else:
            self._finish.setFocus()

    def _failure_text(self, error: KeystrokeError) -> str:
        if isinstance(error, ReadTimeoutError | ConnectionLostError):
            return f"{error} " + self.tr(
                "If it made a profile all the same, this program does not know of it and can't "
                "delete it: ask the service's operator."
            )
        return str(error)

    def _show_place(self) -> None:
        self._place.clear()
        try:
            self._place.setText(self._place_text(self._session.settings.load()))
        except KeystrokeError as error:
            self._show_form_error(error)

    def _place_text(self, settings: Settings) -> str:
        if settings.scoring == "local":
            return self.tr("The profile stays on this computer.")
        return self.tr(
            "Features of the rhythm and the name go to {service}, never the text."
        ).format(service=settings.endpoint)


def _line(name: str, longest: int) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    made.setMaxLength(longest)
    return made


def _caption(text: str, field: QWidget) -> QLabel:
    made = label(text)
    made.setBuddy(field)
    return made
