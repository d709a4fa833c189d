import math
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.capture.events import KeyEvent
from desktop.logic.attempt import (
    LATE_WAIT_MS,
    LONG_PAUSE_MS,
    RELEASE_WAIT_MS,
    AttemptRecorder,
    Outcome,
)
from desktop.logic.refusal import (
    CORRECTED,
    KEYS_DO_NOT_MATCH,
    LONG_PAUSE,
    MISTYPED,
    OTHER_KEY,
    Refusal,
)
from inference.sample import Keystroke, Sample

PHRASE = "Tide"
TIDE = (
    Keystroke("ShiftLeft", 0, 90),
    Keystroke("KeyT", 50, 120),
    Keystroke("KeyI", 200, 280),
    Keystroke("KeyD", 260, 350),
    Keystroke("KeyE", 400, 470),
    Keystroke("Enter", 600, 680),
)


def events(keystrokes: Iterable[Keystroke]) -> list[KeyEvent]:
    both = [
        KeyEvent(key.code, pressed, key.press_ms if pressed else key.release_ms)
        for key in keystrokes
        for pressed in (True, False)
    ]
    return sorted(both, key=lambda event: event.time_ms)


def attempt(
    keystrokes: Iterable[Keystroke], text: str = PHRASE, phrase: str | None = PHRASE
) -> Outcome:
    recorder = AttemptRecorder(phrase)
    for event in events(keystrokes):
        recorder.feed(event)
    recorder.enter(text)
    return recorder.close()


def without(place: int) -> tuple[Keystroke, ...]:
    return TIDE[:place] + TIDE[place + 1 :]


def test_a_clean_attempt_is_the_sample_as_it_was_typed() -> None:
    assert attempt(TIDE) == Sample(TIDE)


def test_without_a_known_phrase_any_text_passes_whose_keys_match() -> None:
    assert isinstance(attempt(TIDE, text="Side", phrase=None), Sample)


@pytest.mark.parametrize(
    ("keystrokes", "text", "refusal"),
    [
        (TIDE, "Tiden", MISTYPED),
        (TIDE, "tide", MISTYPED),
        (without(3), PHRASE, KEYS_DO_NOT_MATCH),
        ((), PHRASE, KEYS_DO_NOT_MATCH),
        (TIDE[:-1], PHRASE, KEYS_DO_NOT_MATCH),
        ((*TIDE[:3], Keystroke("KeyX", 210, 220), *TIDE[3:]), PHRASE, KEYS_DO_NOT_MATCH),
        ((*TIDE[:3], Keystroke("Backspace", 210, 220), *TIDE[3:]), PHRASE, CORRECTED),
        ((*TIDE[:3], Keystroke("ArrowLeft", 210, 220), *TIDE[3:]), PHRASE, CORRECTED),
        ((*TIDE[:3], Keystroke("F5", 210, 220), *TIDE[3:]), PHRASE, OTHER_KEY),
    ],
    ids=[
        "more text",
        "other case",
        "a key was not seen",
        "no key was seen",
        "Enter was not seen",
        "a key without text",
        "Backspace",
        "arrow key",
        "function key",
    ],
)
def test_what_is_refused(keystrokes: tuple[Keystroke, ...], text: str, refusal: Refusal) -> None:
    assert attempt(keystrokes, text) == refusal


@pytest.mark.parametrize(
    ("pause_ms", "refused"), [(LONG_PAUSE_MS - 1, False), (LONG_PAUSE_MS + 1, True)]
)
def test_only_a_long_pause_interrupts(pause_ms: float, *, refused: bool) -> None:
    late = TIDE[2].press_ms + pause_ms
    keystrokes = [*TIDE[:3], *(_moved(key, late - TIDE[3].press_ms) for key in TIDE[3:])]
    assert (attempt(keystrokes) == LONG_PAUSE) is refused


def _moved(key: Keystroke, by_ms: float) -> Keystroke:
    return Keystroke(key.code, key.press_ms + by_ms, key.release_ms + by_ms)


def test_keys_before_the_phrase_are_left_out_but_for_its_shift() -> None:
    before = (Keystroke("Backspace", -500, -450), Keystroke("ShiftRight", -400, -300))
    assert attempt(before + TIDE) == Sample(TIDE)


