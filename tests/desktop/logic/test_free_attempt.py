from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.capture.events import KeyEvent
from desktop.logic.free_attempt import FreeRecorder
from desktop.logic.recorder import Outcome
from desktop.logic.refusal import KEYS_DO_NOT_MATCH, TOO_SHORT
from inference.sample import Keystroke, Sample
from inference.strokes import MIN_KEYS, strokes
from tests.desktop.logic.events import events
from tests.e2e.people import typed

TEXT = "small boats leave port"
*TYPED, ENTER = typed(TEXT, "ada", 0).keystrokes
PLACE_MS = TYPED[5].press_ms + 3


def attempt(keystrokes: Iterable[Keystroke], text: str = TEXT) -> Outcome:
    recorder = FreeRecorder()
    for event in events(keystrokes):
        recorder.feed(event)
    recorder.end(text)
    return recorder.close()


def with_key(code: str, press_ms: float = PLACE_MS, hold_ms: float = 10) -> list[Keystroke]:
    keystrokes = [*TYPED, ENTER, Keystroke(code, press_ms, press_ms + hold_ms)]
    return sorted(keystrokes, key=lambda key: key.press_ms)


def test_a_sample_is_what_was_typed_before_enter() -> None:
    assert attempt((*TYPED, ENTER)) == Sample(TYPED)


def test_a_button_may_end_it_as_well() -> None:
    recorder = FreeRecorder()
    for event in events(TYPED):
        recorder.feed(event)
    recorder.end(TEXT, by_enter=False)
    assert recorder.complete
    assert recorder.close() == Sample(TYPED)


def test_the_text_is_free() -> None:
    assert attempt((*TYPED, ENTER), "xmall boats leave part") == Sample(TYPED)


@pytest.mark.parametrize("code", ["Backspace", "ArrowLeft", "Delete", "F5", "AltRight"])
def test_corrections_and_other_keys_are_no_refusal(code: str) -> None:
    outcome = attempt(with_key(code), TEXT[1:])
    assert isinstance(outcome, Sample)
    assert code in {key.code for key in outcome.keystrokes}


def test_a_pause_is_no_refusal() -> None:
    late = [
        key._replace(press_ms=key.press_ms + 6e4, release_ms=key.release_ms + 6e4)
        for key in TYPED[9:]
    ]
    assert isinstance(attempt((*TYPED[:9], *late)), Sample)


def test_keys_of_a_shortcut_are_left_out() -> None:
    keystrokes = [*TYPED, Keystroke("ControlLeft", -90, -30), Keystroke("KeyA", -60, -40)]
    outcome = attempt(keystrokes)
    assert outcome == Sample(TYPED)


def test_a_shortcut_that_ends_it_is_left_out() -> None:
    after_ms = TYPED[-1].release_ms + 400
    recorder = FreeRecorder()
    alt, letter = Keystroke("AltLeft", after_ms, 0), Keystroke("KeyD", after_ms + 50, 0)
    for event in events(TYPED):
        recorder.feed(event)
    for key in (alt, letter):
        recorder.feed(KeyEvent(key.code, pressed=True, time_ms=key.press_ms))
    recorder.end(TEXT, by_enter=False)
    assert not recorder.complete
    outcome = recorder.close()
    assert isinstance(outcome, Sample)
    assert strokes(outcome).codes == tuple(key.code for key in TYPED)


def test_a_key_that_the_source_missed_is_told() -> None:
    assert attempt((*TYPED[:3], *TYPED[4:], ENTER)) == KEYS_DO_NOT_MATCH


@pytest.mark.parametrize(("keys", "refused"), [(MIN_KEYS - 1, True), (MIN_KEYS, False)])
def test_what_is_too_short_is_told(keys: int, *, refused: bool) -> None:
    assert (attempt((*TYPED[:keys], ENTER), TEXT[:keys]) == TOO_SHORT) is refused


def test_keys_are_counted_as_they_are_typed() -> None:
    recorder = FreeRecorder()
    counts = []
    for event in events(with_key("Backspace")):
        recorder.feed(event)
        counts.append(recorder.keys)
    assert counts == sorted(counts)
    assert counts[-1] == len(TYPED) + 1
    recorder.restart()
    assert recorder.keys == 0


_CODES = st.sampled_from(["KeyT", "Space", "ShiftLeft", "ControlLeft", "Backspace", "Enter", "F5"])
_EVENTS = st.lists(st.tuples(_CODES, st.booleans(), st.floats(0, 1e6)), max_size=120)


@given(happened=_EVENTS, text=st.text(max_size=20), by_enter=st.booleans())
def test_whatever_happens_there_is_an_outcome_that_can_be_scored(
    happened: list[tuple[str, bool, float]], text: str, *, by_enter: bool
) -> None:
    recorder = FreeRecorder()
    for code, pressed, time_ms in sorted(happened, key=lambda event: event[2]):
        recorder.feed(KeyEvent(code, pressed, time_ms))
    recorder.end(text, by_enter=by_enter)
    outcome = recorder.close()
    if isinstance(outcome, Sample):
        assert len(strokes(outcome)) >= MIN_KEYS
    else:
        assert outcome.message
