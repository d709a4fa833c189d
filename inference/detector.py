"""Raw score of a probe against a template: how far its times lie from the profile's.

A robust form of the scaled Manhattan detector (Killourhy & Maxion, 2009; Araujo et al., 2005):
weighted medians and median absolute deviations by position, recent samples weighing more, scales
of few samples shrunk to a prior, deviations capped.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

_MAD_TO_SD: Final = 1.4826


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


@dataclass(frozen=True)
class Reference:
    """A template's rhythm: location and scale by position, shape (2 n - 1,) each."""

    location: Vector
    scale: Vector

    def deviations(self, probe: Vector, cap: float) -> Vector:
        """Give the probe's deviations from the location in scales, at most `cap`."""
        bounded: Vector = np.minimum(np.abs(probe - self.location) / self.scale, cap)
        return bounded


def fit_reference(vectors: Matrix, settings: DetectorSettings) -> Reference:
    """Estimate location and scale of a template's vectors.

    Parameters
    ----------
    vectors
        Standardised times, oldest first, shape (samples, 2 n - 1).
    settings
        What training chose.
    """
    samples, width = vectors.shape
    weights = 0.5 ** (np.arange(samples)[::-1] / settings.half_life)
    location = weighted_median(vectors, weights)
    spread = _MAD_TO_SD * weighted_median(np.abs(vectors - location), weights)
    effective = weights.sum() ** 2 / np.square(weights).sum()
    prior = prior_scale(width, settings)
    variance = (settings.prior_samples * prior**2 + effective * spread**2) / (
        settings.prior_samples + effective
    )
    return Reference(location, np.sqrt(variance))


def prior_scale(width: int, settings: DetectorSettings) -> Vector:
    """Give the prior standard deviation of each value, holds first; shape (2 n - 1,)."""
    holds = (width + 1) // 2
    return np.repeat(
        [settings.hold_scale, settings.interval_scale],
        [holds, width - holds],
    ).astype(np.float64)


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
