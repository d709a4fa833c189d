"""The times of an attempt that detectors of the literature compare."""

import numpy as np
from numpy.typing import NDArray


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
