"""Make the bundled model: priors, calibration, and the manifest that vouches for them."""

import json
import logging
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from inference.bundle import FIXED, MANIFEST, POPULATION, file_hash
from inference.calibration import Calibration
from inference.evaluation.datasets import FreeText, load_klicke
from inference.features import CONTRACT_VERSION
from inference.population import Population
from inference.training.fixed import SETTINGS, Effort, fit_calibration
from inference.training.joins import Corpus
from inference.training.population import fit_population
from inference.training.validation import validate

SEED = 20_261_123
PRIOR_FOLDS, CALIBRATION_FOLDS, VALIDATION_FOLDS = (0, 1), (2, 3), (4,)
"""Writers are split by the last digit of their number, modulo 5."""

_log = logging.getLogger(__name__)


def train(folder: Path, effort: Effort | None = None) -> dict[str, Any]:
    """Train on KLiCKe and write the model bundle.

    Parameters
    ----------
    folder
        Where the files go; existing ones are replaced.
    effort
        How many comparisons to learn from; the bundled model's if None.

    Returns
    -------
    dict
        The manifest.

    Raises
    ------
    DataError
        If the training data isn't there.
    """
    effort = effort or Effort()
    texts = load_klicke()
    _log.info("learning usual times of keys and digraphs")
    population = fit_population(texts, writers(texts, PRIOR_FOLDS))
    _log.info("learning calibration from pseudo-phrases")
    corpus = Corpus(texts, writers(texts, CALIBRATION_FOLDS), population)
    calibration = fit_calibration(corpus, effort, SEED)
    _log.info("measuring on writers never used so far")
    unseen = Corpus(texts, writers(texts, VALIDATION_FOLDS), population)
    metrics = validate(unseen, calibration, effort, SEED)
    return write_bundle(folder, population, calibration, metrics)


def writers(texts: FreeText, folds: tuple[int, ...]) -> set[int]:
    """Give the writers of some fifths of the data."""
    return {int(user) for user in np.unique(texts.users) if user % 5 in folds}


def write_bundle(
    folder: Path, population: Population, calibration: Calibration, metrics: dict[str, Any]
) -> dict[str, Any]:
    """Write a model's files and their manifest."""
    contents = {
        POPULATION: {"holds": population.holds, "intervals": population.intervals},
        FIXED: {"detector": asdict(SETTINGS), "calibration": calibration.to_dict()},
    }
    files = {name: _encoded(content) for name, content in contents.items()}
    manifest = {
        "contract": CONTRACT_VERSION,
        "files": {name: file_hash(data) for name, data in files.items()},
        "training": {
            "data": "KLiCKe, CC BY 4.0",
            "writers": "modulo 5: 0, 1 for usual times; 2, 3 for calibration; 4 for the metrics",
            "seed": SEED,
        },
        "metrics": metrics,
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / MANIFEST).write_bytes(_encoded(manifest))
    return manifest


def _encoded(document: Any) -> bytes:
    return (json.dumps(document, indent=1, sort_keys=True) + "\n").encode()
