"""The cohort: what strangers' typing looks like, to judge likeness by."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from inference.arrays import read_arrays

Array = NDArray[np.float64]

_SMALLEST_SPREAD = 1e-6


@dataclass(frozen=True, eq=False, repr=False)
class Cohort:
    """Windows that strangers typed.

    Parameters
    ----------
    vectors
        Their unit vectors, shape (members, dimension).
    """

    vectors: Array

    @property
    def dimension(self) -> int:
        """Number of values of each vector."""
        dimension: int = self.vectors.shape[1]
        return dimension

    def nearest(self, direction: Array, count: int) -> tuple[float, float]:
        """Give mean and spread of a direction's likeness to its nearest strangers.

        Parameters
        ----------
        direction
            Unit vector, shape (dimension,).
        count
            How many strangers to look at.
        """
        likeness = self.vectors @ direction
        nearest = np.partition(likeness, -count)[-count:] if count < len(likeness) else likeness
        return float(nearest.mean()), max(float(nearest.std()), _SMALLEST_SPREAD)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read the cohort from an npz file with the array ``vectors``, directions of any length.

        Raises
        ------
        ValueError, KeyError
            If it is something else.
        """
        vectors = read_arrays(data)["vectors"].astype(np.float64)
        if vectors.ndim != 2 or not vectors.size or not np.all(np.isfinite(vectors)):
            raise ValueError("the cohort is no table of directions")
        lengths = np.sqrt(np.square(vectors).sum(axis=1, keepdims=True))
        if np.any(lengths == 0):
            raise ValueError("a direction of the cohort has no length")
        return cls(vectors / lengths)
