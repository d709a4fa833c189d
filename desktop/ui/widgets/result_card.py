"""What every answer has in common: a verdict, its reasons and its meaning, or what went wrong."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.errors import LockedRemotelyError
from desktop.logic.refusal import Refusal
from desktop.ui import theme
from desktop.ui.widgets.basics import Label, Tone, label, set_tone
from desktop.ui.widgets.lock_countdown import LockCountdown
from desktop.ui.widgets.typing_panel import refusal_text
from inference.errors import KeystrokeError


class ResultCard(QFrame):
    """Shows one answer at a time.

    Parameters
    ----------
    parts
        What stands between a verdict and its reasons; hidden until it is shown anew.
    """

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._parts = parts
        self._stand_in = label(
            self.tr("Decided by this computer: the service could not be reached."),
            name="verdictStandIn",
        )
        set_tone(self._stand_in, "warn")
        self._verdict = label("", "verdict", "verdict")
        self._reasons = label("", name="verdictReasons")
        self._lock = LockCountdown()
        self._meaning = label("", "muted", "verdictMeaning")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.XL, theme.L, theme.XL, theme.XL)
        layout.setSpacing(theme.M)
        shown = (self._verdict, self._stand_in, *parts, self._reasons, self._lock, self._meaning)
        for widget in shown:
            layout.addWidget(widget)

    def show_refusal(self, refusal: Refusal) -> None:
        """Show why it wasn't scored."""
        self._show(self.tr("Not scored"), "warn", refusal_text(refusal))

    def show_error(self, error: KeystrokeError) -> None:
        """Show what kept it from being scored."""
        if isinstance(error, LockedRemotelyError):
            reason = self.tr("Too many attempts failed in a row: the service takes no more now.")
            self._show(self.tr("Locked for now"), "bad", reason)
            self._lock.start(error.until)
        else:
            self._show(self.tr("Could not be scored"), "bad", str(error))

    def _show(self, verdict: str, tone: Tone, reasons: str, meaning: str = "") -> None:
        self._verdict.setText(verdict)
        set_tone(self._verdict, tone)
        self._lock.stop()
        for part in (*self._parts, self._stand_in):
            part.hide()
        say(self._reasons, reasons)
        say(self._meaning, meaning)
        self.show()


def say(part: Label, text: str) -> None:
    """Show a text, or nothing at all where it is empty."""
    part.setText(text)
    part.setVisible(bool(text))
