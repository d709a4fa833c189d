"""Features: the only thing that leaves the machine where the typing was done."""

from collections.abc import Mapping
from typing import Any, Final

from inference.base_features import CONTRACT_VERSION, is_digest
from inference.errors import FeaturesError, UnsupportedModeError
from inference.fixed_features import (
    MAX_POSITIONS,
    MAX_STEPS,
    MIN_POSITIONS,
    MIN_SAMPLES,
    STEPS_PER_SPREAD,
    FixedFeatures,
    phrase_tag,
    to_steps,
)
from inference.free_features import MAX_DIMENSION, STEPS_PER_UNIT, FreeFeatures, Window, are_unit
from inference.strokes import MAX_KEYS, MAX_WINDOWS, MIN_KEYS

__all__ = [
    "CONTRACT_VERSION",
    "MAX_DIMENSION",
    "MAX_KEYS",
    "MAX_POSITIONS",
    "MAX_STEPS",
    "MAX_WINDOWS",
    "MIN_KEYS",
    "MIN_POSITIONS",
    "MIN_SAMPLES",
    "STEPS_PER_SPREAD",
    "STEPS_PER_UNIT",
    "Features",
    "FixedFeatures",
    "FreeFeatures",
    "Window",
    "are_unit",
    "features_from_dict",
    "is_digest",
    "phrase_tag",
    "to_steps",
]

Features = FixedFeatures | FreeFeatures

_KINDS: Final[Mapping[str, type[Features]]] = {"fixed": FixedFeatures, "free": FreeFeatures}


def features_from_dict(document: Any) -> Features:
    """Read features of any mode from the object that their JSON holds.

    Raises
    ------
    UnsupportedModeError
        If the mode isn't one that this version knows.
    FeaturesError
        If the features are malformed.
    """
    mode = document.get("mode") if isinstance(document, dict) else None
    if not isinstance(mode, str):
        raise FeaturesError("Features must be an object with a field 'mode': 'fixed' or 'free'.")
    if mode not in _KINDS:
        raise UnsupportedModeError("The mode must be 'fixed' or 'free'.")
    return _KINDS[mode].from_dict(document)
