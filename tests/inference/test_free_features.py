import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inference.errors import FeaturesError
from inference.features import MAX_DIMENSION, MAX_KEYS, MAX_WINDOWS, MIN_KEYS, FreeFeatures, Window

MODEL = "ab" * 32
UNIT = 32_767


@st.composite
def windows(draw: st.DrawFn, dimension: int) -> Window:
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    vector = rng.normal(size=dimension)
    return Window.of(draw(st.integers(MIN_KEYS, MAX_KEYS)), vector / np.linalg.norm(vector))


@st.composite
def free_features(draw: st.DrawFn) -> FreeFeatures:
    dimension = draw(st.integers(1, MAX_DIMENSION))
    drawn = draw(st.lists(windows(dimension), max_size=5))
    return FreeFeatures(1, MODEL, tuple(drawn))


@given(free_features())
def test_json_is_canonical_and_gives_back_the_same_features(features: FreeFeatures) -> None:
    again = FreeFeatures.from_json(features.to_json())
    assert again == features
    assert again.to_json() == features.to_json()
    assert again.keys == sum(again.weights())


def test_json_says_how_many_keys_and_which_direction() -> None:
    features = FreeFeatures(1, MODEL, (Window.of(50, np.array([0.6, -0.8])),))
    assert json.loads(features.to_json()) == {
        "mode": "free",
        "contract": 1,
        "model": MODEL,
        "windows": [{"keys": 50, "vector": [19660, -26214]}],
    }
    assert features.vectors().dtype == np.int16
    assert features.vectors().tolist() == [[19660, -26214]]


def document(**changes: Any) -> dict[str, Any]:
    windows = [{"keys": 50, "vector": [UNIT, 0]}, {"keys": 49, "vector": [0, -UNIT]}]
    return {"mode": "free", "contract": 1, "model": MODEL, "windows": windows} | changes


def window(**changes: Any) -> dict[str, Any]:
    return {"windows": [{"keys": 50, "vector": [UNIT, 0]} | changes]}


def test_the_document_that_the_next_test_changes_is_good() -> None:
    assert FreeFeatures.from_dict(document()).keys == 99


@pytest.mark.parametrize(
    "changes",
    [
        {"mode": "fixed"},
        {"mode": None},
        {"contract": "1"},
        {"contract": True},
        {"model": "xyz"},
        {"model": None},
        {"tag": None},
        {"windows": None},
        {"windows": {}},
        {"windows": [None]},
        {"windows": [[50, [UNIT, 0]]]},
        {"windows": [{"keys": 50}]},
        {"windows": [{"keys": 50, "vector": [UNIT]}, {"keys": 50, "vector": [UNIT, 0]}]},
        {"windows": [{"keys": 50, "vector": [UNIT]}] * (MAX_WINDOWS + 1)},
        window(more=1),
        window(keys=MIN_KEYS - 1),
        window(keys=MAX_KEYS + 1),
        window(keys=50.0),
        window(keys=True),
        window(keys="50"),
        window(vector=[]),
        window(vector=[0, 0]),
        window(vector=[UNIT + 1, 0]),
        window(vector=[UNIT, UNIT]),
        window(vector=[int(0.98 * UNIT), 0]),
        window(vector=[float(UNIT), 0]),
        window(vector=[True, UNIT]),
        window(vector=[[UNIT], [0]]),
        window(vector="unit"),
        window(vector=[10**400, 0]),
        window(vector=[UNIT] + [0] * MAX_DIMENSION),
    ],
)
def test_malformed_features_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(FeaturesError):
        FreeFeatures.from_dict(document(**changes))


@pytest.mark.parametrize("bad", [None, [], 5, "x", {}, {"mode": "free"}])
def test_what_is_no_object_of_features_is_refused(bad: object) -> None:
    with pytest.raises(FeaturesError):
        FreeFeatures.from_dict(bad)


@pytest.mark.parametrize("wrong", [[], None, ("window",), (Window(50, (UNIT,)),) * 33])
def test_features_made_by_hand_are_checked_as_well(wrong: Any) -> None:
    with pytest.raises(FeaturesError):
        FreeFeatures(1, MODEL, wrong)


def test_features_do_not_show_themselves() -> None:
    features = FreeFeatures(1, MODEL, (Window(50, (UNIT, 0)),))
    assert repr(features) == "FreeFeatures(1 windows, 50 keys)"
    assert repr(features.windows[0]) == "Window(50 keys)"
