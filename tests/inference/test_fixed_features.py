import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inference.errors import FeaturesError, UnsupportedModeError
from inference.features import (
    MAX_POSITIONS,
    MAX_STEPS,
    STEPS_PER_SPREAD,
    FixedFeatures,
    features_from_dict,
    phrase_tag,
    to_steps,
)
from inference.sample import Keystroke, Sample
from tests.inference.typing import typed

MODEL = "ab" * 32
STEPS = st.integers(-MAX_STEPS, MAX_STEPS)


def document(**changes: Any) -> dict[str, Any]:
    good = FixedFeatures(1, MODEL, None, (1, -2, 3), (4, 5)).to_dict()
    return {**json.loads(json.dumps(good)), **changes}


@given(st.lists(STEPS, max_size=MAX_POSITIONS), st.none() | st.just("0f" * 32))
def test_json_is_canonical_and_gives_back_the_same_features(
    holds: list[int], tag: str | None
) -> None:
    features = FixedFeatures(1, MODEL, tag, tuple(holds), tuple(holds[1:]))
    again = FixedFeatures.from_json(features.to_json())
    assert again == features
    assert again.to_json() == features.to_json()
    assert features.steps().tolist() == [*holds, *holds[1:]]


@given(st.lists(st.floats(-1e6, 1e6), max_size=20))
def test_steps_are_exact_and_bounded(spreads: list[float]) -> None:
    steps = to_steps(spreads)
    assert all(abs(step) <= MAX_STEPS for step in steps)
    for step, spread in zip(steps, spreads, strict=True):
        if abs(spread) < 31:
            assert abs(step / STEPS_PER_SPREAD - spread) <= 0.5 / STEPS_PER_SPREAD


@pytest.mark.parametrize(
    "changes",
    [
        {"mode": "Fixed"},
        {"mode": None},
        {"contract": "1"},
        {"contract": True},
        {"model": "xyz"},
        {"model": None},
        {"tag": "12"},
        {"tag": 5},
        {"holds": None},
        {"holds": [1, 2]},
        {"holds": [1, 2, 3, 4]},
        {"holds": [1.5, 2, 3]},
        {"holds": [True, 2, 3]},
        {"holds": ["1", 2, 3]},
        {"holds": [MAX_STEPS + 1, 2, 3]},
        {"holds": [0] * (MAX_POSITIONS + 1), "intervals": [0] * MAX_POSITIONS},
        {"intervals": [[1], [2]]},
        {"more": 1},
    ],
)
def test_malformed_features_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises((FeaturesError, UnsupportedModeError)):
        features_from_dict(document(**changes))


@pytest.mark.parametrize(
    "values",
    [
        {"holds": [1, 2, 3]},
        {"holds": (10**9, 2, 3)},
        {"holds": (1.5, 2, 3)},
        {"intervals": ()},
        {"tag": 5},
        {"contract": "1"},
    ],
)
def test_features_made_by_hand_are_checked_as_well(values: dict[str, Any]) -> None:
    good: dict[str, Any] = {
        "contract": 1,
        "model": MODEL,
        "tag": None,
        "holds": (1, 2, 3),
        "intervals": (4, 5),
    }
    with pytest.raises(FeaturesError):
        FixedFeatures(**(good | values))


@pytest.mark.parametrize("bad", [None, [], 5, "x", {}, {"mode": "fixed"}])
def test_what_is_no_object_of_features_is_refused(bad: object) -> None:
    with pytest.raises(FeaturesError):
        features_from_dict(bad)


@pytest.mark.parametrize("text", ["", "{", b"\xff", "[" * 100_000])
def test_bad_json_is_refused(text: str | bytes) -> None:
    with pytest.raises(FeaturesError):
        FixedFeatures.from_json(text)


def test_features_do_not_show_themselves() -> None:
    assert repr(FixedFeatures(1, MODEL, None, (1234,), ())) == "FixedFeatures(1 positions)"


def test_the_phrase_tag_tells_phrases_apart_and_ignores_modifiers() -> None:
    key = b"k" * 32
    plain = typed(1)
    left, right = (
        Sample([Keystroke(shift, 0, 1100), *plain.keystrokes])
        for shift in ("ShiftLeft", "ShiftRight")
    )
    assert phrase_tag(left, key) == phrase_tag(right, key) == phrase_tag(typed(2), key)
    assert phrase_tag(plain, key) != phrase_tag(plain, b"other key" * 4)
    assert phrase_tag(plain, key) != phrase_tag(typed(1, enter=False), key)


def test_steps_array_has_16_bits() -> None:
    features = FixedFeatures(1, MODEL, None, (MAX_STEPS, -MAX_STEPS), (0,))
    assert features.steps().dtype == np.int16
    assert features.steps().tolist() == [MAX_STEPS, -MAX_STEPS, 0]
