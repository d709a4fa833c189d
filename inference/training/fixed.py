"""Calibration of the fixed mode, learnt from pseudo-phrases."""

import logging
from dataclasses import dataclass
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from inference.calibration import Calibration
from inference.detector import DetectorSettings, fit_reference, voices
from inference.training.joins import Corpus, PseudoPhrase

SETTINGS: Final = DetectorSettings(
    hold_scale=0.45, interval_scale=0.7, prior_samples=4.0, half_life=20.0, cap=4.0
)
SAMPLES: Final = (5, 7, 10, 15, 20)
POSITIONS: Final = (6, 8, 11, 16, 25, 40)
FMRS: Final = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5)

_PROBES: Final = 3
_FEWEST_WRITERS: Final = 40

_log = logging.getLogger(__name__)

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


@dataclass(frozen=True)
class Comparisons:
    """Raw voices of many comparisons, shape (comparisons, voices) each."""

    genuine: Matrix
    impostor: Matrix


def compare(
    corpus: Corpus, samples: int, positions: int, effort: Effort, rng: np.random.Generator
) -> Comparisons:
    """Compare writers with themselves later in the session, and with others.

    Raises
    ------
    LookupError
        If too few writers typed phrases of that length that often.
    """
    genuine, impostor = [], []
    drawn = corpus.phrases(rng, positions, samples + _PROBES, _FEWEST_WRITERS)
    for phrase in islice(drawn, effort.phrases):
        for writer in _some(rng, phrase.writers, effort.templates):
            enrolled = corpus.attempts(phrase, writer, slice(0, samples))
            reference = fit_reference(enrolled, phrase.positions, SETTINGS)
            own = corpus.attempts(phrase, writer, slice(samples, samples + _PROBES))
            strangers = _some(rng, phrase.writers[phrase.writers != writer], effort.impostors)
            others = [_any_attempt(corpus, phrase, stranger, rng) for stranger in strangers]
            genuine += [voices(reference, probe, SETTINGS) for probe in own]
            impostor += [voices(reference, probe, SETTINGS) for probe in others]
    return Comparisons(np.array(genuine), np.array(impostor))


def fit_calibration(corpus: Corpus, effort: Effort, seed: int) -> Calibration:
    """Learn weights and thresholds for each number of samples and positions.

    A cell for which too few writers typed enough takes its shorter neighbour's place.
    """
    cells = [[_fit_row_cell(corpus, n, p, effort, seed) for p in POSITIONS] for n in SAMPLES]
    filled = [_filled(row) for row in cells]
    return Calibration(
        samples=np.array(SAMPLES, dtype=np.float64),
        positions=np.array(POSITIONS, dtype=np.float64),
        fmrs=np.array(FMRS),
        weights=np.array([[cell[0] for cell in row] for row in filled]).round(5),
        thresholds=np.array([[cell[1] for cell in row] for row in filled]).round(5),
        limit=round(float(np.log(corpus.writers)), 5),
    )


Cell = tuple[Matrix, Matrix]


def _fit_row_cell(
    corpus: Corpus, samples: int, positions: int, effort: Effort, seed: int
) -> Cell | None:
    rng = np.random.default_rng((seed, samples, positions))
    try:
        found = compare(corpus, samples, positions, effort, rng)
    except LookupError as error:
        _log.info("%d samples, %d positions: %s", samples, positions, error)
        return None
    weights = _logistic_weights(found)
    scores = weights[0] + found.impostor @ weights[1:]
    _log.info("%d samples, %d positions: weights %s", samples, positions, weights.round(2))
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
