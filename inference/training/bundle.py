"""Make the bundled model: priors, calibration, and the manifest that vouches for them."""

import json
import logging
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from inference.bundle import FIXED, MANIFEST, POPULATION, file_hash
from inference.calibration import Calibration
from inference.detector import DetectorSettings
from inference.evaluation.datasets import FreeText, load_klicke
from inference.features import CONTRACT_VERSION
from inference.population import Population
from inference.training.fixed import Effort, Trial, fit_calibration, fit_settings
from inference.training.joins import Corpus
from inference.training.population import fit_population
from inference.training.validation import validate

SEED = 20_261_123
PRIOR_FOLDS, CALIBRATION_FOLDS, VALIDATION_FOLDS = (0, 1), (2, 3), (4,)
"""Writers are split by their number modulo 5."""

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
    learnt = Corpus(texts, writers(texts, PRIOR_FOLDS), population)
    settings = fit_settings(learnt)
    _log.info("learning calibration from pseudo-phrases (minutes)")
    calibrated = Corpus(texts, writers(texts, CALIBRATION_FOLDS), population)
    calibration = fit_calibration(Trial(calibrated, settings, effort, SEED))
    _log.info("measuring on other writers")
    measured = Corpus(texts, writers(texts, VALIDATION_FOLDS), population)
    metrics = validate(Trial(measured, settings, effort, SEED + 1), calibration)
    metrics["writers_of_data"] = len(np.unique(texts.users))
    metrics["writers_learnt_from"] = learnt.writers + calibrated.writers
    return write_bundle(folder, Model(population, settings, calibration), metrics)


def writers(texts: FreeText, folds: tuple[int, ...]) -> set[int]:
    """Give the writers of some fifths of the data."""
    return {int(user) for user in np.unique(texts.users) if user % 5 in folds}


class Model(NamedTuple):
    """What training made."""

    population: Population
    settings: DetectorSettings
    calibration: Calibration


def write_bundle(folder: Path, model: Model, metrics: dict[str, Any]) -> dict[str, Any]:
    """Write a model's files and their manifest."""
    population, settings, calibration = model
    contents = {
        POPULATION: {"holds": population.holds, "intervals": population.intervals},
        FIXED: {"detector": asdict(settings), "calibration": calibration.to_dict()},
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
