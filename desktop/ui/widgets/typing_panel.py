"""Where attempts are typed: what to type, its field, the live rhythm, what is recorded."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.capture.clock import now_ms
from desktop.capture.events import CaptureState, CaptureStatus, KeyEvent
from desktop.logic.attempt import AttemptRecorder
from desktop.logic.free_attempt import FreeRecorder
from desktop.logic.recorder import Outcome, Recorder
from desktop.logic.refusal import CAPTURE_LOST, CONTEXT, FOCUS_LOST, NOT_TYPED, Refusal
from desktop.ui import theme
from desktop.ui.bridge import Capture
from desktop.ui.theme import Theme
from desktop.ui.widgets.basics import button, label, set_tone
from desktop.ui.widgets.phrase_field import PhraseField
from desktop.ui.widgets.rhythm_ribbon import RhythmRibbon

_DOT: Final = "•"
_SOME_PHRASE: Final = "a phrase of usual length"


class TypingPanel(QWidget):
    """Takes attempts at a phrase or of free text, one after another, while its field has the focus.

    Capture is armed exactly as long as the field has the focus and isn't held.

    Parameters
    ----------
    capture
        Where key events come from.
    look
        Gives the colours.

    Attributes
    ----------
    typed_text
        What the field held when the last attempt ended; in memory alone.
    attempted
        Emitted with the :data:`~desktop.logic.recorder.Outcome` of each attempt.
    ready
        Emitted when the field takes the next attempt.
    field
        What is typed into.
    ribbon
        Shows the live rhythm.
    typed
        Emitted when something was typed into the field.
    counted
        Emitted with the number of keys of the free text in hand, when it changes.
    """

    attempted = Signal(object)
    ready = Signal()
    typed = Signal()
    counted = Signal(int)

    def __init__(self, capture: Capture, look: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._capture = capture
        self._recorder: Recorder = AttemptRecorder()
        self.typed_text = ""
        self._held_for: str | None = None
        self._text = ""
        self._is_secret = self._is_masked = False
        self._deadline = QTimer(self)
        self._deadline.setSingleShot(True)
        self._deadline.timeout.connect(self._close)
        self._phrase = label(role="phrase", name="phrase")
        self.field = PhraseField()
        self.field.setObjectName("phraseField")
        self._done = self._make_done()
        self.ribbon = RhythmRibbon(look)
        self._indicator = label(role="small", name="captureIndicator")
        self._keys = label(role="small", name="keyCount")
        self._lay_out()
        self._connect()
        self._show_state()

    def begin(self, phrase: str | None) -> None:
        """Take attempts at a phrase; None where it isn't known and any text may be it."""
        self.field.setAccessibleName(self.tr("Type the phrase here"))
        self._is_secret = phrase is not None
        # The closing Enter is shown as well.
        self.ribbon.begin(len(phrase or _SOME_PHRASE) + 1)
        self._begin(
            AttemptRecorder(phrase), phrase or self.tr("Type your phrase, then press Enter")
        )

    def begin_free(self, prompt: str) -> None:
        """Take samples of free text, and suggest a sentence to copy."""
        self.field.setAccessibleName(self.tr("Type the sentence or your own text here"))
        self._is_secret = False
        self.ribbon.begin()
        self._begin(FreeRecorder(), prompt)

    def suggest(self, text: str) -> None:
        """Show what is to be typed, or another sentence to copy."""
        self._text = text
        self._show_text()

    def set_masked(self, is_masked: bool) -> None:
        """Hide what is typed, and the phrase, from whoever looks on; or show it again."""
        self._is_masked = is_masked
        echo = QLineEdit.EchoMode.Password if is_masked else QLineEdit.EchoMode.Normal
        self.field.setEchoMode(echo)
        self._show_text()

    def keep_rhythm(self) -> None:
        """Show the rhythm of the last attempt under those that follow."""
        self.ribbon.keep()

    def hold(self, doing: str) -> None:
        """Take no attempts until :meth:`resume`, and say what is done with the last one."""
        self._held_for = doing
        self._capture.disarm()
        self._show_state()

    def resume(self) -> None:
        """Take attempts again."""
        self._held_for = None
        self._start_over()
        self._follow_focus(self.field.hasFocus())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the whole phrase, however many lines it takes."""
        super().resizeEvent(event)
        self._fit_phrase()

    def _begin(self, recorder: Recorder, text: str) -> None:
        self._recorder = recorder
        for widget in (self._keys, self._done):
            widget.setVisible(isinstance(recorder, FreeRecorder))
        self.suggest(text)
        self.resume()

    def _show_text(self) -> None:
        is_hidden = self._is_masked and self._is_secret
        self._phrase.setText(_DOT * len(self._text) if is_hidden else self._text)
        self._fit_phrase()

    def _fit_phrase(self) -> None:
        # Qt forgets the height of a text that wraps where layouts are nested as deep as here.
        self._phrase.setMinimumHeight(max(0, self._phrase.heightForWidth(self.width())))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.M)
        for widget in (self._phrase, self.field, self.ribbon):
            layout.addWidget(widget)
        foot = QHBoxLayout()
        foot.setSpacing(theme.M)
        foot.addWidget(self._indicator, 1)
        foot.addWidget(self._keys)
        foot.addWidget(self._done)
        layout.addLayout(foot)

    def _make_done(self) -> QWidget:
        made = button(self.tr("D&one"), "typingDone")
        # The field would lose the focus to it, which ends an attempt; Enter in the field does the
        # same for those who don't use a mouse.
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.clicked.connect(self._finish)
        made.setEnabled(False)
        return made

    def _connect(self) -> None:
        self.field.focused.connect(self._follow_focus)
        self.field.entered.connect(self._enter)
        self.field.typed.connect(self.typed)
        self.field.emptied.connect(self._restart)
        self.field.textChanged.connect(lambda: self._done.setEnabled(bool(self.field.text())))
        self.field.not_typed.connect(lambda: self._end(NOT_TYPED))
        self._capture.key_event.connect(self._take_key)
        self._capture.status_changed.connect(self._take_status)

    def _follow_focus(self, has_focus: bool) -> None:
        if has_focus and self._held_for is None:
            self._capture.arm()
        elif not has_focus:
            if self._in_hand:
                self._end(FOCUS_LOST)
            self._capture.disarm()
        self._show_state()

    @property
    def _in_hand(self) -> bool:
        return bool(self.field.text()) or self._recorder.ending

    def _take_key(self, event: KeyEvent) -> None:
        if not self.field.hasFocus() or self._held_for is not None:
            return
        if self._recorder.empty:
            self.ribbon.clear()
        self._recorder.feed(event)
        self.ribbon.add(event)
        self._count()
        if self._recorder.complete:
            self._close()

    def _take_status(self, status: CaptureStatus) -> None:
        if status.state is CaptureState.INTERRUPTED and self._in_hand:
            self._end(CAPTURE_LOST)
        self._show_state()

    def _enter(self, text: str) -> None:
        self._end_text(text, by_enter=True)

    def _finish(self) -> None:
        if self.field.text() and not self.field.isReadOnly():
            self._end_text(self.field.text(), by_enter=False)

    def _end_text(self, text: str, *, by_enter: bool) -> None:
        self._recorder.end(text, by_enter=by_enter)
        self.field.setReadOnly(True)
        self._done.setEnabled(False)
        if self._recorder.complete:
            self._close()
        else:
            self._deadline.start(self._recorder.wait_ms())

    def _close(self) -> None:
        self._end(self._recorder.close())

    def _end(self, outcome: Outcome) -> None:
        self.typed_text = self.field.text()
        self._start_over()
        self.attempted.emit(outcome)
        self._show_state()

    def _start_over(self) -> None:
        self.field.setReadOnly(True)
        self._deadline.stop()
        self.ribbon.rest()
        self.field.clear()
        self._restart()

    def _restart(self) -> None:
        self._recorder.restart(since_ms=now_ms())
        self._count()

    def _count(self) -> None:
        if isinstance(self._recorder, FreeRecorder):
            keys = self._recorder.keys
            self._keys.setText(self.tr("{count} keys").format(count=keys) if keys else "")
            self.counted.emit(keys)

    def _show_state(self) -> None:
        is_held = self._held_for is not None
        takes_keys = self._capture.armed and self.field.hasFocus() and not is_held
        was_waiting = self.field.isReadOnly()
        self.field.setReadOnly(not takes_keys)
        set_tone(self._indicator, "good" if takes_keys else "")
        self._indicator.setText(
            self.tr("●  Recording when keys go down and up, in this field only")
            if takes_keys
            else self._held_for or self.tr("○  Not recording")
        )
        if takes_keys and was_waiting:
            self.ready.emit()


def refusal_text(refusal: Refusal) -> str:
    """Give a refusal's reason in the user's language."""
    return QCoreApplication.translate(CONTEXT, refusal.message).format(place=refusal.place)
