"""How well the free mode's calibration holds on writers it never saw."""

import logging
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from inference.calibration import Calibration
from inference.evaluation.metrics import (
    equal_error_rate,
    log_likelihood_ratio_cost,
    minimum_log_likelihood_ratio_cost,
)
from inference.training.free import Comparisons, Trial, compare

CELLS: Final = ((60, 25), (60, 60), (240, 15), (240, 25), (240, 60), (240, 120), (480, 60))
REQUESTED_FMR: Final = 0.01

_log = logging.getLogger(__name__)


def validate_free(trial: Trial, calibration: Calibration) -> dict[str, Any]:
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
        Figures by ``<keys> keys enrolled, <keys> keys``.
    """
    figures: dict[str, Any] = {"writers": len(trial.writers), "requested_fmr": REQUESTED_FMR}
    for enrolled, probe in CELLS:
        cell = _measured(compare(trial, enrolled, probe), calibration, enrolled, probe)
        _log.info("%d keys enrolled, %d keys: %s", enrolled, probe, cell)
        figures[f"{enrolled} keys enrolled, {probe} keys"] = cell
    return figures


def _measured(
    found: Comparisons, calibration: Calibration, enrolled: int, probe: int
) -> dict[str, float]:
    scale = calibration.at(enrolled, probe)
    genuine, impostor = (
        np.clip(scale.weights[0] + voices @ scale.weights[1:], -scale.limit, scale.limit)
        for voices in (found.genuine, found.impostor.reshape(-1, found.impostor.shape[2]))
    )
    return _figures(genuine, impostor, scale.threshold(REQUESTED_FMR))


def _figures(
    genuine: NDArray[np.float64], impostor: NDArray[np.float64], threshold: float
) -> dict[str, float]:
    figures = {
        "eer": equal_error_rate(genuine, impostor),
        "fmr": float(np.mean(impostor >= threshold)),
        "fnmr": float(np.mean(genuine < threshold)),
        "cllr": log_likelihood_ratio_cost(genuine, impostor),
        "cllr_min": minimum_log_likelihood_ratio_cost(genuine, impostor),
    }
    return {name: round(value, 4) for name, value in figures.items()}
