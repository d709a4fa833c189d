"""A small window that takes attempts and gives their features, for ``keystroke record``."""

import signal
import sys

from PySide6.QtCore import QEvent
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.capture.choose import choose_source
from desktop.errors import CaptureError
from desktop.logic.enrollment import checked_phrase
from desktop.logic.prompts import PromptDeck
from desktop.logic.recorder import Outcome
from desktop.logic.refusal import Refusal
from desktop.ui import theme
from desktop.ui.app import check_screen
from desktop.ui.bridge import Capture
from desktop.ui.theme import Theme
from desktop.ui.trace import Trace
from desktop.ui.widgets.basics import card, label, set_tone
from desktop.ui.widgets.typing_panel import TypingPanel, refusal_text
from inference.features import Features
from inference.recognizer import Recognizer

_WIDTH_PX = 720


def record(recognizer: Recognizer, phrase: str | None, count: int) -> list[Features]:
    """Open the window and give what was typed into it; closing it early gives what is there.

    Parameters
    ----------
    recognizer
        Extracts the features.
    phrase
        What is to be typed; None for free text.
    count
        Attempts to take.

    Raises
    ------
    ScreenError
        If there is no screen.
    EnrollmentError
        If the phrase can't be used.
    CaptureError
        If nothing was recorded.
    """
    check_screen()
    if phrase is not None:
        checked_phrase(phrase)
    application = QApplication(sys.argv[:1])
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    window = RecordWindow(Theme(application), recognizer, phrase, count, Trace.from_environment())
    window.start()
    application.exec()
    if not window.features:
        raise CaptureError("Nothing was recorded: type the attempts before you close the window.")
    return window.features


class RecordWindow(QWidget):
    """Takes so many attempts, then closes.

    Parameters
    ----------
    look
        The look.
    recognizer, phrase, count
        See :func:`record`.
    trace
        Takes the state for programs that drive the window.

    Attributes
    ----------
    features
        Of the attempts so far.
    """

    def __init__(
        self, look: Theme, recognizer: Recognizer, phrase: str | None, count: int, trace: Trace
    ) -> None:
        super().__init__()
        self.features: list[Features] = []
        self._recognizer = recognizer
        self._phrase = phrase
        self._count = count
        self._trace = trace
        self._prompts = PromptDeck()
        self.setObjectName("page")
        self.setWindowTitle(self.tr("Keystroke: record"))
        self.resize(_WIDTH_PX, self.sizeHint().height())
        self.winId()  # The source needs the window's handle.
        handle = self.windowHandle()
        self._capture = Capture(lambda listener: choose_source(listener, handle), self)
        self._panel = TypingPanel(self._capture, look)
        self._panel.attempted.connect(self._take)
        self._panel.ready.connect(lambda: trace.note("ready", page="record"))
        self._status = label("", "muted", "recordStatus")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.XL, theme.XL, theme.XL, theme.XL)
        layout.setSpacing(theme.L)
        layout.addWidget(card(self._panel))
        layout.addWidget(self._status)

    def start(self) -> None:
        """Show the window and take the first attempt."""
        self.show()
        self.activateWindow()
        self._capture.start()
        if self._phrase is None:
            self._panel.begin_free(self._prompts.draw())
        else:
            self._panel.begin(self._phrase)
        self._panel.field.setFocus()
        self._tell_progress()

    def changeEvent(self, event: QEvent) -> None:
        """Tell when keys reach the window, and when they no longer do."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self._trace.note("window", active=self.isActiveWindow())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop capturing."""
        self._capture.close()
        super().closeEvent(event)

    def _take(self, outcome: Outcome) -> None:
        if isinstance(outcome, Refusal):
            self._status.setText(refusal_text(outcome))
            set_tone(self._status, "warn")
            self._trace.note("attempt", outcome=outcome.code)
            return
        if self._phrase is None:
            self.features.append(self._recognizer.extract(outcome, mode="free"))
        else:
            self.features.append(self._recognizer.extract(outcome, mode="fixed"))
        self._trace.note("attempt", outcome="counted", good=len(self.features))
        if len(self.features) == self._count:
            self.close()
            return
        if self._phrase is None:
            self._panel.suggest(self._prompts.draw())
        self._tell_progress()

    def _tell_progress(self) -> None:
        text = self.tr("{done} of {count} recorded. Close the window to stop earlier.")
        self._status.setText(text.format(done=len(self.features), count=self._count))
        set_tone(self._status, "")
