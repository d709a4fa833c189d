"""The enrolment's last stage: what was made, how steady the typing was, and what comes next."""

from typing import Final

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.logic.consistency import Consistency, Steadiness
from desktop.logic.delivery import WaitingEnrollment
from desktop.logic.enrollment import MORE_ATTEMPTS, EnrollmentSession, PhraseEnrollment
from desktop.logic.expecting import is_hardly_any, pays, percent
from desktop.logic.profiles import DesktopProfile
from desktop.ui import theme
from desktop.ui.pages.page import row
from desktop.ui.session import Session
from desktop.ui.widgets.basics import Tone, button, card, label, set_tone
from desktop.ui.widgets.heat_strip import HeatStrip
from inference.expectation import Expectation

_TONES: Final[dict[Steadiness, Tone]] = {"very_steady": "good", "steady": "good", "varied": "warn"}


class EnrollDone(QWidget):
    """Sums up an enrolment.

    Parameters
    ----------
    session
        What the page works with.

    Attributes
    ----------
    verify_wanted
        Emitted with the new :class:`~desktop.logic.profiles.DesktopProfile`.
    left
        Emitted when the user is done here.
    """

    verify_wanted = Signal(object)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._profile: DesktopProfile | None = None
        self._heading = label("", "heading")
        self._summary = label("", name="enrollSummary")
        self._steadiness = label("", "heading", "enrollSteadiness")
        self._strip = HeatStrip(session.theme)
        self._weakest = label("", "small", "enrollWeakest")
        self._picture = card(self._steadiness, self._strip, self._weakest)
        self._expected = label("", name="enrollExpected")
        self._later = label("", "small", "enrollLater")
        self._refusals = card(
            label(self.tr("How often you will be refused"), "heading"), self._expected, self._later
        )
        self._invitation = label(
            self.tr(
                "People type a little differently from day to day. Verify on each of the next two "
                "days and type a few more: a week from now, you will be refused far less often."
            ),
            "muted",
            "enrollInvitation",
        )
        self._verify = button(self.tr("Verify &now"), "enrollVerify", "primary")
        self._back = button(self.tr("&Back to profiles"), "enrollBack", "plain")
        self._verify.clicked.connect(lambda: self.verify_wanted.emit(self._profile))
        self._back.clicked.connect(self.left)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.M)
        for part in (
            card(self._heading, self._summary),
            self._refusals,
            self._picture,
            self._invitation,
        ):
            layout.addWidget(part)
        layout.addLayout(row(self._verify, self._back))

    def show_profile(
        self, profile: DesktopProfile, enrollment: EnrollmentSession, fmr: float, *, masked: bool
    ) -> None:
        """Sum up what made a profile; `fmr` will be asked for, `masked` hides the phrase."""
        self._profile = profile
        self._heading.setText(self.tr("The profile is ready"))
        self._summary.setText(self._summary_text(enrollment).format(name=profile.label))
        found = enrollment.consistency if isinstance(enrollment, PhraseEnrollment) else None
        self._picture.setVisible(found is not None)
        if found is not None and isinstance(enrollment, PhraseEnrollment):
            self._show_consistency(found, None if masked else enrollment.phrase)
        self._show_expected(enrollment, fmr)
        for part in (self._refusals, self._invitation, self._verify):
            part.show()
        self._verify.setFocus()

    def show_waiting(self, waiting: WaitingEnrollment) -> None:
        """Say that the enrolment waits for its service."""
        self._profile = None
        self._heading.setText(self.tr("The profile waits to be delivered"))
        self._summary.setText(self._waiting_text(waiting))
        for part in (self._refusals, self._picture, self._invitation, self._verify):
            part.hide()
        self._back.setFocus()

    def _show_consistency(self, found: Consistency, phrase: str | None) -> None:
        texts: dict[Steadiness, str] = {
            "very_steady": self.tr("Very steady typing"),
            "steady": self.tr("Steady typing"),
            "varied": self.tr("Varied typing: more attempts will help"),
        }
        self._steadiness.setText(texts[found.steadiness])
        set_tone(self._steadiness, _TONES[found.steadiness])
        self._strip.show_consistency(found, phrase)
        self._weakest.setText(self._weakest_text(found, phrase))

    def _show_expected(self, enrollment: EnrollmentSession, fmr: float) -> None:
        now = enrollment.expect(fmr)
        text = self.tr(
            "While 1 in {strangers} strangers gets in, you will be refused about {percent}% of the "
            "time today"
        )
        if is_hardly_any(now.low):
            text += self.tr(", at most {high}% for 95 in 100 people.")
        else:
            text += self.tr(", between {low}% and {high}% for 95 in 100 people.")
        self._expected.setText(
            text.format(
                strangers=QLocale().toString(round(1 / fmr)),
                percent=percent(now.fnmr),
                low=percent(now.low),
                high=percent(now.high),
            )
        )
        self._later.setText(self._later_text(now) + self._more_text(enrollment, now, fmr))

    def _later_text(self, now: Expectation) -> str:
        if now.later_fnmr is None:
            return self.tr(
                "That holds for one sentence on the day of enrolment. On later days more will be "
                "refused; how much more isn't known for free text."
            )
        return self.tr(
            "More on later days: about {percent}%, unless you type a few more then. These "
            "numbers are good to about 10 points."
        ).format(percent=percent(now.later_fnmr))

    def _more_text(self, enrollment: EnrollmentSession, now: Expectation, fmr: float) -> str:
        if not isinstance(enrollment, PhraseEnrollment):
            return ""
        then = enrollment.expect(fmr, MORE_ATTEMPTS)
        if not pays(now, then):
            return " " + self.tr("Five attempts more would hardly change that.")
        return " " + self.tr(
            "Five attempts more would have made it about {percent}% today."
        ).format(percent=percent(then.fnmr))

    def _weakest_text(self, found: Consistency, phrase: str | None) -> str:
        if not found.weakest:
            return self.tr(
                "No key varies much more than the others. The stronger the colour, the more."
            )
        shown = f"{phrase}↵" if phrase else ""
        places = ", ".join(
            f"{place + 1} ({shown[place]})" if shown and shown[place] != " " else str(place + 1)
            for place in sorted(found.weakest)
        )
        return self.tr(
            "The stronger the colour, the more it varied from attempt to attempt; most at key "
            "{places}."
        ).format(places=places)

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
