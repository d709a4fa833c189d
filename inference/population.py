"""The population's usual times, by key class and digraph class."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from inference.features import to_steps
from inference.keys import GENERIC, hold_classes, interval_classes
from inference.timing import Timings


class Usual(NamedTuple):
    """Centre and spread of a class of times, in square roots of milliseconds."""

    centre: float
    spread: float


@dataclass(frozen=True)
class Population:
    """Usual times of many people, to standardise one person's times by.

    Times are skewed: their square root is close to symmetric, and its spread depends little on
    its centre.

    Parameters
    ----------
    holds, intervals
        Usual hold and press-press times by class name (see :mod:`inference.keys`); the generic
        class is always there.
    """

    holds: Mapping[str, Usual]
    intervals: Mapping[str, Usual]

    def standardise(self, timings: Timings) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Give hold and press-press times in 1/1024 spread of their classes.

        Parameters
        ----------
        timings
            Of n positions.

        Returns
        -------
        holds, intervals
            n and n - 1 whole numbers.
        """
        holds, intervals = self.usual(timings)
        return (
            to_steps(standardised(timings.hold_ms, holds)),
            to_steps(standardised(timings.press_press_ms, intervals)),
        )

    def usual(self, timings: Timings) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Give centre and spread of the classes of hold and press-press times.

        Parameters
        ----------
        timings
            Of n positions.

        Returns
        -------
        holds, intervals
            In square roots of milliseconds, shape (n, 2) and (n - 1, 2).
        """
        holds = [self.usual_hold(code) for code in timings.codes]
        intervals = [
            self.usual_interval(first, second, shifted=shifted)
            for (first, second), shifted in zip(
                pairwise(timings.codes), timings.shifted, strict=True
            )
        ]
        return np.array(holds).reshape(-1, 2), np.array(intervals).reshape(-1, 2)

    def usual_hold(self, code: str) -> Usual:
        """Give the usual hold time of a key, by its narrowest class."""
        return _narrowest(self.holds, hold_classes(code))

    def usual_interval(self, first: str, second: str, *, shifted: bool) -> Usual:
        """Give the usual press-press time of a digraph, by its narrowest class."""
        return _narrowest(self.intervals, interval_classes(first, second, shifted=shifted))

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Self:
        """Read the population from what its JSON holds."""
        tables = [
            {name: Usual(float(centre), float(spread)) for name, (centre, spread) in table.items()}
            for table in (document["holds"], document["intervals"])
        ]
        if any(GENERIC not in table for table in tables):
            raise ValueError("the generic class is missing")
        return cls(*tables)


def standardised(times_ms: NDArray[np.float64], usual: NDArray[np.float64]) -> NDArray[np.float64]:
    """Express times in spreads around their centre.

    Parameters
    ----------
    times_ms
        In milliseconds, shape (n,).
    usual
        Centre and spread for each, shape (n, 2).
    """
    spreads: NDArray[np.float64] = (np.sqrt(times_ms) - usual[:, 0]) / usual[:, 1]
    return spreads


def _narrowest(table: Mapping[str, Usual], classes: Sequence[str]) -> Usual:
    return next(table[name] for name in classes if name in table)
