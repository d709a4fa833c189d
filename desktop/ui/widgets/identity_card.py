"""Who of the enrolled it was: all that it was compared with, best first, or nobody of them."""

from itertools import groupby

from PySide6.QtCore import QCoreApplication, QLocale

from desktop.logic.identification import CONTEXT as SKIPPED_CONTEXT
from desktop.logic.identification import Identification, Skipped
from desktop.ui.theme import Theme
from desktop.ui.widgets.basics import label
from desktop.ui.widgets.result_card import ResultCard, say
from desktop.ui.widgets.score_bars import ScoreBars, Scored

_SHOWN_CANDIDATES = 10


class IdentityCard(ResultCard):
    """Shows one identification at a time.

    Parameters
    ----------
    look
        Gives the colours.
    """

    def __init__(self, look: Theme) -> None:
        self._bars = ScoreBars(look)
        self._bars.setObjectName("identityBars")
        self._skipped = label("", "small", "identitySkipped")
        super().__init__(self._bars, self._skipped)

    def show_identification(self, answer: Identification, *, stands_in: bool) -> None:
        """Show who it was, and whether this computer stood in for a service."""
        known = answer.known
        reason = "" if known else self.tr("Nobody who is enrolled types clearly enough like this.")
        meaning = self.tr("About 1 in {count} strangers would be taken for somebody enrolled.")
        count = QLocale().toString(round(1 / answer.fmr))
        self._show(
            known.label if known else self.tr("Nobody known"),
            "good" if known else "warn",
            reason,
            meaning.format(count=count),
        )
        self._bars.show_scores(
            [
                Scored(profile.label, score, known is not None and profile.id == known.id)
                for profile, score in answer.candidates[:_SHOWN_CANDIDATES]
            ]
        )
        self._bars.show()
        say(self._skipped, self._skipped_text(answer.skipped))
        self._stand_in.setVisible(stands_in)

    def _skipped_text(self, skipped: tuple[Skipped, ...]) -> str:
        if not skipped:
            return ""
        parts = []
        for why, those in groupby(sorted(skipped, key=_why), _why):
            names = ", ".join(each.profile.label for each in those)
            parts.append(f"{names} ({QCoreApplication.translate(SKIPPED_CONTEXT, why)})")
        return self.tr("Not compared: {list}.").format(list="; ".join(parts))


def _why(skipped: Skipped) -> str:
    return skipped.why
