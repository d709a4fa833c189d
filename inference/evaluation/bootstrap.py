"""How sure a figure is: 95% intervals by resampling people, whose attempts are alike."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

RESAMPLES: Final = 2_000

_SEED: Final = 7
_TAILS: Final = (2.5, 97.5)

Interval = tuple[float, float]


def mean_interval(values: ArrayLike, resamples: int = RESAMPLES) -> Interval:
    """Give the interval of a mean over people.

    Parameters
    ----------
    values
        One for each person, shape (people,).
    resamples
        How often to draw people anew.
    """
    people = np.asarray(values, dtype=np.float64)
    return people_interval(lambda drawn: float(people[drawn].mean()), len(people), resamples)


def people_interval(
    statistic: Callable[[NDArray[np.int64]], float], people: int, resamples: int = RESAMPLES
) -> Interval:
    """Give the interval of any statistic over people.

    Parameters
    ----------
    statistic
        Of the people with the given numbers, some of them several times.
    people
        How many there are.
    resamples
        How often to draw people anew.
    """
    rng = np.random.default_rng(_SEED)
    draws = rng.integers(people, size=(resamples, people))
    return _interval([statistic(drawn) for drawn in draws])


def two_way_interval(
    accepted: NDArray[Any], attempts: NDArray[Any], resamples: int = RESAMPLES
) -> Interval:
    """Give the interval of an FMR, resampling templates and impostors apart.

    An impostor meets many templates and a template many impostors: neither alone says how much the
    rate would differ with other people.

    Parameters
    ----------
    accepted, attempts
        How many attempts of each impostor each template took in, and how many there were; shape
        (templates, impostors) each.
    resamples
        How often to draw both anew.

    References
    ----------
    Owen, A. B. (2007). The pigeonhole bootstrap. Annals of Applied Statistics, 1(2).
    """
    rng = np.random.default_rng(_SEED)
    templates, impostors = accepted.shape
    rates = []
    for _ in range(resamples):
        rows = rng.multinomial(templates, np.full(templates, 1 / templates))
        columns = rng.multinomial(impostors, np.full(impostors, 1 / impostors))
        drawn = rows @ attempts @ columns
        if drawn:  # a few people may happen to be drawn so that nobody meets anybody else
            rates.append((rows @ accepted @ columns) / drawn)
    return _interval(rates)


def _interval(values: Sequence[float]) -> Interval:
    low, high = np.percentile(values, _TAILS)
    return float(low), float(high)
