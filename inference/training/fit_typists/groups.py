"""Means and covariances within groups."""

import numpy as np
from numpy.typing import NDArray


class Groups:
    """Values that belong together where their numbers are equal.

    Parameters
    ----------
    numbers
        The number of each value's group; shape (values,).

    Attributes
    ----------
    member
        The group of each value, counted from 0; shape (values,).
    first
        Which value of each group comes first; shape (groups,).
    count
        How many values each group has; shape (groups,).
    """

    def __init__(self, numbers: NDArray[np.int64]) -> None:
        _, self.first, self.member, self.count = np.unique(
            numbers, return_index=True, return_inverse=True, return_counts=True
        )

    def mean(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give each group's mean; shape (groups,)."""
        mean: NDArray[np.float64] = self._sum(values) / self.count
        return mean

    def deviation(
        self, values: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Give each value's deviation from its group's mean, and its share of freedom.

        The squared deviation is on average the variance times the share; shape (values,) each.
        """
        return values - self.mean(values)[self.member], 1.0 - 1.0 / self.count[self.member]

    def covariance(
        self, values: NDArray[np.float64], others: NDArray[np.float64] | None = None
    ) -> float:
        """Give the mean product of a value and another one of its group, all groups alike.

        Parameters
        ----------
        values
            About 0; shape (values,).
        others
            The second factor, where it isn't of the same kind; shape (values,).
        """
        others = values if others is None else others
        products = self._sum(values) * self._sum(others) - self._sum(values * others)
        several = self.count > 1
        return float(np.mean((products / (self.count * (self.count - 1.0 + ~several)))[several]))

    def _sum(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.bincount(self.member, values).astype(np.float64, copy=False)
