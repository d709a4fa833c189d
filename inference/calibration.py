"""From raw scores to log-likelihood ratios, and from a requested FMR to a threshold.

Logistic regression (Bruemmer & du Preez, 2006) gives the weights, quantiles of impostors' scores
the thresholds; both were learnt for several numbers of samples and positions and are interpolated
between them on logarithmic axes.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from inference.errors import InputError

Array = NDArray[np.float64]

HIGHEST_FMR: Final = 0.5


@dataclass(frozen=True, eq=False)
class Scale:
    """Calibration for one number of samples and positions.

    Parameters
    ----------
    weights
        Intercept and weight of each voice, shape (voices + 1,).
    log_fmrs
        Natural logarithms of false match rates, increasing, shape (fmrs,).
    thresholds
        Score that impostors pass with each of them, shape (fmrs,).
    limit
        Scores are bounded to this either way: no more can be said from the people learnt from.
    """

    weights: Array
    log_fmrs: Array
    thresholds: Array
    limit: float

    def score(self, voices: Array) -> float:
        """Give the log-likelihood ratio, natural log, within the limit."""
        return float(self.scores(voices))

    def scores(self, voices: Array) -> Array:
        """Give the log-likelihood ratios of many comparisons; voices lie along the last axis."""
        ratios: Array = self.weights[0] + voices @ self.weights[1:]
        return np.clip(ratios, -self.limit, self.limit)

    def threshold(self, fmr: float) -> float:
        """Give the score that impostors reach with probability `fmr`.

        Below the smallest rate that was measured, each further factor e in the rate raises the
        threshold by 1, as it does for calibrated ratios. The lowest score never passes: nothing
        tells the probes apart that get it.
        """
        log_fmr = float(np.log(fmr))
        measured = float(np.interp(log_fmr, self.log_fmrs, self.thresholds))
        threshold = measured + max(0.0, float(self.log_fmrs[0]) - log_fmr)
        return max(threshold, math.nextafter(-self.limit, 0.0))


@dataclass(frozen=True)
class Calibration:
    """Calibration for all sizes of templates and probes.

    Parameters
    ----------
    rows, columns
        Two counts for which it was learnt, increasing: samples and positions in the fixed mode,
        enrolled keys and the probe's keys in the free mode.
    fmrs
        False match rates with a measured threshold, increasing.
    weights
        Shape (rows, columns, voices + 1).
    thresholds
        Shape (rows, columns, fmrs).
    limit
        See :class:`Scale`.
    """

    rows: Array
    columns: Array
    fmrs: Array
    weights: Array
    thresholds: Array
    limit: float

    def at(self, row: int, column: int) -> Scale:
        """Interpolate for two counts; beyond the grid its edge holds."""
        table = np.concatenate([self.weights, self.thresholds], axis=2)
        line: Array = np.tensordot(between(self.rows, row), table, axes=1)
        cell = between(self.columns, column) @ line
        voices = self.weights.shape[2]
        return Scale(cell[:voices], np.log(self.fmrs), cell[voices:], self.limit)

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Self:
        """Read the calibration from what its JSON holds."""
        names = ("rows", "columns", "fmrs", "weights", "thresholds")
        arrays = {name: np.array(document[name], dtype=np.float64) for name in names}
        grid = (len(arrays["rows"]), len(arrays["columns"]))
        if arrays["weights"].shape[:2] != grid or arrays["thresholds"].shape != (
            *grid,
            len(arrays["fmrs"]),
        ):
            raise ValueError("the calibration tables don't fit their grid")
        return cls(**arrays, limit=float(document["limit"]))

    def to_dict(self) -> dict[str, Any]:
        """Give the calibration as the object that its JSON holds."""
        names = ("rows", "columns", "fmrs", "weights", "thresholds")
        return {name: getattr(self, name).tolist() for name in names} | {"limit": self.limit}


def calibrated(scales: Sequence[Scale], voices: Array) -> Array:
    """Give what :meth:`Scale.score` gives, for N templates at once.

    Parameters
    ----------
    scales
        N of them.
    voices
        Shape (N, voices).
    """
    # Most of many templates share a scale.
    places = {scale: place for place, scale in enumerate(dict.fromkeys(scales))}
    weights = np.array([scale.weights for scale in places])
    limits = np.array([scale.limit for scale in places])
    of = [places[scale] for scale in scales]
    ratios: Array = weights[of, 0] + (weights[of, 1:] * voices).sum(axis=1)
    return np.clip(ratios, -limits[of], limits[of])


def checked_fmr(fmr: object) -> float:
    """Give `fmr` back as a float if it is a false match rate that can be asked for.

    Raises
    ------
    InputError
        If it isn't a number above 0 and at most 0.5.
    """
    if (
        isinstance(fmr, bool)
        or not isinstance(fmr, int | float | np.floating)
        or not 0 < fmr <= HIGHEST_FMR
    ):
        raise InputError(
            f"The requested FMR must be a number above 0 and at most {HIGHEST_FMR}, such as 0.01."
        )
    return float(fmr)


def between(grid: Array, value: int) -> Array:
    """Give the weights of a grid's points that interpolate at a value, on a logarithmic axis.

    Parameters
    ----------
    grid
        Counts, increasing, shape (points,).
    value
        Beyond the grid its edge holds.

    Returns
    -------
    ndarray of shape (points,)
        At most two of them above 0.
    """
    points = np.log(grid)
    return np.array(
        [np.interp(np.log(value), points, one) for one in np.eye(len(grid))], dtype=np.float64
    )
