import json
import os
from pathlib import Path
from typing import Any

import pytest

from desktop.demo.cast import (
    PHRASE,
    Cast,
    given_cast,
    real_cast,
    simulated_cast,
)
from desktop.virtual.injector import evenly_typed
from inference.errors import DataError, InputError


def line(typist: str, role: str, **changes: Any) -> str:
    sample = evenly_typed("hello there").to_dict()
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


def test_free_text_is_another_sentence_each_time() -> None:
    free = simulated_cast().free
    assert free is not None
    texts = [
        tuple(key.code for key in sample.keystrokes)
        for sample in free.enroll + free.genuine + free.impostor
    ]
    assert len(set(texts)) == len(texts) == 5


def test_the_first_typist_of_a_file_is_enrolled(tmp_path: Path) -> None:
    lines = [line("ada", "enroll")] * 6 + [line("ada", "verify")] * 2 + [line("bob", "verify")] * 3
    cast = cast_of([*lines, "", line("bob", "enroll")], tmp_path)
    assert [len(part) for part in (cast.enroll, cast.genuine, cast.impostor)] == [6, 2, 3]
    assert cast.phrase == "hello there"
    assert all(sample.keystrokes[-1].code == "Enter" for sample in cast.enroll)
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
