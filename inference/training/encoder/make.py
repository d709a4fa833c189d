"""The encoder from typing sessions: learnt, checked on other people, exported."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.evaluation.datasets import TypingSession
from inference.population import Population
from inference.training.encoder.check import encoded, global_eer, windows_of
from inference.training.encoder.corpus import Corpus
from inference.training.encoder.export import encoder_bytes, take_over
from inference.training.encoder.fit import fit_encoder, new_network
from inference.training.encoder.network import Network
from inference.training.encoder.recipe import Recipe
from inference.training.encoder.usual import UsualTimes

_WINDOWS, _STROKES, _ENROLLED = 8, 50, 5
"""Of each person that a network is checked on."""

_log = logging.getLogger(__name__)

Figures = dict[str, Any]


@dataclass(frozen=True)
class Schooling:
    """What the encoder learns with.

    Parameters
    ----------
    learnt
        Sets of people, each giving the same share of every batch.
    validation
        Other people, one text each, to watch it by.
    population
        Usual times.
    checkpoint
        File that training is taken up from; each network has one of its own, with its number.
    start
        Arrays of an encoder of the same recipes, to be trained further; None to begin anew.
    """

    learnt: Sequence[Sequence[TypingSession]]
    validation: Sequence[TypingSession]
    population: Population
    checkpoint: Path
    start: Mapping[str, NDArray[Any]] | None = None


def make_encoder(schooling: Schooling, recipes: Sequence[Recipe]) -> tuple[bytes, Figures]:
    """Train the encoder's networks, one after the other.

    Parameters
    ----------
    schooling
        With what.
    recipes
        How, one for each network.

    Returns
    -------
    bytes, dict
        The encoder's file, and how it does on the other people.
    """
    corpora = [Corpus.of(sessions) for sessions in schooling.learnt]
    usual = UsualTimes.of(schooling.population)
    windows = windows_of(Corpus.of(schooling.validation), _WINDOWS, _STROKES)

    def eer(networks: Sequence[Network]) -> float:
        found = [encoded(network, windows) for network in networks]
        vectors = np.concatenate([np.sqrt(one.shape[1]) * one for one in found], axis=1)
        return global_eer(vectors.reshape(-1, _WINDOWS, vectors.shape[1]), _ENROLLED)

    networks: list[Network] = []
    for number, recipe in enumerate(recipes):
        _log.info("network %d of %d", number + 1, len(recipes))
        network = new_network(recipe, usual)
        if schooling.start is not None:
            take_over(network, schooling.start, number)
        trained = fit_encoder(
            corpora,
            network,
            recipe,
            schooling.checkpoint.with_stem(f"{schooling.checkpoint.stem}-{number}"),
            lambda network: f"EER of validation people {eer([network]):.4f}",
        )
        networks.append(trained)
    people = sum(len(np.unique(corpus.people)) for corpus in corpora)
    return encoder_bytes(networks), {
        "people_learnt_from": people,
        "validation_people": len(windows.code) // _WINDOWS,
        "validation_eer": round(eer(networks), 4),
        "validation_eer_of_each_network": [round(eer([network]), 4) for network in networks],
    }
