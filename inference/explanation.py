"""Why a probe got its score: what in it was like the profile, and what wasn't.

The numbers are those that the score is made of (see :mod:`inference.detector`): they explain it and
nothing else. They tell how a profile's owner types, so that they stay on the machine where the
typing was done.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple

import numpy as np

from inference.calibration import Scale
from inference.detector import Array, DetectorSettings, Reference
from inference.population import Population
from inference.timing import Timings

Kind = Literal["hold", "interval"]
Unit = Literal["spreads", "ms"]

UNLIKE: Final = 2.0
"""From so many spreads on a value counts as unlike the profile's."""


class Reached(NamedTuple):
    """How many strangers get how far.

    Parameters
    ----------
    share
        Of strangers, 0 to 1.
    score
        What this share of them reaches.
    """

    share: float
    score: float


class Compared(NamedTuple):
    """One hold or interval beside the profile's.

    Parameters
    ----------
    kind
        Which of the two it is.
    position
        The key that was held, or the one that the interval begins with; from 0 on.
    typed, usual
        This probe's time, and the profile's weighted median.
    low, high
        One robust spread below and above the usual.
    deviation
        Spreads from usual to typed, above 0 where it was longer; capped, as the score has it.
    """

    kind: Kind
    position: int
    typed: float
    usual: float
    low: float
    high: float
    deviation: float


class Heard(NamedTuple):
    """One window of free text, scored by itself.

    Parameters
    ----------
    keys
        How many keystrokes it has.
    score
        Log-likelihood ratio, as if nothing else had been typed.
    """

    keys: int
    score: float


@dataclass(frozen=True, repr=False)
class FixedExplanation:
    """An attempt at a phrase beside the profile, value by value.

    Parameters
    ----------
    strangers
        How far they get, the most of them first.
    unit
        What times are in: milliseconds, or the population's spreads where the keys aren't known.
    holds
        One for each position, n of them.
    intervals
        One for each pair of positions, n - 1 of them.
    """

    strangers: tuple[Reached, ...]
    unit: Unit
    holds: tuple[Compared, ...]
    intervals: tuple[Compared, ...]

    @property
    def values(self) -> tuple[Compared, ...]:
        """Holds, then intervals."""
        return self.holds + self.intervals

    @property
    def mean_deviation(self) -> float:
        """Mean of the deviations, whichever way; the smaller, the more like the profile."""
        return float(np.mean([abs(value.deviation) for value in self.values]))

    def against(self, most: int) -> tuple[Compared, ...]:
        """Give the values that speak most against the owner, the worst first."""
        unlike = [value for value in self._by_deviation() if abs(value.deviation) >= UNLIKE]
        return tuple(unlike[::-1][:most])

    def in_favour(self, most: int) -> tuple[Compared, ...]:
        """Give the values that are most like the owner's, the best first."""
        return tuple(self._by_deviation()[:most])

    def _by_deviation(self) -> list[Compared]:
        return sorted(self.values, key=lambda value: abs(value.deviation))


@dataclass(frozen=True, repr=False)
class FreeExplanation:
    """A text beside the profile, window by window.

    Parameters
    ----------
    strangers
        How far they get, the most of them first.
    windows
        In the order of the text.
    """

    strangers: tuple[Reached, ...]
    windows: tuple[Heard, ...]


Explanation = FixedExplanation | FreeExplanation


def explained(
    reference: Reference, probe: Array, settings: DetectorSettings, scale: Scale
) -> FixedExplanation:
    """Set a probe beside a template's rhythm.

    Parameters
    ----------
    reference, probe, settings
        Of one template, and one probe; see :func:`inference.detector.deviations`.
    scale
        Calibration of the two.
    """
    usual, spread = reference.location[0], reference.scale[0]
    signed = np.clip((probe - usual) / spread, -settings.cap, settings.cap)
    columns = [column.tolist() for column in (probe, usual, usual - spread, usual + spread, signed)]
    rows = list(zip(*columns, strict=True))
    count = reference.layout.holds
    return FixedExplanation(
        strangers=reached(scale),
        unit="spreads",
        holds=tuple(Compared("hold", at, *row) for at, row in enumerate(rows[:count])),
        intervals=tuple(Compared("interval", at, *row) for at, row in enumerate(rows[count:])),
    )


def in_milliseconds(
    explanation: FixedExplanation, timings: Timings, population: Population
) -> FixedExplanation:
    """Give the same with times in milliseconds, which takes the keys that were typed.

    Parameters
    ----------
    explanation
        In the population's spreads.
    timings
        Of the probe.
    population
        What the times were standardised by.
    """
    holds, intervals = population.usual(timings)
    return replace(
        explanation,
        unit="ms",
        holds=tuple(_in_milliseconds(explanation.holds, holds)),
        intervals=tuple(_in_milliseconds(explanation.intervals, intervals)),
    )


def reached(scale: Scale) -> tuple[Reached, ...]:
    """Give the scores that shares of strangers reach, the largest share first."""
    shares = np.exp(scale.log_fmrs[::-1]).tolist()
    return tuple(map(Reached, shares, scale.thresholds[::-1].tolist()))


def _in_milliseconds(values: tuple[Compared, ...], usual: Array) -> Iterator[Compared]:
    times = np.array([(one.typed, one.usual, one.low, one.high) for one in values]).reshape(-1, 4)
    roots = usual[:, :1] + usual[:, 1:] * times
    # A square root below 0 is no time: the usual range reaches down to none.
    times_ms = np.square(np.maximum(roots, 0.0)).tolist()
    for value, (typed, usual_ms, low, high) in zip(values, times_ms, strict=True):
        yield value._replace(typed=typed, usual=usual_ms, low=low, high=high)
