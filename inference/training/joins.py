"""Pseudo-phrases: attempts at a phrase, joined from what writers of free text typed often.

Free text has no passphrases. But its writers type ``the``, ``and`` or ``ing`` many times: a
pseudo-phrase is a row of such segments, its k-th attempt by a writer the k-th occurrence of each.
What lies between two segments was never typed together, so that interval is left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from inference.detector import Layout, layout
from inference.evaluation.datasets import FreeText
from inference.population import Population, standardised
from inference.training.population import PAUSE_MS, Runs, runs, usable

_FREQUENT = """
    _the the_ _to_ ing_ and_ _and _of_ that _tha _is_ ther tion _in_ are_ _be_ _for ess_ have n_th
    e_th _thi _th the ing he_ _to nd_ to_ ng_ _an and re_ is_ at_ _be _in _of hat on_ of_ _ha her
    ion es_ er_ ve_ or_ ed_ le_ in er an on th he re ha at es nd ou en al it or st ea le ve se hi me
"""
SEGMENTS: Final = tuple(_FREQUENT.split())
"""Frequent runs of 2 to 4 keys; ``_`` is the space bar."""

_MOST_OCCURRENCES: Final = 60
_SHORTEST_HOLD_MS: Final = 2

_FEWEST_REPETITIONS: Final = 10
_MAD_TO_SD: Final = 1.4826

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Occurrences:
    """What one writer typed of one segment of k keys, in standardised times.

    Attributes
    ----------
    holds, intervals
        Shape (occurrences, k) and (occurrences, k - 1).
    """

    holds: Matrix
    intervals: Matrix

    def __len__(self) -> int:
        return len(self.holds)


@dataclass(frozen=True)
class PseudoPhrase:
    """A row of segments, and the writers who typed each of them often enough."""

    segments: tuple[str, ...]
    writers: NDArray[np.int64]

    @property
    def positions(self) -> int:
        """Number of keys."""
        return _length(self.segments)

    @property
    def layout(self) -> Layout:
        """Of its attempts' values."""
        return layout(*map(len, self.segments))


class Corpus:
    """Occurrences of all segments by all writers of a set.

    Parameters
    ----------
    texts
        Free text.
    users
        Writers to take; those with a broken recorder are left out.
    population
        To standardise by.
    """

    def __init__(self, texts: FreeText, users: set[int], population: Population) -> None:
        tables = _Tables(texts.codes, population)
        keys = {segment: _keys(texts.codes, segment) for segment in SEGMENTS}
        self._occurrences: dict[str, list[Occurrences]] = {segment: [] for segment in SEGMENTS}
        for session in texts:
            if session.user in users and usable(session):
                found = runs(session)
                holds, intervals = tables.standardise(found)
                usual = _connected(found)
                for segment, wanted in keys.items():
                    at = _starts(found, wanted, usual)[:_MOST_OCCURRENCES]
                    places = at[:, np.newaxis] + np.arange(len(wanted))
                    self._occurrences[segment].append(
                        Occurrences(holds[places], intervals[places[:, :-1]])
                    )
        self.writers = len(self._occurrences[SEGMENTS[0]])
        self._counts = {
            segment: np.array([len(found) for found in per_writer])
            for segment, per_writer in self._occurrences.items()
        }

    def attempts(self, phrase: PseudoPhrase, writer: int, which: slice) -> Matrix:
        """Give a writer's attempts at a phrase, holds first; shape (attempts, values)."""
        found = [self._occurrences[segment][writer] for segment in phrase.segments]
        attempts = self.common_attempts(phrase, writer)
        holds = [segment.holds[:attempts][which] for segment in found]
        intervals = [segment.intervals[:attempts][which] for segment in found]
        return np.hstack(holds + intervals)

    def spreads_within(self) -> tuple[Vector, Vector]:
        """Give how much each writer's holds and intervals vary over repetitions of a segment.

        Returns
        -------
        holds, intervals
            Standard deviations, estimated by the median absolute deviation, of every key and
            every digraph of every segment that a writer typed at least 10 times.
        """
        typed = [
            found
            for per_writer in self._occurrences.values()
            for found in per_writer
            if len(found) >= _FEWEST_REPETITIONS
        ]
        return (
            np.concatenate([_spread(found.holds) for found in typed]),
            np.concatenate([_spread(found.intervals) for found in typed]),
        )

    def common_attempts(self, phrase: PseudoPhrase, writer: int) -> int:
        """Give how many attempts at a phrase a writer made."""
        return min(int(self._counts[segment][writer]) for segment in phrase.segments)

    def phrases(
        self, rng: np.random.Generator, positions: int, attempts: int, fewest_writers: int
    ) -> Iterator[PseudoPhrase]:
        """Draw phrases without end that enough writers typed `attempts` times.

        Raises
        ------
        LookupError
            If in 100 draws none is found.
        """
        misses = 0
        while misses < 100:
            phrase = self._draw(rng, positions, attempts, fewest_writers)
            misses = 0 if phrase else misses + 1
            if phrase:
                yield phrase
        raise LookupError(f"no phrase of {positions} positions was typed {attempts} times")

    def _draw(
        self, rng: np.random.Generator, positions: int, attempts: int, fewest_writers: int
    ) -> PseudoPhrase | None:
        segments: list[str] = []
        writers = np.arange(self.writers)
        for segment in rng.permutation(np.array(SEGMENTS)):
            if any(_overlap(segment, other) for other in segments):
                continue
            if _length([*segments, segment]) > positions + 1:
                continue
            able = writers[self._counts[segment][writers] >= attempts]
            if len(able) < fewest_writers:
                continue
            segments.append(str(segment))
            writers = able
            if _length(segments) >= positions - 1:
                return PseudoPhrase(tuple(segments), writers)
        return None


