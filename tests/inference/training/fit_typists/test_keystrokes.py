from collections.abc import Sequence

import numpy as np

from inference.evaluation.datasets import TypingSession
from inference.simulation.people import KEYS, NOTHING
from inference.training.fit_typists.keystrokes import (
    PAUSE_MS,
    Typing,
    recorded,
    surroundings,
    typing_of_sessions,
    within_word,
)

CODES = ("KeyA", "KeyB", "Space", "ShiftLeft", "Backspace")
A, B, SPACE, SHIFT = (KEYS.index(code) for code in CODES[:4])


def session(rows: Sequence[tuple[str, int, int]]) -> TypingSession:
    codes, gap_ms, hold_ms = zip(*rows, strict=True)
    return TypingSession(
        user=1,
        session=0,
        codes=CODES,
        code=np.array([CODES.index(code) for code in codes], np.uint8),
        gap_ms=np.array(gap_ms, np.uint16),
        hold_ms=np.array(hold_ms, np.uint16),
    )


def typing(*rows: tuple[str, int, int]) -> Typing:
    return typing_of_sessions([session(rows)])


def test_auto_repeat_is_one_press_and_its_time_is_kept() -> None:
    read = typing(
        ("ShiftLeft", 0, 0), ("ShiftLeft", 500, 0), ("ShiftLeft", 33, 0), ("KeyA", 40, 90)
    )
    assert read.key.tolist() == [SHIFT, A]
    assert read.gap_ms.tolist() == [np.inf, 573.0]


def test_a_double_letter_is_no_auto_repeat() -> None:
    assert typing(("KeyA", 0, 80), ("KeyA", 110, 80)).key.tolist() == [A, A]


def test_keys_outside_the_layout_end_a_run() -> None:
    read = typing(("KeyA", 0, 80), ("Backspace", 100, 60), ("KeyB", 100, 80), ("KeyA", 100, 80))
    assert surroundings(read).before.tolist() == [NOTHING, NOTHING, NOTHING, B]
    assert surroundings(read).after.tolist() == [NOTHING, NOTHING, A, NOTHING]


def test_a_pause_ends_a_run() -> None:
    read = typing(("KeyA", 0, 80), ("KeyB", PAUSE_MS, 80), ("KeyA", PAUSE_MS + 1, 80))
    assert surroundings(read).before.tolist() == [NOTHING, A, NOTHING]


def test_a_writer_is_no_neighbour_of_the_next() -> None:
    rows = [("KeyA", 0, 80), ("KeyB", 100, 80)]
    read = typing_of_sessions([session(rows), session(rows)])
    assert read.writer.tolist() == [0, 0, 1, 1]
    assert surroundings(read).before.tolist() == [NOTHING, A, NOTHING, A]
    assert surroundings(read).second_before.tolist() == [NOTHING] * 4


def test_the_start_and_the_end_of_a_word_are_not_within_it() -> None:
    letters = [(code, 100, 80) for code in ("KeyA", "Space", "KeyA", "KeyB", "KeyA")]
    around = surroundings(typing(*letters))
    assert within_word(around).tolist() == [False, True, False, True, False]
    assert around.second_before.tolist() == [NOTHING, NOTHING, A, SPACE, A]


def test_holds_that_were_not_recorded_are_left_out() -> None:
    read = typing(("KeyA", 0, 0), ("KeyB", 90, 80), ("ShiftLeft", 90, 80), ("KeyA", 90, 5000))
    assert recorded(read).tolist() == [False, True, False, False]
