"""The encoder from typing sessions: learnt, checked on other people, exported."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from inference.evaluation.datasets import TypingSession
from inference.population import Population
from inference.training.encoder.check import encoded, global_eer, windows_of
from inference.training.encoder.corpus import Batch, Corpus
from inference.training.encoder.export import encoder_bytes
from inference.training.encoder.fit import fit_encoder
from inference.training.encoder.network import Network
from inference.training.encoder.recipe import Recipe
from inference.training.encoder.usual import UsualTimes

_WINDOWS, _STROKES = 8, 50
"""Of each person that the network is checked on."""

Figures = dict[str, Any]


def make_encoder(
    learnt: Sequence[Sequence[TypingSession]],
    validation: Sequence[TypingSession],
    population: Population,
    recipe: Recipe,
    checkpoint: Path,
) -> tuple[bytes, Figures]:
    """Train the encoder.

    Parameters
    ----------
    learnt
        What it learns from: sets of people, each giving the same share of every batch.
    validation
        Other people, one text each, to watch it by.
    population
        Usual times.
    recipe
        How.
    checkpoint
        See :func:`inference.training.encoder.fit.fit_encoder`.

    Returns
    -------
    bytes, dict
        The encoder's file, and how it does on the other people.
    """
    check = partial(_figures, windows_of(Corpus.of(validation), _WINDOWS, _STROKES), recipe)
    corpora = [Corpus.of(sessions) for sessions in learnt]
    network = fit_encoder(
        corpora, UsualTimes.of(population), recipe, checkpoint, lambda trained: str(check(trained))
    )
    people = sum(len(np.unique(corpus.people)) for corpus in corpora)
    return encoder_bytes(network), {"people_learnt_from": people} | check(network)


def _figures(windows: Batch, recipe: Recipe, network: Network) -> Figures:
    vectors = encoded(network, windows).reshape(-1, _WINDOWS, recipe.dimension)
    eer = global_eer(vectors, recipe.enrolled)
    return {"validation_people": len(vectors), "validation_eer": round(eer, 4)}
