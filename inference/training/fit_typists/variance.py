"""Where the variance of times lies: in the person, the person's habits, the moment.

A time on its scale is taken to be the sum of what all people share for a pair of keys, the writer's
level, the writer's habit for the key (holds) or the digraph (gaps), the habit within the
neighbouring keys, and noise. The variances come from products of different keystrokes that have
some of these terms in common (method of moments), so that neither few nor many repetitions bias
them.
"""

from statistics import NormalDist
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from inference.simulation.people import NOISE_GRID, NOTHING, Times
from inference.training.fit_typists.examples import Examples, within_writer
from inference.training.fit_typists.groups import Groups

HABIT_WEIGHT: Final = 3.0
"""How many keystrokes of a pair tell as much about the pair as one more writer does."""
USUAL_WEIGHT: Final = 20.0
"""Pairs typed by fewer writers than this lean on what their two keys have in common."""
FEWEST_EXAMPLES: Final = 6
"""Contexts with fewer examples say nothing about the shape of the noise."""
ROUNDS: Final = 20
"""More rounds of alternating means change no figure that is kept."""

_BASE: Final = NOTHING + 1


class Fit(NamedTuple):
    """What is learnt of one kind of time.

    Attributes
    ----------
    times
        For all people.
    level, log_spread
        Of each writer: the level, and the natural logarithm of the noise's standard deviation;
        shape (writers,).
    rest, noise
        Of each keystroke within words, NaN for others: what is left when the level and what people
        share are taken away, and the noise in the writer's standard deviations, which is also NaN
        where its context has too few examples; shape (keystrokes,).
    """

    times: Times
    level: NDArray[np.float64]
    log_spread: NDArray[np.float64]
    rest: NDArray[np.float64]
    noise: NDArray[np.float64]


def fit_times(examples: Examples, keystrokes: int) -> Fit:
    """Learn how one kind of time varies, from examples among so many `keystrokes`."""
    usual, level = _usual_and_level(examples)
    fluent = examples.within_words()
    rest = fluent.scaled - level[fluent.writer] - usual[fluent.pair]
    contexts = Groups(within_writer(fluent.writer, fluent.context))
    habits = Groups(within_writer(fluent.writer, fluent.habit)[contexts.first])
    habit_variance = habits.covariance(contexts.mean(rest))
    context_variance = contexts.covariance(rest) - habit_variance
    spread, noise = _noise(fluent.writer, contexts, rest)
    return Fit(
        Times(
            usual=usual.reshape(_BASE, _BASE),
            habit=float(habit_variance**0.5),
            context=float(context_variance**0.5),
            noise=np.nanquantile(noise, [NormalDist().cdf(point) for point in NOISE_GRID]),
        ),
        level,
        log_spread=np.log(spread),
        rest=_at(fluent.place, rest, keystrokes),
        noise=_at(fluent.place, noise, keystrokes),
    )


def _noise(
    writer: NDArray[np.int64], contexts: Groups, rest: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    deviation, freedom = contexts.deviation(rest)
    spread = np.sqrt(np.bincount(writer, deviation**2) / np.bincount(writer, freedom))
    enough = contexts.count[contexts.member] >= FEWEST_EXAMPLES
    scale = np.sqrt(np.where(enough, freedom, np.nan)) * spread[writer]
    noise = deviation / scale
    return spread, noise / np.nanstd(noise)


def _usual_and_level(examples: Examples) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    cells = Groups(within_writer(examples.writer, examples.pair))
    mean = cells.mean(examples.scaled)
    writer, pair = examples.writer[cells.first], examples.pair[cells.first]
    weight = cells.count / (cells.count + HABIT_WEIGHT)
    level, usual = np.zeros(writer.max() + 1), np.zeros(_BASE**2)
    for _ in range(ROUNDS):
        level = _weighted_mean(writer, mean - usual[pair], weight, len(level))
        usual = _weighted_mean(pair, mean - level[writer], weight, len(usual))
    writers = np.bincount(pair, weight, _BASE**2).astype(np.float64)
    return _smooth(usual.reshape(_BASE, _BASE), writers.reshape(_BASE, _BASE)).ravel(), level


def _smooth(table: NDArray[np.float64], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    # What a pair's keys have in common with other pairs fills in for pairs that are seldom typed.
    centre = np.average(table, weights=weight)
    first, second = np.zeros((_BASE, 1)), np.zeros((1, _BASE))
    for _ in range(ROUNDS):
        first = _shrunk_mean(table - centre - second, weight, axis=1)
        second = _shrunk_mean(table - centre - first, weight, axis=0)
    sum_of_keys: NDArray[np.float64] = centre + first + second
    return sum_of_keys + weight / (weight + USUAL_WEIGHT) * (table - sum_of_keys)


def _shrunk_mean(
    table: NDArray[np.float64], weight: NDArray[np.float64], axis: int
) -> NDArray[np.float64]:
    total = (weight * table).sum(axis=axis, keepdims=True)
    mean: NDArray[np.float64] = total / (weight.sum(axis=axis, keepdims=True) + USUAL_WEIGHT)
    return mean


def _weighted_mean(
    member: NDArray[np.int64],
    values: NDArray[np.float64],
    weight: NDArray[np.float64],
    groups: int,
) -> NDArray[np.float64]:
    total = np.bincount(member, weight, groups)
    weighted = np.bincount(member, weight * values, groups)
    return np.divide(weighted, total, out=np.zeros(groups), where=total > 0.0)


def _at(
    place: NDArray[np.int64], values: NDArray[np.float64], keystrokes: int
) -> NDArray[np.float64]:
    spread_out = np.full(keystrokes, np.nan)
    spread_out[place] = values
    return spread_out
