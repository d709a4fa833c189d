"""The population that simulated typists are drawn from, fitted to real people."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from inference.simulation.people import People
from inference.training.fit_typists.examples import (
    Examples,
    gap_examples,
    hold_examples,
    within_writer,
)
from inference.training.fit_typists.groups import Groups
from inference.training.fit_typists.keystrokes import Typing
from inference.training.fit_typists.variance import Fit, fit_times

TEMPO_LAGS: Final = range(4, 11)
"""Distances, in keys, at which keystrokes of one attempt share nothing but its tempo."""


def fit_people(typing: Typing) -> People:
    """Learn the population from the typing of many people."""
    gaps = gap_examples(typing)
    hold = fit_times(hold_examples(typing), len(typing.key))
    gap = fit_times(gaps, len(typing.key))
    traits = np.stack((hold.level, gap.level, hold.log_spread, gap.log_spread))
    tempo = _tempo(hold.noise, gap.noise)
    return People(
        hold=hold.times,
        gap=gap.times,
        person_mean=traits.mean(axis=1),
        person_covariance=np.cov(traits),
        tempo=tempo,
        rollover_habit=_rollover_habit(hold, gap, gaps),
        rollover_noise=_lagged(hold.noise, gap.noise, 1) - float(tempo[0, 1]),
    )


def _tempo(hold: NDArray[np.float64], gap: NDArray[np.float64]) -> NDArray[np.float64]:
    shared = np.array(
        [[[_lagged(a, b, lag) for b in (hold, gap)] for a in (hold, gap)] for lag in TEMPO_LAGS]
    ).mean(axis=0)
    symmetric: NDArray[np.float64] = (shared + shared.T) / 2.0
    return symmetric


def _rollover_habit(hold: Fit, gap: Fit, gaps: Examples) -> float:
    # A gap's context has that of the hold before it within, so that different examples of one
    # context have the habits in common and nothing else.
    fluent = gaps.within_words()
    holds, rest = hold.rest[fluent.place - 1], gap.rest[fluent.place]
    both = np.isfinite(holds)
    contexts = Groups(within_writer(fluent.writer, fluent.context)[both])
    covariance = contexts.covariance(holds[both], rest[both])
    return covariance / (hold.times.personal * gap.times.personal)


def _lagged(first: NDArray[np.float64], second: NDArray[np.float64], lag: int) -> float:
    return float(np.nanmean(first[:-lag] * second[lag:]))
