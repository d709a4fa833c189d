"""The network that tells what a single value of a probe says, learnt from pseudo-phrases."""

import warnings
from collections.abc import Iterator
from itertools import islice
from typing import Final

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from inference.detector import Array, DetectorSettings, fit_reference, stacked
from inference.evidence import ASPECTS, Evidence, aspects
from inference.training.effort import Effort
from inference.training.joins import Corpus, PseudoPhrase

CELLS: Final = ((5, 11), (7, 13), (10, 11), (20, 11))
"""Samples of the templates and positions of the phrases that it learns from."""

_UNITS: Final = 16
_EPOCHS: Final = 12
_BATCH: Final = 2_000
_LEARNING_RATE: Final = 0.004
_PROBES: Final = 3
_IMPOSTORS: Final = 3
_FEWEST_WRITERS: Final = 40

Rows = tuple[Array, bool]


def fit_evidence(corpus: Corpus, settings: DetectorSettings, effort: Effort, seed: int) -> Evidence:
    """Learn to tell single values of owners from those of others.

    Parameters
    ----------
    corpus
        The writers.
    settings
        Of the detector.
    effort
        Pseudo-phrases for each of :data:`CELLS`, and templates for each of them.
    seed
        Makes it repeatable.
    """
    rng = np.random.default_rng(seed)
    rows: list[Rows] = []
    for samples, positions in CELLS:
        drawn = corpus.phrases(rng, positions, samples + _PROBES, _FEWEST_WRITERS)
        for phrase in islice(drawn, effort.phrases):
            writers = rng.permutation(phrase.writers)[: effort.templates]
            rows += _compared(corpus, phrase, writers, samples, settings)
    described = np.vstack([row for row, _ in rows])
    genuine = np.concatenate([np.full(len(row), own) for row, own in rows])
    return _fitted(described, genuine, seed)


def _compared(
    corpus: Corpus,
    phrase: PseudoPhrase,
    writers: Array,
    samples: int,
    settings: DetectorSettings,
) -> Iterator[Rows]:
    """Describe values of each writer's later attempts, and of the next writers' attempts."""
    typed = [corpus.attempts(phrase, int(one), slice(0, samples + _PROBES)) for one in writers]
    reference = stacked([fit_reference(one[:samples], phrase.layout, settings) for one in typed])
    for probe in range(_PROBES):
        probes = np.array([one[samples + probe] for one in typed])
        for others in range(_IMPOSTORS + 1):
            described = aspects(reference, np.roll(probes, others * (probe + 1), axis=0))
            yield described.reshape(ASPECTS, -1).T, others == 0


def _fitted(described: Array, genuine: Array, seed: int) -> Evidence:
    centre, spread = described.mean(axis=0), described.std(axis=0) + 1e-6
    network = MLPClassifier(
        (_UNITS,),
        max_iter=_EPOCHS,
        batch_size=min(_BATCH, len(described)),
        learning_rate_init=_LEARNING_RATE,
        n_iter_no_change=_EPOCHS,
        random_state=seed % 2**32,
    )
    with warnings.catch_warnings():
        # It is stopped after some epochs on purpose.
        warnings.simplefilter("ignore", ConvergenceWarning)
        network.fit((described - centre) / spread, genuine)
    hidden = network.coefs_[0] / spread[:, np.newaxis]
    share = genuine.mean()
    return Evidence(
        hidden=hidden.round(5),
        hidden_bias=(network.intercepts_[0] - centre @ hidden).round(5),
        output=network.coefs_[1][:, 0].round(5),
        output_bias=round(float(network.intercepts_[1][0] - np.log(share / (1 - share))), 5),
    )
