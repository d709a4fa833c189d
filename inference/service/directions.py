"""What free features are compared by to know a replay: directions that real repeats differ in.

A jitter of a few milliseconds, or another tempo, moves an encoder's vector along certain
directions. They were learnt, and those were kept in which a person's windows differ most compared
with that (linear discriminant analysis; Fisher, 1936): :mod:`inference.training.replay`.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from inference.features import STEPS_PER_UNIT

STEPS_PER_MARK: Final = 1024
FILE: Final = "directions.npz"

_LIMIT: Final = 2.15
_LIMIT_OF_VECTORS: Final = 0.1


@dataclass(frozen=True, eq=False)
class Directions:
    """How vectors become marks.

    Parameters
    ----------
    matrix
        Shape (dimension, directions). Its unit is what a person's windows usually differ by in each
        direction.
    limit
        Windows that are nearer than this, in that unit, are one and the same.
    """

    matrix: NDArray[np.float64]
    limit: float

    def marks(self, vectors: NDArray[np.int16]) -> NDArray[np.int16]:
        """Give the marks of vectors in 1/32767; shape (windows, directions)."""
        marks = np.rint(vectors / STEPS_PER_UNIT @ self.matrix * STEPS_PER_MARK)
        return np.clip(marks, -32_767, 32_767).astype(np.int16)


@cache
def directions(encoder: str, dimension: int) -> Directions:
    """Give the directions for an encoder's vectors.

    For an encoder that none were learnt for it is the vectors themselves that are compared: that
    finds fewer of the replays that were changed.

    Parameters
    ----------
    encoder
        SHA-256 of its file, hexadecimal.
    dimension
        Number of values of a vector.
    """
    from pathlib import Path  # noqa: PLC0415 (free text alone needs it)

    from inference.arrays import read_arrays  # noqa: PLC0415

    arrays = read_arrays(Path(__file__).with_name(FILE).read_bytes())
    matrix = arrays["matrix"].astype(np.float64)
    if str(arrays["encoder"]) != encoder or len(matrix) != dimension:
        return Directions(np.eye(dimension), _LIMIT_OF_VECTORS)
    return Directions(matrix, _LIMIT)
