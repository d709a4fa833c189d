"""What came of an attempt: the verdict, the score against its threshold, and why."""

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.errors import LockedRemotelyError
from desktop.logic.confidence import CONTEXT as CONFIDENCE_CONTEXT
from desktop.logic.confidence import confidence
from desktop.logic.identification import Candidate, Identification
from desktop.logic.refusal import Refusal
from desktop.logic.second_try import FIRST_SHARE
from desktop.ui import theme
from desktop.ui.theme import Theme
from desktop.ui.widgets.basics import Label, Tone, label, set_tone
from desktop.ui.widgets.score_scale import ScoreScale
from desktop.ui.widgets.typing_panel import refusal_text
from inference.decision import Decision
from inference.errors import KeystrokeError

REASON_CONTEXT = "Reason"
_SHOWN_REASONS = 3
_SHOWN_CANDIDATES = 3


class AnswerCard(QFrame):
    """Shows one answer at a time.

    Parameters
    ----------
    look
        Gives the colours.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._stand_in = label(
            self.tr("Decided by this computer: the service could not be reached."),
            name="verdictStandIn",
        )
        set_tone(self._stand_in, "warn")
        self._verdict = label("", "verdict", "verdict")
        self._scale = ScoreScale(look)
        self._scale.setObjectName("scoreScale")
        self._confidence = label("", name="verdictConfidence")
        self._second = label("", name="verdictSecondTry")
        set_tone(self._second, "warn")
        self._reasons = label("", name="verdictReasons")
        self._meaning = label("", "muted", "verdictMeaning")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.XL, theme.L, theme.XL, theme.XL)
        layout.setSpacing(theme.M)
        parts = (
            self._verdict,
            self._stand_in,
            self._scale,
            self._confidence,
            self._second,
            self._reasons,
            self._meaning,
        )
        for widget in parts:
            layout.addWidget(widget)

    def show_decision(  # noqa: PLR0913 (all that the card says of a decision)
        self,
        decision: Decision,
        *,
        name: str,
        stands_in: bool,
        provisional: bool = False,
        was_second: bool = False,
        second_follows: bool = False,
    ) -> None:
        """Show whether it was the profile's owner.

        Parameters
        ----------
        decision
            To be shown.
        stands_in
            Whether this computer stood in for a service.
        provisional
            Whether it isn't known yet how the owner types on later days.
        name
            What the profile is called.
        was_second, second_follows
            Whether this was a second try, and whether the next attempt is one.
        """
        reasons = decision.reasons[:_SHOWN_REASONS]
        translated = (QCoreApplication.translate(REASON_CONTEXT, each.message) for each in reasons)
        accepted = decision.accepted
        self._show(
            self.tr("Accepted") if accepted else self.tr("Not accepted"),
            "good" if accepted else "bad",
            " ".join(translated),
            self._meaning_of(decision, was_second=was_second, provisional=provisional),
        )
        self._say(self._confidence, self._confidence_of(decision, name))
        self._say(self._second, self._offer(decision) if second_follows else "")
        self._scale.show_decision(decision)
        self._scale.show()
        self._stand_in.setVisible(stands_in)

    def show_identification(self, answer: Identification, *, stands_in: bool) -> None:
        """Show who it was, and if this computer stood in for a service."""
        nearest = "; ".join(map(_candidate_text, answer.candidates[:_SHOWN_CANDIDATES]))
        self._show(
            answer.known.label if answer.known else self.tr("Nobody who is enrolled"),
            "good" if answer.known else "bad",
            self.tr("Scores, best first: {nearest}.").format(nearest=nearest),
            self.tr("About 1 in {count} strangers would be taken for somebody enrolled.").format(
                count=_one_in(answer.fmr)
            ),
        )
        self._stand_in.setVisible(stands_in)

    def show_refusal(self, refusal: Refusal) -> None:
        """Show why it wasn't scored."""
        self._show(self.tr("Not scored"), "warn", refusal_text(refusal))

    def show_error(self, error: KeystrokeError) -> None:
        """Show what kept it from being scored."""
        is_locked = error.code == LockedRemotelyError.code
        verdict = self.tr("Locked for now") if is_locked else self.tr("Could not be scored")
        self._show(verdict, "bad", str(error))

    def _confidence_of(self, decision: Decision, name: str) -> str:
        sure = confidence(decision.score)
        text = self.tr("Typing like this is about as likely from {name} as from somebody else")
        if not sure.is_even:
            text = (
                self.tr(
                    "Typing like this is about {times} times likelier from {name} than from "
                    "somebody else"
                )
                if sure.for_owner
                else self.tr(
                    "Typing like this is about {times} times likelier from somebody else than "
                    "from {name}"
                )
            )
        strength = QCoreApplication.translate(CONFIDENCE_CONTEXT, sure.strength)
        return f"{text.format(times=QLocale().toString(sure.times), name=name)}: {strength}."

    def _offer(self, decision: Decision) -> str:
        requested = decision.fmr / FIRST_SHARE
        return self.tr(
            "Nearly. You have a second try: type it once more. It is decided at 1 in {second}, "
            "this one was at 1 in {first}, so that the two together let in 1 in {count} strangers "
            "at most. Refused attempts in a row lock the profile."
        ).format(
            second=_one_in(requested * (1 - FIRST_SHARE)),
            first=_one_in(decision.fmr),
            count=_one_in(requested),
        )

    def _meaning_of(self, decision: Decision, *, was_second: bool, provisional: bool) -> str:
        share = 1 - FIRST_SHARE if was_second else FIRST_SHARE
        meaning = self.tr(
            "About 1 in {count} other people would be accepted, the second try after a near miss "
            "included; this attempt alone was decided at 1 in {alone}."
        ).format(count=_one_in(decision.fmr / share), alone=_one_in(decision.fmr))
        if not provisional:
            return meaning
        # The score weighs how often owners type like this; of this one, only one day is known.
        return " ".join(
            (
                meaning,
                self.tr(
                    "The score is provisional until you have been accepted on two later days: "
                    "people type differently from day to day."
                ),
            )
        )

    def _show(self, verdict: str, tone: Tone, reasons: str, meaning: str = "") -> None:
        self._verdict.setText(verdict)
        set_tone(self._verdict, tone)
        self._scale.hide()
        self._stand_in.hide()
        for part, text in (
            (self._reasons, reasons),
            (self._meaning, meaning),
            (self._confidence, ""),
            (self._second, ""),
        ):
            self._say(part, text)
        self.show()

    def _say(self, part: Label, text: str) -> None:
        part.setText(text)
        part.setVisible(bool(text))


def _candidate_text(candidate: Candidate) -> str:
    return f"{candidate.profile.label} {QLocale().toString(candidate.score, 'f', 1)}"


def _one_in(fmr: float) -> str:
    return f"{1 / fmr:,.0f}"