@pytest.mark.parametrize("code", ["AudioVolumeUp", "Fn"])
def test_keys_that_do_nothing_to_the_text_are_left_out(code: str) -> None:
    assert attempt((*TIDE[:3], Keystroke(code, 210, 220), *TIDE[3:])) == Sample(TIDE)


def test_enter_in_the_empty_field_ends_nothing() -> None:
    assert attempt((Keystroke("Enter", -500, -450), *TIDE)) == Sample(TIDE)


def test_keys_after_enter_are_no_part_of_the_attempt() -> None:
    recorder = AttemptRecorder(PHRASE)
    after = (KeyEvent("KeyX", pressed=True, time_ms=620), KeyEvent("Tab", True, 640))
    for event in sorted((*events(TIDE), *after), key=lambda event: event.time_ms):
        recorder.feed(event)
    recorder.enter(PHRASE)
    assert recorder.complete
    assert recorder.close() == Sample(TIDE)


def test_it_is_complete_once_field_and_source_saw_enter_and_all_keys_are_up() -> None:
    recorder = AttemptRecorder(PHRASE)
    *all_but_last, last_release = events(TIDE)
    for event in all_but_last:
        recorder.feed(event)
    assert not recorder.complete
    recorder.enter(PHRASE)
    assert not recorder.complete
    recorder.feed(last_release)
    assert recorder.complete


def test_the_field_may_see_enter_before_the_source() -> None:
    recorder = AttemptRecorder(PHRASE)
    recorder.enter(PHRASE)
    for event in events(TIDE):
        recorder.feed(event)
    assert recorder.complete


def test_it_waits_longer_while_the_source_is_late() -> None:
    recorder = AttemptRecorder(PHRASE)
    recorder.enter(PHRASE)
    assert recorder.wait_ms() == LATE_WAIT_MS
    for event in events(TIDE):
        recorder.feed(event)
    assert recorder.wait_ms() == RELEASE_WAIT_MS


def test_a_key_still_down_when_time_is_up_counts_as_let_go_then() -> None:
    held = Keystroke("KeyE", 400, math.inf)
    recorder = AttemptRecorder(PHRASE)
    for event in events((*TIDE[:4], held, TIDE[5])):
        if event.time_ms < math.inf:
            recorder.feed(event)
    recorder.enter(PHRASE)
    assert not recorder.complete
    sample = recorder.close()
    assert isinstance(sample, Sample)
    let_go_ms = TIDE[5].press_ms + RELEASE_WAIT_MS
    assert sample.keystrokes[4] == Keystroke("KeyE", 400, let_go_ms)


def test_events_of_an_earlier_attempt_that_come_late_are_ignored() -> None:
    recorder = AttemptRecorder(PHRASE)
    recorder.restart(since_ms=0)
    for event in events((Keystroke("KeyV", -20, -10), *TIDE)):
        recorder.feed(event)
    recorder.enter(PHRASE)
    assert recorder.close() == Sample(TIDE)


def test_closing_begins_another_attempt() -> None:
    recorder = AttemptRecorder(PHRASE)
    for _ in range(2):
        assert recorder.empty
        for event in events(TIDE):
            recorder.feed(event)
        recorder.enter(PHRASE)
        assert recorder.close() == Sample(TIDE)


_CODES = st.sampled_from(["KeyT", "KeyI", "ShiftLeft", "Backspace", "Enter", "Unidentified"])
_EVENTS = st.lists(st.tuples(_CODES, st.booleans(), st.floats(0, 1e6)), max_size=40)


@given(_EVENTS, st.sampled_from(["", "T", "Ti", PHRASE]), st.sampled_from([None, "Ti", PHRASE]))
def test_whatever_happens_there_is_an_outcome_that_fits_the_text(
    happened: list[tuple[str, bool, float]], text: str, phrase: str | None
) -> None:
    recorder = AttemptRecorder(phrase)
    for code, pressed, time_ms in sorted(happened, key=lambda event: event[2]):
        recorder.feed(KeyEvent(code, pressed, time_ms))
    recorder.enter(text)
    outcome = recorder.close()
    if isinstance(outcome, Sample):
        assert phrase in {None, text}
        keys = [key for key in outcome.keystrokes if key.code not in {"ShiftLeft", "Enter"}]
        assert len(keys) == len(text)
    else:
        assert outcome.message
