"""What a classifier sees of an attempt beside the attempts that somebody enrolled with."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from inference.detector import weighted_median

Times = NDArray[np.float64]
Table = NDArray[np.float64]

_HALF_LIVES: Final = (5.0, 15.0, 60.0, np.inf)
"""In attempts: people drift, and an old slip is forgotten sooner than an old habit."""
_NEIGHBOURHOODS: Final = (10, 30, 200)
"""Latest attempts among which the nearest are looked for."""
_NEAREST: Final = 5
_CAP: Final = 4.0
_LARGEST: Final = 6.0
_MAD_TO_SD: Final = 1.4826
_PRIOR_SCALE: Final = 1.2
_PRIOR_ATTEMPTS: Final = 3.0
_ROOT_BEND_MS: Final = 25.0
_SHORTEST_MS: Final = 1.0


def trial_features(enrolled: Times, probes: Times, keys: int) -> Table:
    """Describe probes by how they differ from a person's attempts, and by themselves.

    Parameters
    ----------
    enrolled
        The person's attempts in ms, oldest first: holds, press-press and release-press times as
        :func:`~inference.evaluation.detectors.times.attempt_times` gives them; shape
        (attempts, 3 * keys - 2).
    probes
        Attempts to be judged, alike; shape (probes, 3 * keys - 2).
    keys
        Keys of the phrase.

    Returns
    -------
    numpy.ndarray
        Signed deviations at several half-lives and their summaries, distances to the nearest
        attempts, and the probe's own tempo and times; shape (probes, features).
    """
    usual, seen = _rooted(enrolled), _rooted(probes)
    return np.concatenate(
        [
            *(_deviations(usual, seen, half_life, keys) for half_life in _HALF_LIVES),
            _neighbours(usual, seen),
            _tempo(enrolled, probes, keys),
            seen[:, : 2 * keys - 1],
        ],
        axis=1,
    )


def _rooted(times: Times) -> Times:
    """Make the spread independent of the size; overlaps (below 0) are bent like waits."""
    roots: Times = np.sign(times) * (np.sqrt(np.abs(times) + _ROOT_BEND_MS) - _ROOT_BEND_MS**0.5)
    return roots


def _weights(attempts: int, half_life: float) -> Times:
    weights: Times = 0.5 ** (np.arange(attempts)[::-1] / half_life)
    return weights


def _location_and_scale(usual: Times, half_life: float) -> tuple[Times, Times]:
    weights = _weights(len(usual), half_life)
    location = weighted_median(usual, weights)
    spread = _MAD_TO_SD * weighted_median(np.abs(usual - location), weights)
    effective = weights.sum() ** 2 / np.square(weights).sum()
    total = _PRIOR_ATTEMPTS + effective
    variance = (_PRIOR_ATTEMPTS * _PRIOR_SCALE**2 + effective * spread**2) / total
    return location, np.sqrt(variance)


def _deviations(usual: Times, seen: Times, half_life: float, keys: int) -> Table:
    location, scale = _location_and_scale(usual, half_life)
    signed = (seen - location) / scale
    capped = np.minimum(np.abs(signed), _CAP)
    # Release-press times are the difference of the two others: they would count twice in a mean.
    own = capped[:, : 2 * keys - 1]
    summaries = (
        own.mean(axis=1),
        own[:, :keys].mean(axis=1),
        own[:, keys:].mean(axis=1),
        np.median(own, axis=1),
        np.square(own).mean(axis=1),
        np.sqrt(own).mean(axis=1),
        capped[:, 2 * keys - 1 :].mean(axis=1),
    )
    return np.column_stack([np.clip(signed, -_LARGEST, _LARGEST), *summaries])


def _neighbours(usual: Times, seen: Times) -> Table:
    """Distances to the nearest attempt, to the few nearest, and to all, of the latest ones."""
    scale = _location_and_scale(usual, 60.0)[1]
    apart = np.abs(seen[:, np.newaxis] - usual) / scale
    distances = np.minimum(apart, _CAP).mean(axis=2)
    columns = []
    for latest in _NEIGHBOURHOODS:
        ordered = np.sort(distances[:, -latest:], axis=1)
        columns += [ordered[:, 0], ordered[:, :_NEAREST].mean(axis=1), ordered.mean(axis=1)]
    return np.column_stack(columns)


def _tempo(enrolled: Times, probes: Times, keys: int) -> Table:
    """Speed of holds and of press-press times, the probe's and less the person's usual one."""
    usual, seen = (_log_totals(each, keys) for each in (enrolled, probes))
    location = weighted_median(usual, _weights(len(usual), 15.0))
    return np.column_stack([seen, seen - location])


def _log_totals(times: Times, keys: int) -> Times:
    totals = [times[:, :keys].sum(axis=1), times[:, keys : 2 * keys - 1].sum(axis=1)]
    logs: Times = np.log(np.maximum(np.column_stack(totals), _SHORTEST_MS))
    return logs
