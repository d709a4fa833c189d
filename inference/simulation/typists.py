"""Simulated typists, as hard to tell apart as people.

A time is drawn, on the scale of :mod:`inference.simulation.people`, as the sum of

1. what all people share for a pair of keys,
2. the person's level,
3. the person's habit for the key (holds) or the digraph (gaps), alone and within its neighbours,
4. practice: a phrase that is new to the fingers is typed slower,
5. noise, in part common to the whole attempt (its tempo), in part shared by a hold and the gap to
   the next key; heavy-tailed, pauses included.

All this is fitted to the KLiCKe essays, but for three things that they can't teach, since each
writer was there once, wrote what was never written before, and no release of Shift was recorded:

- how much of what is personal (2, 3 and the spread of 5) belongs to the day: `DAY_SHARE`, chosen
  so that the scaled Manhattan detector of Killourhy & Maxion (2009) errs about as often on
  simulated people as on theirs;
- practice: `SLOWER_AT_FIRST` and `LEARNING_RATE`;
- when Shift goes up again.
"""

from enum import IntEnum, auto
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from inference.sample import Sample
from inference.simulation.keyboard import keys_for, typed
from inference.simulation.people import (
    NOISE_GRID,
    NOTHING,
    People,
    gap_from_scale,
    hold_from_scale,
    people,
)

REPETITIONS_PER_DAY: Final = 50
"""As in the sessions of Killourhy & Maxion (2009)."""
DAY_SHARE: Final = 0.08
"""Share of the variance of what is personal that is of the day and not of the person.

At 0.08 the mean EER of scaled Manhattan over 24 crowds of 50 is 9.5%, at 0, with nothing chosen but
the practice, 8.3%; on real people it is 9.6%.
"""
DAYS_REMEMBERED: Final = 8
"""A day's part changes gradually: days that far apart have nothing of it in common."""

SLOWER_AT_FIRST: Final = 0.35
"""Natural logarithm of how much slower than after long practice the first repetition is."""
LEARNING_RATE: Final = 0.35
"""Exponent of the power law of practice (Newell & Rosenbloom, 1981)."""


class _Draw(IntEnum):
    """What random numbers are drawn for: each has its own, whatever else is drawn."""

    TRAITS = auto()
    TRAITS_OF_DAY = auto()
    HOLD_HABIT = auto()
    HOLD_CONTEXT = auto()
    GAP_HABIT = auto()
    GAP_CONTEXT = auto()
    HABITS_OF_DAY = auto()
    ATTEMPT = auto()


class _Day(NamedTuple):
    """How a person types a phrase on one day; the first row is about holds, the second about gaps.

    Attributes
    ----------
    centre
        On the scales of the times, practice left out; shape (2, keys).
    spread
        Standard deviation of the noise; shape (2, 1).
    """

    centre: NDArray[np.float64]
    spread: NDArray[np.float64]


