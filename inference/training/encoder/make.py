"""The encoder from typing sessions: learnt, checked on other people, exported."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

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
    learnt: Sequence[TypingSession],
    validation: Sequence[TypingSession],
    population: Population,
    recipe: Recipe,
    checkpoint: Path,
) -> tuple[bytes, Figures]:
    """Train the encoder.

    Parameters
    ----------
    learnt
        What it learns from.
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
    return make_encoder_of(
        [Corpus.of(learnt)], Corpus.of(validation), population, recipe, checkpoint
    )


def make_encoder_of(
    learnt: Sequence[Corpus],
    validation: Corpus,
    population: Population,
    recipe: Recipe,
    checkpoint: Path,
) -> tuple[bytes, Figures]:
    """Train the encoder on several sets of people, each giving the same share of every batch."""
    check = partial(_figures, windows_of(validation, _WINDOWS, _STROKES), recipe)
    network = fit_encoder(
        learnt, UsualTimes.of(population), recipe, checkpoint, lambda trained: str(check(trained))
    )
    people = sum(len(set(corpus.people.tolist())) for corpus in learnt)
    return encoder_bytes(network), {"people_learnt_from": people} | check(network)


def _figures(windows: Batch, recipe: Recipe, network: Network) -> Figures:
    vectors = encoded(network, windows).reshape(-1, _WINDOWS, recipe.dimension)
    eer = global_eer(vectors, recipe.enrolled)
    return {"validation_people": len(vectors), "validation_eer": round(eer, 4)}
