"""Detectors from the literature, to measure our own against."""

from typing import Self

import numpy as np
from numpy.typing import NDArray


class ScaledManhattan:
    """The best detector of Killourhy & Maxion (2009): city-block distance in mean deviations.

    Attributes
    ----------
    mean_, deviation_
        Mean and mean absolute deviation of each time over the training attempts; each of shape
        (times,).

    References
    ----------
    Killourhy, K. S., & Maxion, R. A. (2009). Comparing anomaly-detection algorithms for keystroke
    dynamics. DSN 2009.
    """

    mean_: NDArray[np.float64]
    deviation_: NDArray[np.float64]

    def fit(self, times: NDArray[np.float64]) -> Self:
        """Learn one person's times; shape (attempts, times)."""
        self.mean_ = times.mean(axis=0)
        self.deviation_ = np.abs(times - self.mean_).mean(axis=0)
        return self

    def score_samples(self, times: NDArray[np.float64]) -> NDArray[np.float64]:
        """Score attempts of shape (attempts, times): higher is more genuine."""
        distance: NDArray[np.float64] = (np.abs(times - self.mean_) / self.deviation_).sum(axis=1)
        return -distance


def attempt_times(hold_ms: NDArray[np.float64], gap_ms: NDArray[np.float64]) -> NDArray[np.float64]:
    """Line up the times that Killourhy & Maxion (2009) compare: H, DD and UD.

    Parameters
    ----------
    hold_ms
        Press to release, in milliseconds; shape (attempts, keys).
    gap_ms
        Press to press of neighbours, in milliseconds; shape (attempts, keys - 1).

    Returns
    -------
    numpy.ndarray
        Holds, press-press and release-press times; shape (attempts, 3 * keys - 2).
    """
    return np.concatenate((hold_ms, gap_ms, gap_ms - hold_ms[:, :-1]), axis=1)
