from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.capture.events import KeyEvent
from desktop.logic.attempt import LONG_PAUSE_MS, AttemptRecorder
from desktop.logic.recorder import Outcome
from desktop.logic.refusal import (
    CORRECTED,
    KEYS_DO_NOT_MATCH,
    LONG_PAUSE,
    MISTYPED,
    OTHER_KEY,
    Refusal,
)
from inference.sample import Keystroke, Sample
from tests.desktop.logic.events import events

PHRASE = "Tide"
TIDE = (
    Keystroke("ShiftLeft", 0, 90),
    Keystroke("KeyT", 50, 120),
    Keystroke("KeyI", 200, 280),
    Keystroke("KeyD", 260, 350),
    Keystroke("KeyE", 400, 470),
    Keystroke("Enter", 600, 680),
)


def attempt(
    keystrokes: Iterable[Keystroke], text: str = PHRASE, phrase: str | None = PHRASE
) -> Outcome:
    recorder = AttemptRecorder(phrase)
    for event in events(keystrokes):
        recorder.feed(event)
    recorder.end(text)
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
    assert (attempt(keystrokes) == LONG_PAUSE._replace(place=3)) is refused


def _moved(key: Keystroke, by_ms: float) -> Keystroke:
    return Keystroke(key.code, key.press_ms + by_ms, key.release_ms + by_ms)


_CODES = st.sampled_from(["KeyT", "KeyI", "ShiftLeft", "Backspace", "Enter", "Unidentified"])
_EVENTS = st.lists(st.tuples(_CODES, st.booleans(), st.floats(0, 1e6)), max_size=40)


@given(_EVENTS, st.sampled_from(["", "T", "Ti", PHRASE]), st.sampled_from([None, "Ti", PHRASE]))
def test_whatever_happens_there_is_an_outcome_that_fits_the_text(
    happened: list[tuple[str, bool, float]], text: str, phrase: str | None
) -> None:
    recorder = AttemptRecorder(phrase)
    for code, pressed, time_ms in sorted(happened, key=lambda event: event[2]):
        recorder.feed(KeyEvent(code, pressed, time_ms))
    recorder.end(text)
    outcome = recorder.close()
    if isinstance(outcome, Sample):
        assert phrase in {None, text}
        keys = [key for key in outcome.keystrokes if key.code not in {"ShiftLeft", "Enter"}]
        assert len(keys) == len(text)
    else:
        assert outcome.message
