"""How well the calibration holds on writers it never saw."""

import logging
from typing import Any, Final

import numpy as np

from inference.calibration import Calibration
from inference.evaluation.metrics import equal_error_rate, log_likelihood_ratio_cost
from inference.training.fixed import Comparisons, Trial, compare

CELLS: Final = ((5, 5), (5, 11), (5, 25), (8, 13), (10, 11), (10, 20), (10, 25), (20, 11))
REQUESTED_FMR: Final = 0.01

_log = logging.getLogger(__name__)


def validate(trial: Trial, calibration: Calibration) -> dict[str, Any]:
    """Measure EER, FMR and FNMR at a requested FMR of 1%, and Cllr.

    Parameters
    ----------
    trial
        Writers that were not learnt from.
    calibration
        To be measured.

    Returns
    -------
    dict
        Figures by ``<samples> samples, <positions> positions``.
    """
    figures: dict[str, Any] = {"writers": trial.corpus.writers, "requested_fmr": REQUESTED_FMR}
    for samples, positions in CELLS:
        found = compare(trial, samples, positions)
        cell = _measured(found, calibration, samples, positions)
        _log.info("%d samples, %d positions: %s", samples, positions, cell)
        figures[f"{samples} samples, {positions} positions"] = cell
    return figures


def _measured(
    found: Comparisons, calibration: Calibration, samples: int, positions: int
) -> dict[str, float]:
    scale = calibration.at(samples, positions)
    genuine = np.array([scale.score(raw) for raw in found.genuine])
    impostor = np.array([scale.score(raw) for raw in found.impostor])
    threshold = scale.threshold(REQUESTED_FMR)
    figures = {
        "eer": equal_error_rate(genuine, impostor),
        "fmr": float(np.mean(impostor >= threshold)),
        "fnmr": float(np.mean(genuine < threshold)),
        "cllr": log_likelihood_ratio_cost(genuine, impostor),
    }
    return {name: round(value, 4) for name, value in figures.items()}