class Typist:
    """One simulated person, who types any phrase any number of times.

    Parameters
    ----------
    population
        What the person is drawn from.
    seed, number
        Not negative; the two together are who it is.
    """

    def __init__(self, population: People, seed: int, number: int) -> None:
        self.name = f"typist-{number}"
        self._population = population
        self._identity = (seed, number)
        self._habits: dict[tuple[int, ...], NDArray[np.float64]] = {}
        self._days: dict[tuple[int, tuple[int, ...]], _Day] = {}

    def __repr__(self) -> str:
        return f"Typist({self.name})"

    def type(self, phrase: str, repetition: int) -> Sample:
        """Type a phrase and Enter.

        Parameters
        ----------
        phrase
            What a US keyboard can type. Shift is held around each run of characters that need it.
        repetition
            How often this person has typed the phrase before, from 0 on; a day has 50 of them.

        Returns
        -------
        Sample
            The same whenever this person types this phrase at this repetition; starts at 0 ms.

        Raises
        ------
        InputError
            If a US keyboard can't type the phrase.
        """
        keys, shifted = keys_for(phrase)
        day = self._day(repetition // REPETITIONS_PER_DAY, keys)
        hold, gap = day.centre + day.spread * self._noise(repetition, keys)
        practice = SLOWER_AT_FIRST * (repetition + 1) ** -LEARNING_RATE
        return typed(keys, shifted, hold_from_scale(hold), gap_from_scale(gap + practice))

    def _day(self, day: int, keys: tuple[int, ...]) -> _Day:
        if (day, keys) not in self._days:
            traits = self._person_on(day)
            centre = self._shared(keys) + traits[:2, np.newaxis] + self._habits_on(day, keys)
            self._days[day, keys] = _Day(centre, np.exp(traits[2:, np.newaxis]))
        return self._days[day, keys]

    def _shared(self, keys: tuple[int, ...]) -> NDArray[np.float64]:
        # Term 1.
        _, before, key, after = _surroundings(keys)
        return np.stack(
            (self._population.hold.usual[key, after], self._population.gap.usual[before, key])
        )

    def _person_on(self, day: int) -> NDArray[np.float64]:
        # Term 2, and the spreads of term 5.
        always = self._normal(4, _Draw.TRAITS)
        traits = _mixed(always, self._of_day(day, 4, _Draw.TRAITS_OF_DAY))
        spread = np.linalg.cholesky(self._population.person_covariance)
        return self._population.person_mean + spread @ traits

    def _habits_on(self, day: int, keys: tuple[int, ...]) -> NDArray[np.float64]:
        # Term 3.
        if keys not in self._habits:
            self._habits[keys] = np.array(
                [self._habit(*map(int, around)) for around in _surroundings(keys).T]
            ).T
        of_day = self._of_day(day, 2 * len(keys), _Draw.HABITS_OF_DAY, *keys).reshape(2, -1)
        hold, gap = _mixed(self._habits[keys], of_day)
        gap = _correlated(gap, hold, self._population.rollover_habit)
        return np.stack(
            (self._population.hold.personal * hold, self._population.gap.personal * gap)
        )

    def _habit(self, second_before: int, before: int, key: int, after: int) -> tuple[float, float]:
        hold, gap = self._population.hold, self._population.gap
        around = (before, key, after)
        of_hold = hold.habit * self._normal(1, _Draw.HOLD_HABIT, key)
        of_hold += hold.context * self._normal(1, _Draw.HOLD_CONTEXT, *around)
        of_gap = gap.habit * self._normal(1, _Draw.GAP_HABIT, before, key)
        of_gap += gap.context * self._normal(1, _Draw.GAP_CONTEXT, second_before, *around)
        return of_hold.item() / hold.personal, of_gap.item() / gap.personal

    def _noise(self, repetition: int, keys: tuple[int, ...]) -> NDArray[np.float64]:
        # Term 5: normal, with its correlations, until the end, where it takes its tails.
        population = self._population
        draws = self._normal(2 * len(keys) + 2, _Draw.ATTEMPT, repetition, *keys)
        tempo = np.linalg.cholesky(population.tempo) @ draws[:2]
        hold, gap = draws[2:].reshape(2, -1)
        own = np.sqrt(1.0 - np.diagonal(population.tempo))
        gap = _correlated(gap, hold, population.rollover_noise / own.prod())
        return np.stack(
            (
                np.interp(own[0] * hold + tempo[0], NOISE_GRID, population.hold.noise),
                np.interp(own[1] * gap + tempo[1], NOISE_GRID, population.gap.noise),
            )
        )

    def _of_day(self, day: int, n: int, draw: _Draw, *numbers: int) -> NDArray[np.float64]:
        novelties = [
            self._normal(n, draw, each, *numbers) for each in range(day, day + DAYS_REMEMBERED)
        ]
        total: NDArray[np.float64] = np.sum(novelties, axis=0) / DAYS_REMEMBERED**0.5
        return total

    def _normal(self, n: int, draw: _Draw, *numbers: int) -> NDArray[np.float64]:
        return np.random.default_rng((*self._identity, draw, *numbers)).standard_normal(n)


def typists(n: int, seed: int) -> list[Typist]:
    """Draw people from the population.

    Parameters
    ----------
    n
        How many; the first ones are the same for every `n`.
    seed
        Not negative; another seed gives other people.
    """
    return [Typist(people(), seed, number) for number in range(n)]


def _surroundings(keys: tuple[int, ...]) -> NDArray[np.int64]:
    padded = np.array((NOTHING, NOTHING, *keys, NOTHING))
    return np.stack((padded[:-3], padded[1:-2], padded[2:-1], padded[3:]))


def _mixed(always: NDArray[np.float64], of_day: NDArray[np.float64]) -> NDArray[np.float64]:
    mixed: NDArray[np.float64] = (1.0 - DAY_SHARE) ** 0.5 * always + DAY_SHARE**0.5 * of_day
    return mixed


def _correlated(
    gap: NDArray[np.float64], hold: NDArray[np.float64], correlation: float
) -> NDArray[np.float64]:
    # Each gap but the first takes something of the hold before it; the variances stay.
    mixed = gap.copy()
    mixed[1:] = correlation * hold[:-1] + np.sqrt(1.0 - correlation**2) * gap[1:]
    return mixed
