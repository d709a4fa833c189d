"""The enrolment page: choose a phrase, type it until enough good attempts are in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget

from desktop.logic.attempt import Outcome
from desktop.logic.enrollment import MAX_PHRASE, EnrollmentSession
from desktop.logic.profiles import MAX_LABEL, DesktopProfile
from desktop.logic.refusal import Refusal
from desktop.ui.pages.page import Page, column, row
from desktop.ui.session import Session
from desktop.ui.widgets.basics import button, card, label, set_tone
from desktop.ui.widgets.progress_dots import ProgressDots
from desktop.ui.widgets.typing_panel import TypingPanel, refusal_text
from inference.errors import KeystrokeError
from inference.sample import Sample


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
        self._place.clear()
        self._show(self._form)
        self._name.setFocus()
        self._place.setText(self._place_text())

    def _make_form(self) -> QWidget:
        self._name = _line("enrollName", MAX_LABEL)
        self._phrase = _line("enrollPhrase", MAX_PHRASE)
        self._keep = QCheckBox(self.tr("&Keep the phrase, encrypted, to show it when verifying"))
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
            self.tr("A short sentence that you like to type, 20 characters or more."), "small"
        )
        fields = card(
            _caption(self.tr("Na&me of the person"), self._name),
            self._name,
            _caption(self.tr("P&hrase"), self._phrase),
            self._phrase,
            hint,
            self._keep,
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
        stop.clicked.connect(self.left)
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
            self._form_error.setText(str(error))
            self._form_error.show()
            return
        self._status.clear()
        self._show_progress(self._enrollment)
        self._show(self._typing)
        self._panel.begin(self._enrollment.phrase)

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
            reason = refusal_text(refusal)
            self._status.setText(self.tr("Not counted: {reason}").format(reason=reason))
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
        settings = self._session.settings.load()
        self._panel.hold()
        self._finish.setEnabled(False)
        self._status.setText(self.tr("Making the profile …"))
        set_tone(self._status, "")
        workspace = self._session.workspace

        def work() -> DesktopProfile:
            workspace.consent.require()
            scorer = workspace.scorers.at(settings.scoring, settings.endpoint)
            profile = enrollment.finish(scorer, settings)
            workspace.profiles.add(profile)
            return profile

        self._session.jobs.run(work, self._enrolled, self._failed)

    def _enrolled(self, profile: DesktopProfile) -> None:
        self._enrollment = None
        self._profile = profile
        self._summary.setText(
            self.tr("{name} can now be verified with this phrase.").format(name=profile.label)
        )
        self._show(self._done)
        self._verify_now.setFocus()
        self._session.trace.note("enrolled", scored=profile.scored)

    def _failed(self, error: KeystrokeError) -> None:
        self._session.trace.note("error", code=error.code)
        self._status.setText(str(error))
        set_tone(self._status, "bad")
        self._finish.setEnabled(True)
        self._finish.setFocus()

    def _place_text(self) -> str:
        settings = self._session.settings.load()
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
