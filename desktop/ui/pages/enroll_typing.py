"""The enrolment's second stage: type until enough is in, and see how good each attempt was."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.logic.attempt_quality import CONTEXT, Remark
from desktop.logic.enrollment import MORE_ATTEMPTS, EnrollmentSession, PhraseEnrollment
from desktop.logic.expecting import pays, percent
from desktop.logic.prompts import PromptDeck
from desktop.logic.recorder import Outcome
from desktop.logic.refusal import TOO_COARSE, Refusal
from desktop.logic.settings import Settings
from desktop.ui import theme
from desktop.ui.pages.page import row
from desktop.ui.session import Session
from desktop.ui.widgets.basics import Tone, button, card, label, set_tone
from desktop.ui.widgets.capture_badge import capture_reason
from desktop.ui.widgets.enroll_progress import EnrollProgress
from desktop.ui.widgets.typing_panel import TypingPanel, refusal_text
from inference.decision import DEFAULT_FMR
from inference.errors import EnrollmentError, KeystrokeError, SettingsError

_NOT_BY_CHANCE = 2
"""So many attempts that weren't typed key by key: the text may be one that can't be."""


class EnrollTyping(QWidget):
    """Collects the attempts of one enrolment after another.

    Parameters
    ----------
    session
        What the page works with.

    Attributes
    ----------
    fmr
        The false match rate that will be asked for, which expectations are told for.
    enough
        Emitted when all that is wanted is in, or the user says that it is enough.
    left
        Emitted when the user gives up.
    """

    enough = Signal()
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._enrollment: EnrollmentSession | None = None
        self._not_typed = 0
        self.fmr = DEFAULT_FMR
        self._prompts = PromptDeck()
        self.panel = TypingPanel(session.capture, session.theme)
        self.panel.attempted.connect(self._take)
        self.panel.ready.connect(lambda: session.trace.note("ready", page="enroll"))
        self._lead = label("", "muted")
        self._progress = EnrollProgress(session.theme)
        self.panel.counted.connect(self._progress.show_keys)
        self._note = label("", "small", "enrollNote")
        self._status = label("", name="enrollStatus")
        self._mask = QCheckBox(self.tr("Hide what is t&yped"))
        self._mask.setObjectName("enrollMask")
        self._mask.toggled.connect(self.panel.set_masked)
        self._mask.clicked.connect(self._remember_mask)
        self._finish = button(self.tr("&Finish now"), "enrollFinish")
        self._more = button(self.tr("Five &more"), "enrollMore")
        self._more.clicked.connect(self._extend)
        stop = button(self.tr("&Cancel"), "enrollStop", "plain")
        self._finish.clicked.connect(self.enough)
        stop.clicked.connect(self.left)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.M)
        for widget in (self._lead, card(self.panel), self._progress, self._status, self._note):
            layout.addWidget(widget)
        layout.addLayout(row(self._finish, self._more, stop, self._mask))

    @property
    def is_masked(self) -> bool:
        """Whether what is typed is hidden."""
        return self._mask.isChecked()

    def begin(self, enrollment: EnrollmentSession) -> None:
        """Collect the attempts of an enrolment, which has none yet."""
        self._enrollment = enrollment
        self._not_typed = 0
        settings = self._settings()
        self.fmr = settings.fmr
        self._status.clear()
        self._show_progress(enrollment)
        self._mask.setChecked(settings.mask_typing)
        if isinstance(enrollment, PhraseEnrollment):
            self._lead.setText(
                self.tr("Type the phrase as you always would, and press Enter each time.")
            )
            self.panel.begin(enrollment.phrase)
        else:
            self._lead.setText(
                self.tr(
                    "Copy the sentence or write what you like, as you always would: mistakes and "
                    "corrections are part of it. Press Enter or Done at the end."
                )
            )
            self.panel.begin_free(self._prompts.draw())
        self.panel.field.setFocus()

    def end(self) -> None:
        """Take no attempts any more."""
        self._enrollment = None

    def wait(self) -> None:
        """Take no attempts while the profile is made."""
        doing = self.tr("Making the profile …")
        self.panel.hold(doing)
        self._finish.setEnabled(False)
        self._say(doing, "")

    def fail(self, error: KeystrokeError) -> None:
        """Say why no profile was made, and go on where more attempts may help."""
        self._say(str(error), "bad")
        self._finish.setEnabled(True)
        if isinstance(error, EnrollmentError):
            self.panel.resume()
            self.panel.field.setFocus()
        else:
            self._finish.setFocus()

    def _take(self, outcome: Outcome) -> None:
        enrollment = self._enrollment
        if enrollment is None:
            return
        refusal = self._judge(enrollment, outcome)
        if refusal is None:
            self._praise(enrollment.remarks[-1])
        else:
            self._refuse(refusal)
        self._show_progress(enrollment)
        self._session.trace.note(
            "attempt",
            outcome=refusal.code if refusal else "counted",
            good=enrollment.good,
            wanted=enrollment.wanted,
        )
        if enrollment.complete:
            self.enough.emit()
        elif refusal is None and enrollment.mode == "free":
            self.panel.suggest(self._prompts.draw())

    def _judge(self, enrollment: EnrollmentSession, outcome: Outcome) -> Refusal | None:
        if isinstance(outcome, Refusal):
            return outcome
        is_well_timed = self._session.health.reading.allows_enrollment
        return enrollment.add(outcome) if is_well_timed else TOO_COARSE

    def _praise(self, remark: Remark | None) -> None:
        self.panel.keep_rhythm()
        if remark is None:
            self._say(self.tr("Counted."), "good")
            return
        text = QCoreApplication.translate(CONTEXT, remark.message).format(place=remark.place)
        self._say(self.tr("Counted, but: {remark}").format(remark=text), "warn")

    def _refuse(self, refusal: Refusal) -> None:
        reason = self.tr("Not counted: {reason}").format(reason=refusal_text(refusal))
        self._not_typed += refusal.code == "not_typed"
        if self._not_typed >= _NOT_BY_CHANCE:
            reason += " " + self._not_typed_advice()
        if refusal is TOO_COARSE:
            reason += " " + capture_reason(self._session.health.reading)
        self._say(reason, "bad")

    def _not_typed_advice(self) -> str:
        if isinstance(self._enrollment, PhraseEnrollment):
            return self.tr(
                "If that goes on, cancel and choose a phrase whose characters each take one key."
            )
        return self.tr("If that goes on, use words whose characters each take one key.")

    def _say(self, text: str, tone: Tone) -> None:
        self._status.setText(text)
        set_tone(self._status, tone)

    def _show_progress(self, enrollment: EnrollmentSession) -> None:
        self._progress.show_enrollment(enrollment)
        self._finish.setEnabled(enrollment.can_finish)
        is_early = enrollment.can_finish and not enrollment.complete
        self._more.setVisible(isinstance(enrollment, PhraseEnrollment))
        self._note.setVisible(is_early)
        if is_early:
            self._note.setText(self._early_text(enrollment))

    def _early_text(self, enrollment: EnrollmentSession) -> str:
        if not isinstance(enrollment, PhraseEnrollment):
            return self.tr(
                "You can finish now. With {wanted} keys, about five sentences, you will be refused "
                "less often."
            ).format(wanted=enrollment.wanted)
        now = enrollment.expect(self.fmr)
        then = enrollment.expect(self.fmr, MORE_ATTEMPTS)
        text = self.tr("You can finish now: you will be refused about {now}% of the time.")
        if pays(now, then):
            text += " " + self.tr("Five attempts more make it about {then}%.")
        return text.format(now=percent(now.fnmr), then=percent(then.fnmr))

    def _extend(self) -> None:
        if isinstance(self._enrollment, PhraseEnrollment):
            self._enrollment.extend()
            self._show_progress(self._enrollment)
        self.panel.field.setFocus()

    def _settings(self) -> Settings:
        try:
            return self._session.settings.load()
        except SettingsError:  # The form has told it.
            return Settings()

    def _remember_mask(self, is_masked: bool) -> None:
        settings = self._session.settings
        try:
            settings.save(replace(settings.load(), mask_typing=is_masked))
        except SettingsError as error:
            self._session.jobs.failed.emit(error)
        self.panel.field.setFocus()
