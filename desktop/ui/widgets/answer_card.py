"""What came of an attempt: the verdict, the score against its threshold, and why."""

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.logic.identification import Candidate, Identification
from desktop.logic.refusal import Refusal
from desktop.ui import theme
from desktop.ui.theme import Theme
from desktop.ui.widgets.basics import Tone, label, set_tone
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
        self._verdict = label("", "verdict", "verdict")
        self._scale = ScoreScale(look)
        self._scale.setObjectName("scoreScale")
        self._reasons = label("", name="verdictReasons")
        self._meaning = label("", "muted", "verdictMeaning")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.XL, theme.L, theme.XL, theme.XL)
        layout.setSpacing(theme.M)
        for widget in (self._verdict, self._scale, self._reasons, self._meaning):
            layout.addWidget(widget)

    def show_decision(self, decision: Decision, *, provisional: bool = False) -> None:
        """Show whether it was the profile's owner.

        Parameters
        ----------
        decision
            To be shown.
        provisional
            Whether it isn't known yet how the owner types on later days.
        """
        reasons = decision.reasons[:_SHOWN_REASONS]
        translated = (QCoreApplication.translate(REASON_CONTEXT, each.message) for each in reasons)
        accepted = decision.accepted
        self._show(
            self.tr("Accepted") if accepted else self.tr("Not accepted"),
            "good" if accepted else "bad",
            " ".join(translated),
            self._meaning_of(decision, provisional=provisional),
        )
        self._scale.show_decision(decision)
        self._scale.show()

    def show_identification(self, answer: Identification) -> None:
        """Show who it was."""
        nearest = "; ".join(map(_candidate_text, answer.candidates[:_SHOWN_CANDIDATES]))
        self._show(
            answer.known.label if answer.known else self.tr("Nobody who is enrolled"),
            "good" if answer.known else "bad",
            self.tr("Scores, best first: {nearest}.").format(nearest=nearest),
            self.tr("About 1 in {count} strangers would be taken for somebody enrolled.").format(
                count=_one_in(answer.fmr)
            ),
        )

    def show_refusal(self, refusal: Refusal) -> None:
        """Show why it wasn't scored."""
        self._show(self.tr("Not scored"), "warn", refusal_text(refusal))

    def show_error(self, error: KeystrokeError) -> None:
        """Show what kept it from being scored."""
        self._show(self.tr("Could not be scored"), "bad", str(error))

    def _meaning_of(self, decision: Decision, *, provisional: bool) -> str:
        meaning = self.tr(
            "At this threshold, about 1 in {count} other people would be accepted."
        ).format(count=_one_in(decision.fmr))
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
        for part, text in ((self._reasons, reasons), (self._meaning, meaning)):
            part.setText(text)
            part.setVisible(bool(text))
        self.show()


def _candidate_text(candidate: Candidate) -> str:
    return f"{candidate.profile.label} {QLocale().toString(candidate.score, 'f', 1)}"


def _one_in(fmr: float) -> str:
    return f"{1 / fmr:,.0f}"
