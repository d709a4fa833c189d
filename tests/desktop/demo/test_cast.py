import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.demo.cast import (
    PHRASE,
    Cast,
    given_cast,
    real_cast,
    simulated_cast,
    with_shift,
)
from desktop.virtual.injector import evenly_typed
from inference.errors import DataError, InputError
from inference.sample import Keystroke, Sample


def line(typist: str, role: str, **changes: Any) -> str:
    sample = evenly_typed("hello there\n").to_dict()
    return json.dumps(
        {"typist": typist, "role": role, "phrase": "hello there", "sample": sample} | changes
    )


def cast_of(lines: list[str], folder: Path) -> Cast:
    path = folder / "samples.jsonl"
    path.write_text("\n".join(lines))
    return given_cast(path)


def test_simulated_typists_are_four_who_type_a_phrase_of_25_keys_or_more() -> None:
    cast = simulated_cast()
    assert len(PHRASE) >= 25
    assert [len(part) for part in (cast.enroll, cast.genuine, cast.impostor)] == [10, 10, 30]
    attempts = {attempt.keystrokes for attempt in (*cast.enroll, *cast.genuine, *cast.impostor)}
    assert len(attempts) == 50
    assert simulated_cast() == cast


def test_the_first_typist_of_a_file_is_enrolled(tmp_path: Path) -> None:
    lines = [line("ada", "enroll")] * 6 + [line("ada", "verify")] * 2 + [line("bob", "verify")] * 3
    cast = cast_of([*lines, "", line("bob", "enroll")], tmp_path)
    assert [len(part) for part in (cast.enroll, cast.genuine, cast.impostor)] == [6, 2, 3]
    assert cast.phrase == "hello there"
    assert cast.people


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ("nonsense", "Line 2"),
        ("[]", "Line 2"),
        (line("ada", "watch"), "Line 2: the role"),
        (line("ada", "enroll", sample={"keystrokes": []}), "Line 2: The field|Line 2: The sample"),
        (line("ada", "enroll", phrase="other"), "one phrase"),
        (line("ada", "verify"), "at least 5"),
    ],
)
def test_a_file_that_can_not_be_used_is_told(tmp_path: Path, bad: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        cast_of([line("ada", "enroll"), bad], tmp_path)


def test_a_missing_or_empty_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be read"):
        given_cast(tmp_path / "absent.jsonl")
    with pytest.raises(InputError, match="is empty"):
        cast_of([], tmp_path)


@given(
    gap_ms=st.floats(1, 400),
    hold_ms=st.floats(0, 400),
    next_gap_ms=st.floats(1, 400),
)
def test_shift_is_down_for_its_key_alone(gap_ms: float, hold_ms: float, next_gap_ms: float) -> None:
    press_ms = 100 + gap_ms
    after_ms = press_ms + next_gap_ms
    before = Keystroke("Digit5", 100.0, 180.0)
    shifted = Keystroke("KeyR", press_ms, press_ms + hold_ms)
    after = Keystroke("KeyO", after_ms, after_ms + 60)
    typed = with_shift(Sample([before, shifted, after]), "KeyR")
    shift = next(key for key in typed.keystrokes if key.code == "ShiftLeft")
    assert before.press_ms < shift.press_ms <= shifted.press_ms <= shift.release_ms < after.press_ms
    assert [key for key in typed.keystrokes if key.code != "ShiftLeft"] == [before, shifted, after]


@pytest.mark.skipif("KEYSTROKE_DATA" not in os.environ, reason="needs the CMU set")
def test_real_people_are_the_first_four_of_the_cmu_set() -> None:
    cast = real_cast()
    assert cast.source == "CMU, s002, s003, s004, s005"
    assert [len(part) for part in (cast.enroll, cast.genuine, cast.impostor)] == [20, 10, 30]
    assert cast.fmr == 0.05


def test_without_the_data_real_people_can_not_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KEYSTROKE_DATA", raising=False)
    with pytest.raises(DataError, match="KEYSTROKE_DATA"):
        real_cast()
