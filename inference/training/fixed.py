"""Calibration of the fixed mode, learnt from pseudo-phrases."""

from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from inference.calibration import Calibration
from inference.detector import DetectorSettings, fit_reference, voices
from inference.training.joins import Corpus, PseudoPhrase

PRIOR_SAMPLES, HALF_LIFE, CAP = 4.0, 20.0, 4.0
"""Chosen by hand on the writers of the calibration; see the model card."""
SAMPLES: Final = (5, 7, 10, 15, 20)
POSITIONS: Final = (6, 8, 11, 16, 25, 40)
FMRS: Final = (0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5)

_PROBES: Final = 3
_FEWEST_WRITERS: Final = 40

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Effort:
    """How many comparisons calibration learns from.

    Parameters
    ----------
    phrases, templates, impostors
        Pseudo-phrases for each cell of the grid, templates for each of them, and impostors for
        each template.
    """

    phrases: int = 60
    templates: int = 30
    impostors: int = 40

    @property
    def impostor_comparisons(self) -> int:
        """How many comparisons with impostors that makes."""
        return self.phrases * self.templates * self.impostors


@dataclass(frozen=True)
class Comparisons:
    """Raw voices of many comparisons, shape (comparisons, voices) each."""

    genuine: Matrix
    impostor: Matrix


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
        cap=CAP,
    )


class Trial(NamedTuple):
    """What a comparison of writers is made with.

    Parameters
    ----------
    corpus
        The writers.
    settings
        Of the detector.
    effort
        How many comparisons.
    seed
        Makes it repeatable.
    """

    corpus: Corpus
    settings: DetectorSettings
    effort: Effort
    seed: int


def compare(trial: Trial, samples: int, positions: int) -> Comparisons:
    """Compare writers with themselves later in the session, and with others.

    Raises
    ------
    LookupError
        If too few writers typed phrases of that length that often.
    """
    corpus, settings, effort, seed = trial
    rng = np.random.default_rng((seed, samples, positions))
    genuine, impostor = [], []
    drawn = corpus.phrases(rng, positions, samples + _PROBES, _FEWEST_WRITERS)
    for phrase in islice(drawn, effort.phrases):
        for writer in _some(rng, phrase.writers, effort.templates):
            enrolled = corpus.attempts(phrase, writer, slice(0, samples))
            reference = fit_reference(enrolled, phrase.positions, settings)
            own = corpus.attempts(phrase, writer, slice(samples, samples + _PROBES))
            strangers = _some(rng, phrase.writers[phrase.writers != writer], effort.impostors)
            others = [_any_attempt(corpus, phrase, stranger, rng) for stranger in strangers]
            genuine += [voices(reference, probe, settings) for probe in own]
            impostor += [voices(reference, probe, settings) for probe in others]
    return Comparisons(np.array(genuine), np.array(impostor))


def fit_calibration(trial: Trial) -> Calibration:
    """Learn weights and thresholds for each number of samples and positions.

    A cell for which too few writers typed enough takes its shorter neighbour's place.
    """
    rows = Parallel(n_jobs=-1)(delayed(_fit_row)(trial, samples) for samples in SAMPLES)
    filled = [_filled(row) for row in rows]
    return Calibration(
        rows=np.array(SAMPLES, dtype=np.float64),
        columns=np.array(POSITIONS, dtype=np.float64),
        fmrs=np.array(FMRS),
        weights=np.array([[cell[0] for cell in row] for row in filled]).round(5),
        thresholds=np.array([[cell[1] for cell in row] for row in filled]).round(5),
        limit=round(float(np.log(trial.effort.impostor_comparisons)), 5),
    )


Cell = tuple[Matrix, Matrix]


def _fit_row(trial: Trial, samples: int) -> list[Cell | None]:
    return [_fit_cell(trial, samples, positions) for positions in POSITIONS]


def _fit_cell(trial: Trial, samples: int, positions: int) -> Cell | None:
    try:
        found = compare(trial, samples, positions)
    except LookupError:
        return None
    weights = _logistic_weights(found)
    scores = weights[0] + found.impostor @ weights[1:]
    return weights, np.quantile(scores, [1 - fmr for fmr in FMRS])


def _logistic_weights(found: Comparisons) -> Matrix:
    """Weights that make the weighted sum a log-likelihood ratio: equal prior odds."""
    voices_of_all = np.vstack([found.genuine, found.impostor])
    labels = np.repeat([1, 0], [len(found.genuine), len(found.impostor)])
    balance = np.where(labels == 1, 1 / len(found.genuine), 1 / len(found.impostor))
    model = LogisticRegression(C=1e6, max_iter=1000)
    model.fit(voices_of_all, labels, sample_weight=balance * len(labels) / 2)
    return np.append(model.intercept_, model.coef_[0])


def _filled(row: list[Cell | None]) -> list[Cell]:
    filled: list[Cell] = []
    for cell in row:
        if cell is None and not filled:
            raise LookupError("the data has too few repetitions even for the shortest phrases")
        filled.append(cell or filled[-1])
    return filled


def _any_attempt(
    corpus: Corpus, phrase: PseudoPhrase, writer: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    which = int(rng.integers(corpus.common_attempts(phrase, writer)))
    attempt: NDArray[np.float64] = corpus.attempts(phrase, writer, slice(which, which + 1))[0]
    return attempt


def _some(rng: np.random.Generator, writers: NDArray[np.int64], count: int) -> list[int]:
    chosen = rng.choice(writers, min(count, len(writers)), replace=False)
    return [int(writer) for writer in chosen]
