"""How a profile's scores change over weeks, on the history page."""

from typing import Final

from PySide6.QtCore import QDateTime, QLocale
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.logic.drift import Drift, Trend
from desktop.logic.profiles import DesktopProfile
from desktop.ui import theme
from desktop.ui.theme import Theme
from desktop.ui.widgets.basics import Tone, label, set_tone
from desktop.ui.widgets.score_chart import ScoreChart

_TONES: Final[dict[Trend, Tone]] = {
    "unknown": "", "steady": "good", "rising": "good", "falling": "warn",
}  # fmt: skip


class DriftCard(QFrame):
    """Shows the scores of one profile as a picture and in words.

    Parameters
    ----------
    look
        Gives the colours.
    """

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setObjectName("driftCard")
        self._heading = label("", "heading", "driftHeading")
        self._trend = label("", name="driftTrend")
        self._chart = ScoreChart(look)
        self._legend = label(
            self.tr("Filled: accepted. Hollow: rejected. Dashed: what was needed."), "small"
        )
        self._summary = label("", "muted", "driftSummary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.XL, theme.L, theme.XL, theme.L)
        layout.setSpacing(theme.S)
        for part in (self._heading, self._trend, self._chart, self._legend, self._summary):
            layout.addWidget(part)

    def show_drift(self, profile: DesktopProfile, drift: Drift) -> None:
        """Show a profile's scores."""
        has_points = bool(drift.points)
        self._heading.setText(self.tr("Scores of {name}").format(name=profile.label))
        self._trend.setText(self._trend_text(drift.trend))
        set_tone(self._trend, _TONES[drift.trend])
        self._trend.setVisible(has_points)
        summary = self._summary_text(drift)
        self._summary.setText(summary)
        self._chart.show_points(drift.points, summary)
        self._chart.setVisible(has_points)
        self._legend.setVisible(has_points)

    def _summary_text(self, drift: Drift) -> str:
        if not drift.points:
            return self.tr("Nothing yet: each verification will be a dot here.")
        days = [
            QLocale().toString(
                QDateTime.fromSecsSinceEpoch(int(point.at.timestamp())).date(),
                QLocale.FormatType.ShortFormat,
            )
            for point in (drift.points[0], drift.points[-1])
        ]
        return self.tr("{count} verifications from {first} to {last}: {accepted} accepted.").format(
            count=len(drift.points), first=days[0], last=days[1], accepted=drift.accepted
        )

    def _trend_text(self, trend: Trend) -> str:
        texts: dict[Trend, str] = {
            "unknown": self.tr("Verify over two weeks or more to see how the scores change."),
            "steady": self.tr("The scores are steady."),
            "rising": self.tr("The scores have risen."),
            "falling": self.tr(
                "The scores have fallen: type a few more attempts for this profile, so that it "
                "knows how its owner types now."
            ),
        }
        return texts[trend]
