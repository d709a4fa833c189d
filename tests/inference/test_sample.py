import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inference.errors import KeystrokeError, SampleError
from inference.sample import MAX_KEYSTROKES, Keystroke, Sample
from tests.inference.strategies import keystroke_lists


@given(keystroke_lists())
def test_json_gives_back_the_same_sample(keystrokes: list[Keystroke]) -> None:
    sample = Sample(keystrokes)
    assert Sample.from_json(sample.to_json()) == sample
    assert Sample.from_json(sample.to_json().encode()) == sample


@given(keystroke_lists())
def test_merging_repeats_is_idempotent(keystrokes: list[Keystroke]) -> None:
    sample = Sample(keystrokes)
    assert Sample(sample.keystrokes) == sample


@pytest.mark.parametrize(
    ("keystroke", "told"),
    [
        (Keystroke("KeyB", math.nan, 30), "press_ms that isn't finite"),
        (Keystroke("KeyB", 20, math.inf), "release_ms that isn't finite"),
        (Keystroke("KeyB", 20, 10), "released before it is pressed"),
        (Keystroke("KeyB", 5, 30), "pressed before the one ahead of it"),
        (Keystroke("b", 20, 30), "no W3C key code"),
        (Keystroke("", 20, 30), "no W3C key code"),
        (("KeyB", "20", 30), "no number"),
        (("KeyB", True, 30), "no number"),
        (("KeyB", None, 30), "no number"),
        (("KeyB", 10**400, 30), "isn't finite"),
        (("KeyB", b"20", 30), "no number"),
        (("KeyB", np.array("20"), 30), "no number"),
        (("KeyB", np.bool_(1), 30), "no number"),
        (("KeyB", 1 + 2j, 30), "no number"),
        (("KeyB", 20), "no Keystroke"),
        (None, "no Keystroke"),
        ((20, 20, 30), "no W3C key code"),
    ],
)
def test_a_bad_keystroke_is_named_by_its_place(keystroke: object, told: str) -> None:
    with pytest.raises(SampleError, match=f"Keystroke 2 .*{told}"):
        Sample([Keystroke("KeyA", 10, 90), keystroke])  # type: ignore[list-item]  # on purpose


@pytest.mark.parametrize("bad", [[], (), None, 7, "KeyA", b"KeyA", {"a": 1}, iter([])])
def test_what_is_no_sequence_of_keystrokes_is_refused(bad: object) -> None:
    with pytest.raises(SampleError):
        Sample(bad)  # type: ignore[arg-type]  # on purpose


def test_at_most_100_000_keystrokes_are_taken() -> None:
    many = [Keystroke("KeyA", float(i), float(i)) for i in range(MAX_KEYSTROKES + 1)]
    assert len(Sample(many[:-1]).keystrokes) == MAX_KEYSTROKES
    with pytest.raises(SampleError, match="100,001 keystrokes"):
        Sample(many)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        "{}",
        '{"keystrokes": {}}',
        '{"keystrokes": []}',
        '{"keystrokes": [1]}',
        '{"keystrokes": [{"code": "KeyA", "press_ms": 1}]}',
        '{"keystrokes": [{"code": "KeyA", "press_ms": 1, "release_ms": NaN}]}',
        '{"keystrokes": [{"code": "KeyA", "press_ms": 1, "release_ms": 2, "key": "a"}]}',
        '{"keystrokes": [{"code": "KeyA", "press_ms": 1, "release_ms": 2}], "more": 1}',
        "[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_bad_json_is_an_error_of_ours(text: str | bytes) -> None:
    with pytest.raises(SampleError):
        Sample.from_json(text)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists))
def test_any_other_json_is_an_error_of_ours(document: object) -> None:
    with pytest.raises(KeystrokeError):
        Sample.from_json(json.dumps(document))


def test_a_known_key_pressed_again_before_its_release_is_merged() -> None:
    repeated = [
        Keystroke("KeyA", 0, 500),
        Keystroke("KeyB", 100, 150),
        Keystroke("KeyA", 300, 600),
    ]
    assert Sample(repeated).keystrokes == (Keystroke("KeyA", 0, 600), repeated[1])


def test_what_real_people_do_is_kept() -> None:
    kept = (
        Keystroke("Unidentified", 0, 500),
        Keystroke("Unidentified", 0, 90),
        Keystroke("KeyA", 80, 80),
        Keystroke("KeyA", 80, 7_000),
        Keystroke("KeyB", 900_000, 900_000),
    )
    assert Sample(kept).keystrokes == kept


def test_numpys_numbers_are_times() -> None:
    sample = Sample([Keystroke("KeyA", np.float32(1.5), np.int64(20))])  # type: ignore[arg-type]  # as given
    assert sample == Sample([Keystroke("KeyA", 1.5, 20.0)])


def test_neither_repr_nor_messages_tell_what_was_typed() -> None:
    sample = Sample([Keystroke("KeyQ", 12_345.6, 23_456.7)])
    assert "KeyQ" not in repr(sample)
    assert "345" not in repr(sample)
    with pytest.raises(SampleError) as caught:
        Sample([Keystroke("KeyQ", 23_456.7, 12_345.6)])
    assert "KeyQ" not in str(caught.value)
    assert "345" not in str(caught.value)
