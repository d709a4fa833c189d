"""The network that tells what a single value of a probe says, learnt from pseudo-phrases."""

import warnings
from collections.abc import Iterator
from itertools import islice
from typing import Final

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from inference.detector import (
    Array,
    DetectorSettings,
    Layout,
    Reference,
    fit_reference,
    stacked,
)
from inference.evidence import ASPECTS, Evidence, aspects
from inference.training.conditions import Conditions
from inference.training.effort import Effort
from inference.training.joins import Corpus

CELLS: Final = ((5, 11), (7, 13), (10, 11), (20, 11))
"""Samples of the templates and positions of the phrases that it learns from."""

CONDITIONS: Final = Conditions(strangeness=0.5, drift=0.7, practice=1.0)
"""What it learns to see through: a network that knows one session only fails on later days."""

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
            typed = [
                corpus.attempts(phrase, int(one), slice(0, samples + _PROBES)) for one in writers
            ]
            rows += _compared(np.array(typed), phrase.layout, settings, rng)
    described = np.vstack([row for row, _ in rows])
    genuine = np.concatenate([np.full(len(row), own) for row, own in rows])
    return _fitted(described, genuine, seed)


def _compared(
    typed: Array, layout: Layout, settings: DetectorSettings, rng: np.random.Generator
) -> Iterator[Rows]:
    """Describe values of each writer's later attempts, and of the next writers' attempts."""
    typed = typed + CONDITIONS.phrase_effect(rng, layout)
    reference = stacked([fit_reference(one[:-_PROBES], layout, settings) for one in typed])
    for place in range(1, _PROBES + 1):
        probes = typed[:, -place]
        own = CONDITIONS.later(rng, probes, layout)
        yield _described(reference, own), True
        for others in range(1, _IMPOSTORS + 1):
            stranger = np.roll(probes, others * place, axis=0)
            yield _described(reference, CONDITIONS.unpractised(rng, stranger, layout)), False


def _described(reference: Reference, probes: Array) -> Array:
    return aspects(reference, probes).reshape(ASPECTS, -1).T


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
