"""Free features: what the encoder says of any text, window by window.

A window's vector has unit length, in whole steps of 1/32767: one canonical encoding, the same for
every scorer, exact in float64. It names no key; see docs/privacy.md for what it still gives away.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from inference.base_features import BaseFeatures, checked_fields, checked_list, checked_steps
from inference.errors import FeaturesError
from inference.strokes import MAX_KEYS, MAX_WINDOWS, MIN_KEYS

STEPS_PER_UNIT: Final = 32_767
MAX_DIMENSION: Final = 512

_LENGTH_TOLERANCE: Final = 0.01


@dataclass(frozen=True)
class Window:
    """What the encoder says of one run of keystrokes.

    Parameters
    ----------
    keys
        Number of keystrokes that count, 15 to 96.
    vector
        Unit vector in 1/32767.
    """

    keys: int
    vector: tuple[int, ...]

    def __post_init__(self) -> None:
        if type(self.keys) is not int or not MIN_KEYS <= self.keys <= MAX_KEYS:
            raise FeaturesError(
                f"The field 'keys' must be a whole number from {MIN_KEYS} to {MAX_KEYS}."
            )
        checked_steps("vector", self.vector, STEPS_PER_UNIT)
        if not are_unit([self.vector]):
            raise FeaturesError("The field 'vector' must have unit length, in 1/32767.")

    def __repr__(self) -> str:
        # Biometric data must not reach a log or a traceback.
        return f"Window({self.keys} keys)"

    @classmethod
    def of(cls, keys: int, unit: NDArray[np.float64]) -> Self:
        """Round a unit vector to whole steps.

        Parameters
        ----------
        keys
            Number of keystrokes that it is about.
        unit
            Shape (dimension,).
        """
        return cls(keys, tuple(np.rint(unit * STEPS_PER_UNIT).astype(int).tolist()))

    @classmethod
    def from_dict(cls, document: Any) -> Self:
        """Read a window from the object that its JSON holds; FeaturesError if it is none."""
        if not isinstance(document, dict) or set(document) != {"keys", "vector"}:
            raise FeaturesError("A window must be an object with exactly the fields keys, vector.")
        return cls(document["keys"], checked_list("vector", document["vector"], MAX_DIMENSION))


@dataclass(frozen=True, repr=False)
class FreeFeatures(BaseFeatures):
    """Features of one sample of any text.

    Parameters
    ----------
    contract
        Version of the feature contract.
    model
        SHA-256 of the model whose encoder made them, hexadecimal.
    windows
        At most 32, in the order of typing; none of a sample that is too short.
    """

    windows: tuple[Window, ...]
    mode: Literal["free"] = "free"

    def __post_init__(self) -> None:
        super().__post_init__()
        if not _are_windows(self.windows):
            raise FeaturesError(f"The field 'windows' must hold at most {MAX_WINDOWS} windows.")
        if len({len(window.vector) for window in self.windows}) > 1:
            raise FeaturesError("All windows must have vectors of one dimension.")

    @property
    def keys(self) -> int:
        """Number of keystrokes in all windows."""
        return sum(window.keys for window in self.windows)

    def __repr__(self) -> str:
        # Biometric data must not reach a log or a traceback.
        return f"FreeFeatures({len(self.windows)} windows, {self.keys} keys)"

    def vectors(self) -> NDArray[np.int16]:
        """Give the windows' vectors in 1/32767; shape (windows, dimension)."""
        return np.array([window.vector for window in self.windows], dtype=np.int16)

    def weights(self) -> NDArray[np.int16]:
        """Give the windows' numbers of keystrokes; shape (windows,)."""
        return np.array([window.keys for window in self.windows], dtype=np.int16)

    @classmethod
    def from_dict(cls, document: Any) -> Self:
        """Read features from the object that their JSON holds.

        Raises
        ------
        FeaturesError
            If a field is missing, unknown, of the wrong type or out of bounds.
        """
        fields = checked_fields(document, "free", {"windows"})
        entries = checked_list("windows", fields["windows"], MAX_WINDOWS)
        return cls(fields["contract"], fields["model"], tuple(map(Window.from_dict, entries)))


def _are_windows(values: Any) -> bool:
    return (
        isinstance(values, tuple)
        and len(values) <= MAX_WINDOWS
        and all(isinstance(value, Window) for value in values)
    )


def are_unit(vectors: Iterable[ArrayLike]) -> bool:
    """Tell whether all vectors in 1/32767 have unit length, but for rounding."""
    lengths = [np.linalg.norm(np.asarray(vector, np.float64)) for vector in vectors]
    return bool(np.all(np.abs(np.array(lengths) / STEPS_PER_UNIT - 1) <= _LENGTH_TOLERANCE))
