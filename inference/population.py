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
        hold_usual = [_narrowest(self.holds, hold_classes(code)) for code in timings.codes]
        interval_usual = [
            _narrowest(self.intervals, interval_classes(first, second, shifted=shifted))
            for (first, second), shifted in zip(
                pairwise(timings.codes), timings.shifted, strict=True
            )
        ]
        return (
            _standardised(timings.hold_ms, hold_usual),
            _standardised(timings.press_press_ms, interval_usual),
        )

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


def _narrowest(table: Mapping[str, Usual], classes: Sequence[str]) -> Usual:
    return next(table[name] for name in classes if name in table)


def _standardised(times_ms: NDArray[np.float64], usual: Sequence[Usual]) -> tuple[int, ...]:
    centres = np.array([entry.centre for entry in usual])
    spreads = np.array([entry.spread for entry in usual])
    return to_steps((np.sqrt(times_ms) - centres) / spreads)
