"""The notepad: whoever writes is compared with a profile all the while."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.capture.events import CaptureState, CaptureStatus, KeyEvent
from desktop.logic.continuous import Evidence, Reading
from desktop.logic.profiles import DesktopProfile
from desktop.logic.text_stream import BLOCK_KEYS, Block, TextStream
from desktop.ui.pages.page import Page, column
from desktop.ui.session import Session
from desktop.ui.widgets.basics import Tone, button, card, label, set_tone
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.score_timeline import ScoreTimeline
from desktop.ui.widgets.writing_pad import WritingPad
from inference.errors import KeystrokeError
from inference.features import FreeFeatures

_PAD_PX = 220


class NotepadPage(Page):
    """Verifies continuously while one writes; what is written is forgotten with the page.

    Parameters
    ----------
    session
        What the page works with.

    Attributes
    ----------
    new_wanted
        Emitted when there is no profile of free text yet and the user wants one.
    """

    new_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("notepad")
        self._session = session
        self._profiles: list[DesktopProfile] = []
        self._stream = TextStream()
        self._waiting: list[Block] = []
        self._readings: list[Reading] = []
        self._evidence: Evidence | None = None
        self._round = 0
        self._watched_id = ""
        self._is_scoring = False
        self.introduce(
            self.tr("Write"),
            self.tr("While you write, every fifty keys tell anew whether it is you."),
        )
        self._new = button(self.tr("&New profile"), "notepadNewProfile", "primary")
        self._new.clicked.connect(self.new_wanted)
        self._empty = EmptyState(
            session.theme,
            "notebook-pen",
            self.tr("There is nobody to compare with yet"),
            self.tr("Make a profile of free text on this computer first."),
            self._new,
        )
        self._full = self._make_full()
        for part in (self._empty, self._full):
            part.hide()
            self.column.addWidget(part)
        session.capture.key_event.connect(self._take_key)
        session.capture.status_changed.connect(self._take_status)

    def enter(self) -> None:
        """Read the profiles again."""
        self._session.jobs.run(self, self._session.workspace.profiles.all, self._show_profiles)

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget what was written, and note what came of it."""
        super().hideEvent(event)
        self._follow_focus(has_focus=False)
        self._end_round()
        self._pad.clear()

    def _make_full(self) -> QWidget:
        self._choice = QComboBox()
        self._choice.setObjectName("notepadProfile")
        self._choice.activated.connect(self._choose)
        caption = label(self.tr("P&rofile"))
        caption.setBuddy(self._choice)
        self._verdict = label("", "heading", "notepadVerdict")
        self._state = label("", "muted", "notepadState")
        self._timeline = ScoreTimeline(self._session.theme)
        self._pad = WritingPad()
        self._pad.setMinimumHeight(_PAD_PX)
        self._pad.focused.connect(lambda has_focus: self._follow_focus(has_focus=has_focus))
        self._indicator = label("", "small", "notepadIndicator")
        return column(
            caption,
            self._choice,
            card(self._verdict, self._state, self._timeline),
            self._pad,
            self._indicator,
        )

    def _show_profiles(self, profiles: list[DesktopProfile]) -> None:
        chosen = self._choice.currentData()
        self._profiles = [one for one in profiles if one.mode == "free" and one.scored == "local"]
        self._choice.clear()
        for profile in self._profiles:
            self._choice.addItem(profile.label, profile.id)
        self._choice.setCurrentIndex(max(0, self._choice.findData(chosen)))
        self._empty.setVisible(not self._profiles)
        self._full.setVisible(bool(self._profiles))
        if self._profiles:
            self._choose()
            self._pad.setFocus()
        else:
            self._new.setFocus()

    def _choose(self) -> None:
        """Begin to compare with the chosen profile."""
        self._end_round()
        workspace, profile = self._session.workspace, self._profile()
        fmr = self._session.settings.load().fmr
        self._evidence = Evidence(lambda features: workspace.monitor(profile, features, fmr))
        self._show_state()

    def _profile(self) -> DesktopProfile:
        return self._profiles[self._choice.currentIndex()]

    def _follow_focus(self, *, has_focus: bool) -> None:
        if has_focus:
            self._session.capture.arm()
        elif self._session.capture.armed:
            self._session.capture.disarm()
            # Whoever comes back to it may be somebody else.
            self._stream.begin_stretch()
        set_tone(self._indicator, "good" if has_focus else "")
        self._indicator.setText(
            self.tr("●  Recording when keys go down and up, in this field only")
            if has_focus
            else self.tr("○  Not recording")
        )
        if has_focus:
            self._session.trace.note("ready", page="notepad")

    def _take_status(self, status: CaptureStatus) -> None:
        if status.state is CaptureState.INTERRUPTED:
            self._stream.begin_stretch()

    def _take_key(self, event: KeyEvent) -> None:
        if not self._pad.hasFocus() or self._evidence is None:
            return
        block = self._stream.feed(event)
        if block is not None:
            self._waiting.append(block)
            self._score_next()
        self._show_state()

    def _score_next(self) -> None:
        """Score the next block; one after the other, since each adds to what is known."""
        evidence = self._evidence
        if self._is_scoring or not self._waiting or evidence is None:
            return
        self._is_scoring = True
        block, recognizer = self._waiting.pop(0), self._session.workspace.recognizer

        def work() -> Reading:
            features = recognizer.extract(block.sample, mode="free")
            assert isinstance(features, FreeFeatures)  # noqa: S101 (the mode's own)
            return evidence.add(block.stretch, features)

        self._session.jobs.run(
            self, work, partial(self._take_reading, self._round), partial(self._fail, self._round)
        )

    def _take_reading(self, asked: int, reading: Reading) -> None:
        self._is_scoring = False
        if asked == self._round:
            self._readings.append(reading)
            self._session.trace.note("reading", verdict=reading.verdict, keys=reading.keys)
            self._show_state()
        self._score_next()

    def _fail(self, asked: int, error: KeystrokeError) -> None:
        self._is_scoring = False
        if asked == self._round:
            self._waiting.clear()
            self._verdict.setText(str(error))
            set_tone(self._verdict, "bad")

    def _end_round(self) -> None:
        """Forget what was written so far, and keep one event of what it said."""
        self._round += 1
        self._stream.begin_stretch()
        self._waiting.clear()
        readings, self._readings = self._readings, []
        self._evidence = None
        if readings:
            profile = next(one for one in self._profiles if one.id == self._watched_id)
            note = self._session.workspace.note_watched
            self._session.jobs.run(self, lambda: note(profile, readings), lambda _nothing: None)
        self._watched_id = self._choice.currentData()

    def _show_state(self) -> None:
        name = self._choice.currentText()
        last = self._readings[-1] if self._readings else None
        text, tone = self._words(last, name)
        self._verdict.setText(text)
        set_tone(self._verdict, tone)
        self._state.setText(
            self.tr("{keys} of {wanted} keys to the next answer").format(
                keys=min(self._stream.keys, BLOCK_KEYS), wanted=BLOCK_KEYS
            )
        )
        self._timeline.show_readings(self._readings)

    def _words(self, reading: Reading | None, name: str) -> tuple[str, Tone]:
        if reading is None:
            return self.tr("Not enough yet to say"), ""
        words: dict[str, tuple[str, Tone]] = {
            "owner": (self.tr("This is {name}"), "good"),
            "other": (self.tr("This isn't {name}"), "bad"),
            "unsure": (self.tr("It can't be told whether this is {name}"), "warn"),
        }
        text, tone = words[reading.verdict]
        if reading.verdict != "unsure" and not reading.is_firm:
            text = self.tr("{answer}, as far as {keys} keys tell").format(
                answer=text, keys=reading.keys
            )
        return text.format(name=name), tone
