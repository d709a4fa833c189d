"""Calibration of the fixed mode, learnt from pseudo-phrases."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import Final, NamedTuple, TypeVar

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray

from inference.calibration import Calibration
from inference.detector import Array, DetectorSettings, fit_reference, stacked
from inference.evidence import Evidence
from inference.training.conditions import Conditions
from inference.training.effort import Effort
from inference.training.grid import Cell, calibration_of, fit_cell
from inference.training.joins import Corpus, PseudoPhrase
from inference.voices import voices

T = TypeVar("T")

PRIOR_SAMPLES, HALF_LIFE, CAP = 4.0, 15.0, 4.0
FAST_HALF_LIFE, SLOW_HALF_LIFE = 5.0, 60.0
"""Chosen by hand; see the model card."""
POSITIONS: Final = (4, 6, 8, 11, 16, 25, 40)

_PROBES: Final = 3
_FEWEST_WRITERS: Final = 40


class Row(NamedTuple):
    """One row of the calibration.

    Parameters
    ----------
    samples
        Of the templates that it is for.
    learnt_from
        Samples of the pseudo-phrases' templates that it is learnt from.
    conditions
        What is put into them.
    """

    samples: int
    learnt_from: int
    conditions: Conditions


_AS_TYPED: Final = Conditions()
_FIRST_DAYS: Final = Conditions(strangeness=0.5, drift=0.5, practice=0.5)
_MANY_DAYS: Final = Conditions(strangeness=0.3, drift=0.7, practice=2.0)
ROWS: Final = (
    *(Row(samples, samples, _FIRST_DAYS) for samples in (5, 7, 10, 15, 20)),
    # Hardly anybody typed a phrase's segments 43 times.
    Row(40, 20, _MANY_DAYS),
)


@dataclass(frozen=True)
class Comparisons:
    """Raw voices of many comparisons.

    Attributes
    ----------
    genuine, impostor
        Shape (comparisons, voices) each.
    owner, template
        Number of the template that each comparison with its owner, and with an impostor, was made
        with, from 0 on; shape (comparisons,) each.
    """

    genuine: Array
    impostor: Array
    owner: NDArray[np.intp]
    template: NDArray[np.intp]


def fit_settings(corpus: Corpus) -> DetectorSettings:
    """Learn how much people's times vary from one repetition to the next.

    The prior scales are the medians, over writers and segments, of the standard deviation that
    the median absolute deviation of a writer's repetitions stands for.
    """
    holds, intervals = corpus.spreads_within()
    return DetectorSettings(
        hold_scale=round(float(np.median(holds)), 3),
        interval_scale=round(float(np.median(intervals)), 3),
        prior_samples=PRIOR_SAMPLES,
        half_life=HALF_LIFE,
        fast_half_life=FAST_HALF_LIFE,
        slow_half_life=SLOW_HALF_LIFE,
        cap=CAP,
    )


class Trial(NamedTuple):
    """What a comparison of writers is made with.

    Parameters
    ----------
    corpus
        The writers.
    settings, evidence
        Of the detector.
    effort
        How many comparisons.
    seed
        Makes it repeatable.
    """

    corpus: Corpus
    settings: DetectorSettings
    evidence: Evidence
    effort: Effort
    seed: int


def compare(
    trial: Trial, samples: int, positions: int, conditions: Conditions = _AS_TYPED
) -> Comparisons:
    """Compare writers with themselves later in the session, and with others.

    Raises
    ------
    LookupError
        If too few writers typed phrases of that length that often.
    """
    rng = np.random.default_rng((trial.seed, samples, positions))
    drawn = trial.corpus.phrases(rng, positions, samples + _PROBES, _FEWEST_WRITERS)
    phrases = islice(drawn, trial.effort.phrases)
    found = [_compared(trial, phrase, samples, conditions, rng) for phrase in phrases]
    starts = list(accumulate((one.owner.max() + 1 for one in found[:-1]), initial=0))
    return Comparisons(
        genuine=np.vstack([one.genuine for one in found]),
        impostor=np.vstack([one.impostor for one in found]),
        owner=np.concatenate(list(map(np.add, starts, [one.owner for one in found]))),
        template=np.concatenate(list(map(np.add, starts, [one.template for one in found]))),
    )


def compare_nearest(
    trial: Trial, samples: int, positions: int, conditions: Conditions = _AS_TYPED
) -> Comparisons | None:
    """Compare with templates of so many samples, or else of the most that enough writers typed.

    Returns
    -------
    Comparisons or None
        None where too few writers typed phrases of that length even for the fewest samples.
    """
    for fewer in sorted({row.learnt_from for row in ROWS if row.learnt_from <= samples})[::-1]:
        try:
            return compare(trial, fewer, positions, conditions)
        except LookupError:
            continue
    return None


def _compared(
    trial: Trial,
    phrase: PseudoPhrase,
    samples: int,
    conditions: Conditions,
    rng: np.random.Generator,
) -> Comparisons:
    corpus, settings, evidence, effort, _ = trial
    layout = phrase.layout
    effect = conditions.phrase_effect(rng, layout)
    most = max(effort.templates, effort.impostors + 1)
    typed = [
        corpus.attempts(phrase, int(writer), slice(0, samples + _PROBES)) + effect
        for writer in rng.permutation(phrase.writers)[:most]
    ]
    owners = typed[: effort.templates]
    reference = stacked([fit_reference(one[:samples], layout, settings) for one in owners])

    def compared(kind: Iterable[Array]) -> Array:
        return np.vstack([voices(reference, probes, settings, evidence) for probes in kind])

    own = np.array([one[samples:] for one in owners]).swapaxes(0, 1)
    impostor = compared(
        conditions.unpractised(rng, probes, layout)
        for probes in _others(typed, len(owners), effort.impostors, rng)
    )
    genuine = compared(conditions.later(rng, probes, layout) for probes in own)
    return Comparisons(
        genuine=genuine,
        impostor=impostor,
        owner=np.arange(len(genuine)) % len(owners),
        template=np.arange(len(impostor)) % len(owners),
    )


def _others(
    typed: list[Array], owners: int, count: int, rng: np.random.Generator
) -> Iterator[Array]:
    """Give any attempt of another writer for each owner, `count` times."""
    places = np.arange(owners)
    for step in range(1, min(count, len(typed) - 1) + 1):
        others = [typed[place] for place in (places + step) % len(typed)]
        yield np.array([one[rng.integers(len(one))] for one in others])


def fit_calibration(trial: Trial) -> Calibration:
    """Learn weights and thresholds for each number of samples and positions.

    A cell for which too few writers typed enough learns from templates of fewer samples, or takes
    its shorter neighbour's place.
    """
    rows = Parallel(n_jobs=-1)(delayed(_fit_row)(trial, row) for row in ROWS)
    return calibration_of(
        [filled(row) for row in rows],
        [row.samples for row in ROWS],
        POSITIONS,
        trial.effort.impostor_comparisons,
    )


def _fit_row(trial: Trial, row: Row) -> list[Cell | None]:
    return [_fit_cell(trial, row, positions) for positions in POSITIONS]


def _fit_cell(trial: Trial, row: Row, positions: int) -> Cell | None:
    found = compare_nearest(trial, row.learnt_from, positions, row.conditions)
    return None if found is None else fit_cell(found.genuine, found.impostor)


def filled(row: Iterable[T | None]) -> list[T]:
    """Let cells of a row that are missing be as their shorter neighbours.

    Raises
    ------
    LookupError
        If there is none for the shortest phrases.
    """
    found: list[T] = []
    for cell in row:
        if cell is None and not found:
            raise LookupError("the data has too few repetitions even for the shortest phrases")
        found.append(found[-1] if cell is None else cell)
    return found
