"""What holds for attempts at a phrase and for free text alike."""

import math
from collections.abc import Iterable

import pytest

from desktop.capture.events import KeyEvent
from desktop.logic.attempt import AttemptRecorder
from desktop.logic.free_attempt import FreeRecorder
from desktop.logic.recorder import LATE_WAIT_MS, RELEASE_WAIT_MS, Recorder
from inference.sample import Keystroke, Sample
from tests.desktop.logic.events import events
from tests.e2e.people import typed

TEXT = "Small boats leave"
*TYPED, ENTER = typed(TEXT, "ada", 0).keystrokes


@pytest.fixture(params=["fixed", "free"])
def recorder(request: pytest.FixtureRequest) -> Recorder:
    return FreeRecorder() if request.param == "free" else AttemptRecorder(TEXT)


def feed(recorder: Recorder, happened: Iterable[KeyEvent]) -> None:
    for event in sorted(happened, key=lambda event: event.time_ms):
        recorder.feed(event)


def typed_keys(outcome: object) -> list[Keystroke]:
    """Give a sample's keystrokes but for the closing Enter, which free text leaves out."""
    assert isinstance(outcome, Sample)
    return [key for key in outcome.keystrokes if key.code != "Enter"]


def test_enter_in_the_empty_field_ends_nothing(recorder: Recorder) -> None:
    feed(recorder, events((Keystroke("Enter", -500, -450), *TYPED, ENTER)))
    recorder.end(TEXT)
    assert typed_keys(recorder.close()) == TYPED


def test_keys_after_enter_are_no_part_of_the_attempt(recorder: Recorder) -> None:
    after_ms = ENTER.press_ms + 5
    after = (KeyEvent("KeyX", pressed=True, time_ms=after_ms), KeyEvent("Tab", True, after_ms))
    feed(recorder, (*events((*TYPED, ENTER)), *after))
    recorder.end(TEXT)
    assert recorder.complete
    assert typed_keys(recorder.close()) == TYPED


def test_it_is_complete_once_field_and_source_saw_enter_and_all_keys_are_up(
    recorder: Recorder,
) -> None:
    *all_but_last, last_release = events((*TYPED, ENTER))
    feed(recorder, all_but_last)
    assert not recorder.complete
    recorder.end(TEXT)
    assert not recorder.complete
    feed(recorder, [last_release])
    assert recorder.complete


def test_the_field_may_see_enter_before_the_source(recorder: Recorder) -> None:
    recorder.end(TEXT)
    feed(recorder, events((*TYPED, ENTER)))
    assert recorder.complete


def test_it_waits_longer_while_the_source_is_late(recorder: Recorder) -> None:
    recorder.end(TEXT)
    assert recorder.wait_ms() == LATE_WAIT_MS
    feed(recorder, events((*TYPED, ENTER)))
    assert recorder.wait_ms() == RELEASE_WAIT_MS


def test_a_key_still_down_when_time_is_up_counts_as_let_go_then(recorder: Recorder) -> None:
    held = TYPED[-1]._replace(release_ms=math.inf)
    happened = events((*TYPED[:-1], held, ENTER))
    feed(recorder, [event for event in happened if event.time_ms < math.inf])
    recorder.end(TEXT)
    assert not recorder.complete
    let_go_ms = ENTER.press_ms + RELEASE_WAIT_MS
    assert typed_keys(recorder.close())[-1] == TYPED[-1]._replace(release_ms=let_go_ms)


def test_events_of_an_earlier_attempt_that_come_late_are_ignored(recorder: Recorder) -> None:
    recorder.restart(since_ms=TYPED[0].press_ms)
    early = Keystroke("KeyV", TYPED[0].press_ms - 20, TYPED[0].press_ms - 10)
    feed(recorder, events((early, *TYPED, ENTER)))
    recorder.end(TEXT)
    assert typed_keys(recorder.close()) == TYPED


def test_closing_begins_another_attempt(recorder: Recorder) -> None:
    for _ in range(2):
        assert recorder.empty
        feed(recorder, events((*TYPED, ENTER)))
        recorder.end(TEXT)
        assert typed_keys(recorder.close()) == TYPED


def test_keys_before_the_text_are_left_out_but_for_its_shift(recorder: Recorder) -> None:
    before = (Keystroke("Backspace", -500, -450), Keystroke("ShiftRight", -400, -300))
    feed(recorder, events((*before, *TYPED, ENTER)))
    recorder.end(TEXT)
    assert typed_keys(recorder.close()) == TYPED


@pytest.mark.parametrize("code", ["AudioVolumeUp", "Fn"])
def test_keys_that_do_nothing_to_the_text_are_left_out(recorder: Recorder, code: str) -> None:
    at_ms = TYPED[3].press_ms + 5
    feed(recorder, events((*TYPED, Keystroke(code, at_ms, at_ms + 10), ENTER)))
    recorder.end(TEXT)
    assert typed_keys(recorder.close()) == TYPED
