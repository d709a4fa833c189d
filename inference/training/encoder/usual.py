"""The population's usual times, as arrays over the encoder's keys."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.population import Population
from inference.training.encoder.corpus import CODES


@dataclass(frozen=True, repr=False)
class UsualTimes:
    """Centres and spreads, in square roots of milliseconds.

    Parameters
    ----------
    holds
        By key, shape (keys, 2).
    intervals
        Press to press, by key before, key, and Shift between; shape (keys, keys, 2, 2).
    """

    holds: NDArray[np.float64]
    intervals: NDArray[np.float64]

    @classmethod
    def of(cls, population: Population) -> "UsualTimes":
        """Look up all keys and digraphs."""
        intervals = [
            [
                [population.usual_interval(first, second, shifted=shift) for shift in (False, True)]
                for second in CODES
            ]
            for first in CODES
        ]
        holds = [population.usual_hold(code) for code in CODES]
        return cls(np.array(holds), np.array(intervals))
