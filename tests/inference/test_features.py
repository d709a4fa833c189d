from typing import Any

import pytest

from inference.errors import FeaturesError, UnsupportedModeError
from inference.features import FixedFeatures, FreeFeatures, features_from_dict

MODEL = "ab" * 32


def test_the_mode_says_what_features_they_are() -> None:
    fixed = {"mode": "fixed", "contract": 1, "model": MODEL, "tag": None}
    times = {"holds": [1], "intervals": []}
    free = {"mode": "free", "contract": 1, "model": MODEL, "windows": []}
    assert isinstance(features_from_dict(fixed | times), FixedFeatures)
    assert isinstance(features_from_dict(free), FreeFeatures)


@pytest.mark.parametrize("mode", ["Fixed", "", "dreamt"])
def test_an_unknown_mode_is_not_supported(mode: str) -> None:
    with pytest.raises(UnsupportedModeError, match="'fixed' or 'free'"):
        features_from_dict({"mode": mode})


@pytest.mark.parametrize("bad", [None, [], 5, "x", {}, {"mode": 1}, {"mode": []}])
def test_what_is_no_object_with_a_mode_is_refused(bad: Any) -> None:
    with pytest.raises(FeaturesError, match="'mode'"):
        features_from_dict(bad)
