"""What came of an attempt: the verdict, the score against its threshold, and why."""

from PySide6.QtCore import QCoreApplication, QLocale

from desktop.logic.confidence import CONTEXT as CONFIDENCE_CONTEXT
from desktop.logic.confidence import confidence
from desktop.logic.second_try import FIRST_SHARE
from desktop.ui.theme import Theme
from desktop.ui.widgets.basics import label, set_tone
from desktop.ui.widgets.result_card import ResultCard, say
from desktop.ui.widgets.score_scale import ScoreScale
from inference.decision import Decision

REASON_CONTEXT = "Reason"
_SHOWN_REASONS = 3


class AnswerCard(ResultCard):
    """Shows one answer at a time.

    Parameters
    ----------
    look
        Gives the colours.
    """

    def __init__(self, look: Theme) -> None:
        self._scale = ScoreScale(look)
        self._scale.setObjectName("scoreScale")
        self._confidence = label("", name="verdictConfidence")
        self._second = label("", name="verdictSecondTry")
        set_tone(self._second, "warn")
        super().__init__(self._scale, self._confidence, self._second)

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
        say(self._confidence, self._confidence_of(decision, name))
        say(self._second, self._offer(decision) if second_follows else "")
        self._scale.show_decision(decision)
        self._scale.show()
        self._stand_in.setVisible(stands_in)

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


def _one_in(fmr: float) -> str:
    return f"{1 / fmr:,.0f}"
