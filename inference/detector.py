"""Raw scores of a probe against a template, before calibration.

A robust form of the scaled Manhattan detector (Araujo et al., 2005; Killourhy & Maxion, 2009):
weighted medians and median absolute deviations by position, recent samples weighing more, scales
of few samples shrunk to a prior, deviations capped. Beside it stand what a stranger would get and
how well the rhythm agrees once overall speed is taken out; calibration weighs the three.
"""

from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

_MAD_TO_SD: Final = 1.4826
_SMALLEST_DEVIATION: Final = 1e-3
_LARGEST_SPREADS: Final = 4.0
_STRANGERS: Final[Vector] = 1.1 * np.array(
    [NormalDist().inv_cdf((rank + 0.5) / 41) for rank in range(41)]
)
"""Times of a stranger at one position, evenly likely, spread a little more than normal."""


@dataclass(frozen=True)
class DetectorSettings:
    """What training chose.

    Parameters
    ----------
    hold_scale, interval_scale
        Prior standard deviation within a person, in population spreads.
    prior_samples
        How many samples the prior scale counts for.
    half_life
        After how many newer samples a sample weighs half.
    cap
        Deviations, in scales, are bounded to this.
    """

    hold_scale: float
    interval_scale: float
    prior_samples: float
    half_life: float
    cap: float


@dataclass(frozen=True, repr=False)
class Reference:
    """A template's rhythm.

    Attributes
    ----------
    holds
        How many of the values are holds; the others are intervals.
    location, scale
        By position, holds first, in population spreads; shape (2 n - 1,).
    stranger_deviation
        Mean deviation that a stranger's probe is expected to have: high for rare rhythms.
    """

    holds: int
    location: Vector
    scale: Vector
    stranger_deviation: float


def fit_reference(vectors: Matrix, holds: int, settings: DetectorSettings) -> Reference:
    """Estimate the rhythm of a template's vectors.

    Parameters
    ----------
    vectors
        Standardised times, oldest first, shape (samples, 2 n - 1).
    holds
        How many of the values are holds, n.
    settings
        What training chose.
    """
    samples, width = vectors.shape
    weights = 0.5 ** (np.arange(samples)[::-1] / settings.half_life)
    location = weighted_median(vectors, weights)
    spread = _MAD_TO_SD * weighted_median(np.abs(vectors - location), weights)
    effective = weights.sum() ** 2 / np.square(weights).sum()
    prior = prior_scale(holds, width - holds, settings)
    variance = (settings.prior_samples * prior**2 + effective * spread**2) / (
        settings.prior_samples + effective
    )
    scale = np.sqrt(variance)
    strangers = np.abs(_STRANGERS[:, np.newaxis] - location) / scale
    return Reference(holds, location, scale, float(np.minimum(strangers, settings.cap).mean()))


def deviations(reference: Reference, probe: Vector, settings: DetectorSettings) -> Vector:
    """Give the probe's distances from the location in scales, capped; shape (2 n - 1,)."""
    distances: Vector = np.abs(probe - reference.location) / reference.scale
    return np.minimum(distances, settings.cap)


def voices(reference: Reference, probe: Vector, settings: DetectorSettings) -> Vector:
    """Give the three raw scores that calibration weighs.

    Parameters
    ----------
    reference
        Of a template of n positions.
    probe
        Standardised times, shape (2 n - 1,).
    settings
        What training chose.

    Returns
    -------
    ndarray of shape (3,)
        Logarithm of the mean deviation, logarithm of a stranger's expected deviation, and the
        agreement of the rhythms, -1 to 1.
    """
    deviation = deviations(reference, probe, settings).mean()
    return np.array(
        [
            np.log(max(deviation, _SMALLEST_DEVIATION)),
            np.log(reference.stranger_deviation),
            _agreement(reference, probe),
        ]
    )


def _agreement(reference: Reference, probe: Vector) -> float:
    """Weighted cosine of the two rhythms, each less its median hold and its median interval."""
    usual = _without_speed(reference.location, reference.holds)
    seen = np.clip(_without_speed(probe, reference.holds), -_LARGEST_SPREADS, _LARGEST_SPREADS)
    weight = reference.scale**-2
    size = np.sqrt((weight * usual**2).sum() * (weight * seen**2).sum())
    return float((weight * usual * seen).sum() / size) if size > 0 else 0.0


def _without_speed(vector: Vector, holds: int) -> Vector:
    speeds = np.median(vector[:holds]), np.median(vector[holds:])
    return vector - np.repeat(speeds, [holds, len(vector) - holds])


def prior_scale(holds: int, intervals: int, settings: DetectorSettings) -> Vector:
    """Give the prior standard deviation of each value, shape (holds + intervals,)."""
    scales: Vector = np.repeat([settings.hold_scale, settings.interval_scale], [holds, intervals])
    return scales


def weighted_median(vectors: Matrix, weights: Vector) -> Vector:
    """Give the weighted median of each column: where half of the weight lies on either side.

    Parameters
    ----------
    vectors
        Shape (samples, width).
    weights
        Weight of each row, shape (samples,), above 0.
    """
    order = np.argsort(vectors, axis=0, kind="stable")
    ordered = np.take_along_axis(vectors, order, axis=0)
    share = np.cumsum(weights[order], axis=0) / weights.sum()
    lower = np.argmax(share >= 0.5 - 1e-12, axis=0)
    upper = np.argmax(share > 0.5 + 1e-12, axis=0)
    columns = np.arange(vectors.shape[1])
    middle: Vector = (ordered[lower, columns] + ordered[upper, columns]) / 2
    return middle
