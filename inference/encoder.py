"""The encoder: where a window of strokes points, run by numpy."""

from typing import Self

import numpy as np
from numpy.typing import NDArray

from inference.errors import UnsupportedModeError
from inference.strokes import Strokes


class Encoder:
    """Puts a window of strokes in a direction.

    Attributes
    ----------
    dimension
        Number of values of a vector.
    """

    dimension: int

    def encode(self, window: Strokes) -> NDArray[np.float64]:
        """Give the unit vector of a window, shape (dimension,)."""
        raise NotImplementedError

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read an encoder from an npz file; ValueError or KeyError if it is something else."""
        raise UnsupportedModeError("This version has no encoder yet: use mode 'fixed'.")
