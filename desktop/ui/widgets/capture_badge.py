"""The sidebar's badge: whether keys can be captured, and how exact their times are."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from desktop.logic.capture_health import CONTEXT, Reading, Verdict
from desktop.ui.health import HealthMonitor
from desktop.ui.theme import Theme
from desktop.ui.widgets.section_button import SectionButton

_COLOURS: Final[dict[Verdict, str]] = {
    "unknown": "muted",
    "good": "accent",
    "usable": "warning",
    "bad": "danger",
}


class CaptureBadge(SectionButton):
    """Shows the verdict as icon and word; why it is so, it says when it is pointed at or read out.

    Parameters
    ----------
    look
        Gives the colours.
    health
        What it shows.
    """

    def __init__(self, look: Theme, health: HealthMonitor) -> None:
        super().__init__("", look.icon("keyboard", "muted"))
        self.setObjectName("captureBadge")
        self._look = look
        self._health = health
        health.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        reading, problem = self._health.reading, self._health.problem
        verdict: Verdict = "bad" if problem else reading.verdict
        self.setIcon(self._look.icon("keyboard-off" if problem else "keyboard", _COLOURS[verdict]))
        self.say(self.tr("No capture") if problem else self._word(verdict))
        self.explain(problem or capture_reason(reading))

    def _word(self, verdict: Verdict) -> str:
        words: dict[Verdict, str] = {
            "unknown": self.tr("Capture ready"),
            "good": self.tr("Capture exact"),
            "usable": self.tr("Capture rough"),
            "bad": self.tr("Capture poor"),
        }
        return words[verdict]


def capture_reason(reading: Reading) -> str:
    """Give a reading's reason and advice in the user's language."""
    texts = (reading.reason, reading.advice)
    return " ".join(QCoreApplication.translate(CONTEXT, text) for text in texts if text)
