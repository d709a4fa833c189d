"""What of a template a probe is compared with: its usual times, and how far they vary.

A robust form of the scaled Manhattan detector (Araujo et al., 2005; Killourhy & Maxion, 2009):
weighted medians and median absolute deviations by value, recent samples weighing more, scales of
few samples shrunk to a prior.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, chain
from math import erf
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

RECENT: Final = 10
"""So many of a template's last samples are compared with one by one."""

_MAD_TO_SD: Final = 1.4826
_SMALLEST_SPREAD: Final = 0.05
_GRID: Final[Array] = np.linspace(-4.0, 4.0, 801)
_STRANGERS: Final[Array] = 1.1 * np.interp(
    (np.arange(41) + 0.5) / 41, [(1 + erf(place / 2**0.5)) / 2 for place in _GRID], _GRID
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
    fast_half_life, slow_half_life
        The same of two further estimates, of how the phrase was typed of late and all along.
    cap
        Deviations, in scales, are bounded to this.
    """

    hold_scale: float
    interval_scale: float
    prior_samples: float
    half_life: float
    fast_half_life: float
    slow_half_life: float
    cap: float


@dataclass(frozen=True, eq=False)
class Layout:
    """Which of an attempt's values belong together: holds come first, then intervals.

    Parameters
    ----------
    holds
        How many of the values are holds.
    own
        For each hold the interval that starts with the same press, and the other way round;
        one past the last value where there is none. Shape (values,).
    next
        For each hold the interval that ends with its press, and the other way round, likewise.
    """

    holds: int
    own: NDArray[np.intp]
    next: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.own)

    @cached_property
    def is_hold(self) -> NDArray[np.bool_]:
        """Tell for each value whether it is a hold."""
        return np.arange(len(self)) < self.holds

    def without_speed(self, values: Array) -> Array:
        """Take the median hold from holds and the median interval from intervals, last axis."""
        parts = np.split(values, [self.holds], axis=-1)
        return np.concatenate(
            [part - np.median(part, axis=-1, keepdims=True) for part in parts], axis=-1
        )


@lru_cache(maxsize=256)
def layout(*positions: int) -> Layout:
    """Lay out attempts at a phrase, or at several that are typed apart.

    Parameters
    ----------
    positions
        Number of positions of each, at least 2; nothing is known of what lies between them.
    """
    holds = sum(positions)
    starts = accumulate(positions[:-1], initial=0)
    before = np.concatenate(
        [start + np.arange(count - 1) for start, count in zip(starts, positions, strict=True)]
    )
    intervals = holds + np.arange(len(before))
    width = holds + len(before)
    own, following = np.full(width, width), np.full(width, width)
    own[before], own[intervals] = intervals, before
    following[before + 1], following[intervals] = intervals, before + 1
    return Layout(holds, own, following)


@dataclass(frozen=True, repr=False)
class Reference:
    """Rhythms of N templates of one phrase, in population spreads.

    Parameters
    ----------
    layout
        Of their values.
    table
        What the properties give, one after the other: many references are put together in one
        go. Shape (N, 9 + RECENT, values).
    stranger_deviation
        Mean deviation that a stranger's probe is expected to have: high for rare rhythms;
        shape (N,).
    own_deviation
        Mean deviation of the recent samples themselves; shape (N,).
    samples
        How many recent samples there are of each, at most RECENT; shape (N,).
    """

    layout: Layout
    table: Array
    stranger_deviation: Array
    own_deviation: Array
    samples: Array

    @property
    def location(self) -> Array:
        """Usual times, shape (N, values)."""
        return self.table[:, 0]

    @property
    def scale(self) -> Array:
        """How far times vary, shape (N, values)."""
        return self.table[:, 1]

    @property
    def log_scale(self) -> Array:
        """Natural logarithm of the scale, shape (N, values)."""
        return self.table[:, 2]

    @property
    def log_spread(self) -> Array:
        """The same of the samples' own standard deviation, without prior; shape (N, values)."""
        return self.table[:, 3]

    @property
    def rhythm(self) -> Array:
        """Location without the median hold and the median interval, shape (N, values)."""
        return self.table[:, 4]

    @property
    def fast(self) -> Array:
        """Location and scale of the very last samples, shape (N, 2, values)."""
        return self.table[:, 5:7]

    @property
    def slow(self) -> Array:
        """Location and scale over a long time, shape (N, 2, values)."""
        return self.table[:, 7:9]

    @property
    def recent(self) -> Array:
        """The last samples, infinitely far where there are fewer; shape (N, RECENT, values)."""
        return self.table[:, 9:]


def fit_reference(vectors: Array, layout: Layout, settings: DetectorSettings) -> Reference:
    """Estimate the rhythm of one template's vectors.

    Parameters
    ----------
    vectors
        Standardised times, oldest first, shape (samples, values).
    layout
        Of their values.
    settings
        What training chose.
    """
    samples = len(vectors)
    prior = prior_scale(layout, settings)
    paces = settings.half_life, settings.fast_half_life, settings.slow_half_life
    weights, *others = (0.5 ** (np.arange(samples)[::-1] / half_life) for half_life in paces)
    location, scale = _location_and_scale(vectors, weights, prior, settings.prior_samples)
    further = [_location_and_scale(vectors, one, prior, settings.prior_samples) for one in others]
    spread = np.sqrt(weights @ (vectors - location) ** 2 / weights.sum())
    logs = np.log(scale), np.log(spread + _SMALLEST_SPREAD)
    rhythm = layout.without_speed(location)
    strangers = np.minimum(np.abs(_STRANGERS[:, np.newaxis] - rhythm) / scale, settings.cap)
    recent = vectors[-RECENT:]
    own = np.minimum(np.abs(recent - location) / scale, settings.cap)
    missing = np.full((RECENT - len(recent), len(layout)), np.inf)
    return Reference(
        layout=layout,
        table=np.vstack([location, scale, *logs, rhythm, *chain(*further), recent, missing])[
            np.newaxis
        ],
        stranger_deviation=np.array([strangers.mean()]),
        own_deviation=np.array([own.mean()]),
        samples=np.array([len(recent)], dtype=np.float64),
    )


def stacked(references: Sequence[Reference]) -> Reference:
    """Put the references of templates of one phrase together."""
    if len(references) == 1:
        return references[0]
    return Reference(
        layout=references[0].layout,
        table=np.concatenate([one.table for one in references]),
        stranger_deviation=np.concatenate([one.stranger_deviation for one in references]),
        own_deviation=np.concatenate([one.own_deviation for one in references]),
        samples=np.concatenate([one.samples for one in references]),
    )


def deviations(reference: Reference, probes: Array, settings: DetectorSettings) -> Array:
    """Give distances from the location in scales, capped.

    Parameters
    ----------
    reference
        Of N templates.
    probes
        One probe for all, shape (values,), or one for each, shape (N, values).
    settings
        What training chose.

    Returns
    -------
    ndarray of shape (N, values)
    """
    distances: Array = np.abs(probes - reference.location) / reference.scale
    return np.minimum(distances, settings.cap)


def _location_and_scale(
    vectors: Array, weights: Array, prior: Array, prior_samples: float
) -> tuple[Array, Array]:
    """Give the weighted median, and the deviation from it, shrunk to a prior; (values,) each."""
    location = weighted_median(vectors, weights)
    robust = _MAD_TO_SD * weighted_median(np.abs(vectors - location), weights)
    effective = weights.sum() ** 2 / np.square(weights).sum()
    variance = (prior_samples * prior**2 + effective * robust**2) / (prior_samples + effective)
    return location, np.sqrt(variance)


def prior_scale(layout: Layout, settings: DetectorSettings) -> Array:
    """Give the prior standard deviation of each value, shape (values,)."""
    return np.where(layout.is_hold, settings.hold_scale, settings.interval_scale)


def weighted_median(vectors: Array, weights: Array) -> Array:
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
    middle: Array = (ordered[lower, columns] + ordered[upper, columns]) / 2
    return middle
