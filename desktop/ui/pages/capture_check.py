"""The capture check: once there is consent, a few words show how well keys are timed here."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop.logic.capture_health import Verdict
from desktop.ui.pages.page import Page, row
from desktop.ui.session import Session
from desktop.ui.widgets.basics import Tone, button, card, label, set_tone
from desktop.ui.widgets.capture_badge import capture_reason
from desktop.ui.widgets.capture_figures import CaptureFigures
from desktop.ui.widgets.phrase_field import PhraseField

_TONES: Final[dict[Verdict, Tone]] = {"unknown": "", "good": "good", "usable": "warn", "bad": "bad"}


class CaptureCheckPage(Page):
    """Lets the user type a few words, and says what came of it; what was typed goes nowhere.

    Keys are captured exactly as long as the field has the focus.

    Parameters
    ----------
    session
        What the page works with.

    Attributes
    ----------
    left
        Emitted when the user goes on.
    """

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("capture_check")
        self._session = session
        self.introduce(
            self.tr("Is your keyboard timed well?"),
            self.tr("Type the words below, to measure how exactly keys are told on this computer."),
        )
        self.field = PhraseField()
        self.field.setObjectName("checkField")
        self.field.setAccessibleName(self.tr("Type the words here"))
        about = label(self.tr("They are neither kept nor sent."), "small")
        self._verdict = label("", "heading", "checkVerdict")
        self._reason = label("", name="checkReason")
        self._figures = CaptureFigures()
        self._go_on = button(self.tr("C&ontinue"), "checkContinue", "primary")
        self._skip = button(self.tr("S&kip"), "checkSkip", "plain")
        words = label(self.tr("the quick brown fox is here"), "phrase", "checkWords")
        self.column.addWidget(card(words, self.field, about))
        self.column.addWidget(card(self._verdict, self._reason, self._figures))
        self.column.addLayout(row(self._go_on, self._skip))
        self.field.focused.connect(self._follow_focus)
        self.field.entered.connect(lambda _text: self._go_on.click())
        self._go_on.clicked.connect(self.left)
        self._skip.clicked.connect(self.left)
        session.health.changed.connect(self._show_reading)

    def enter(self) -> None:
        """Begin with nothing typed."""
        self.field.clear()
        self._show_reading()
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Skip on Escape, where the field had nothing to clear."""
        if event.key() == Qt.Key.Key_Escape:
            self._skip.click()
        else:
            super().keyPressEvent(event)

    def _follow_focus(self, has_focus: bool) -> None:
        if has_focus:
            self._session.capture.arm()
        else:
            self._session.capture.disarm()

    def _show_reading(self) -> None:
        if not self.isVisible():
            return
        health = self._session.health
        reading = health.reading
        verdict: Verdict = "bad" if health.problem else reading.verdict
        self._verdict.setText(self._word(verdict))
        set_tone(self._verdict, _TONES[verdict])
        self._reason.setText(health.problem or capture_reason(reading))
        self._figures.show_reading(reading)
        self._go_on.setEnabled(verdict != "unknown")
        self._session.trace.note("checked", verdict=verdict)

    def _word(self, verdict: Verdict) -> str:
        words: dict[Verdict, str] = {
            "unknown": self.tr("Waiting for a dozen keys"),
            "good": self.tr("Good"),
            "usable": self.tr("Good enough"),
            "bad": self.tr("Not good enough to enrol"),
        }
        return words[verdict]
