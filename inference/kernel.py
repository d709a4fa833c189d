"""Which of a few people typed this? Kernel regression on their attempts.

Each person's attempts are told from the others' by least squares in the space of a Laplace kernel
(Saunders, Gammerman & Vovk, 1998): a bounded likeness over all values, so that a few outliers
don't decide.
"""

from typing import Final

import numpy as np

from inference.detector import Array, Layout

_RIDGE: Final = 0.3
_SMALLEST_SPREAD: Final = 0.05


def kernel_likeness(attempts: Array, probe: Array, layout: Layout) -> Array:
    """Give how much a probe belongs to each of a few people, rather than to the others.

    Parameters
    ----------
    attempts
        In population spreads, shape (people, samples, values).
    probe
        Shape (values,).
    layout
        Of their values.

    Returns
    -------
    ndarray of shape (people,)
        Near 1 less a person's share of the attempts for a clear case, near 0 for no likeness.
    """
    people, samples, _ = attempts.shape
    seen = with_releases(np.concatenate([attempts.reshape(people * samples, -1), [probe]]), layout)
    own = seen[:-1].reshape(people, samples, -1)
    spread = np.abs(own - own.mean(axis=1, keepdims=True)).mean(axis=(0, 1))
    kernel = np.exp(-_mean_distances(seen / (spread + _SMALLEST_SPREAD)))
    belonging = np.repeat(np.eye(people), samples, axis=0) - 1 / people
    learnt = kernel[:-1, :-1] + _RIDGE * np.eye(people * samples)
    likeness: Array = kernel[-1, :-1] @ np.linalg.solve(learnt, belonging)
    return likeness


def with_releases(attempts: Array, layout: Layout) -> Array:
    """Append the ways from each release to the next press and the next release.

    Parameters
    ----------
    attempts
        Holds and intervals, in population spreads: the ways are no times, but vary with them.
        Shape (attempts, values).
    layout
        Of their values.
    """
    intervals = slice(layout.holds, None)
    release_press = attempts[:, intervals] - attempts[:, layout.own[intervals]]
    release_release = release_press + attempts[:, layout.next[intervals]]
    return np.hstack([attempts, release_press, release_release])


def _mean_distances(points: Array) -> Array:
    """Manhattan distances between all points, divided by the number of values."""
    distances = np.zeros((len(points), len(points)))
    difference = np.empty_like(distances)
    for column in np.ascontiguousarray(points.T):
        np.subtract(column[:, np.newaxis], column, out=difference)
        np.abs(difference, out=difference)
        distances += difference
    mean: Array = distances / points.shape[1]
    return mean