class _Tables:
    """Centres and spreads by key and digraph, as arrays over a data set's key indices."""

    def __init__(self, codes: Sequence[str], population: Population) -> None:
        self._holds = np.array([population.usual_hold(code) for code in codes])
        self._intervals = np.array(
            [
                [
                    [
                        population.usual_interval(first, second, shifted=shifted)
                        for shifted in (False, True)
                    ]
                    for second in codes
                ]
                for first in codes
            ]
        )

    def standardise(self, found: Runs) -> tuple[Matrix, Matrix]:
        hold = self._holds[found.code]
        interval = self._intervals[found.code[:-1], found.code[1:], found.shifted.astype(int)]
        return standardised(found.hold_ms, hold), standardised(found.press_press_ms, interval)


def _spread(repetitions: Matrix) -> Vector:
    deviations = np.abs(repetitions - np.median(repetitions, axis=0))
    spread: Vector = _MAD_TO_SD * np.median(deviations, axis=0)
    return spread


def _keys(codes: tuple[str, ...], segment: str) -> list[int]:
    names = ["Space" if letter == "_" else f"Key{letter.upper()}" for letter in segment]
    return [codes.index(name) for name in names]


def _overlap(one: str, other: str) -> bool:
    """Tell whether two segments may come from the same keystrokes, such as `_the` and `the_`."""
    ends = any(
        first[-size:] == second[:size]
        for first, second in ((one, other), (other, one))
        for size in range(2, min(len(one), len(other)) + 1)
    )
    return ends or one in other or other in one


def _length(segments: Sequence[str]) -> int:
    return sum(len(segment) for segment in segments)


def _connected(found: Runs) -> NDArray[np.bool_]:
    """Tell for each position whether the next one follows within a phrase typed in one go."""
    return np.append(found.joined & ~found.shifted & (found.press_press_ms < 1.5 * PAUSE_MS), False)


def _starts(found: Runs, wanted: list[int], connected: NDArray[np.bool_]) -> NDArray[np.int64]:
    count = max(len(found.code) - len(wanted) + 1, 0)
    here = np.ones(count, dtype=bool)
    for place, key in enumerate(wanted):
        here &= found.code[place : place + count] == key
        here &= found.hold_ms[place : place + count] > _SHORTEST_HOLD_MS
        if place + 1 < len(wanted):
            here &= connected[place : place + count]
    return np.flatnonzero(here)
