"""How well the free mode's calibration holds on writers it never saw."""

import logging
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from inference.calibration import Calibration, Scale
from inference.evaluation.metrics import (
    equal_error_rate,
    log_likelihood_ratio_cost,
    minimum_log_likelihood_ratio_cost,
)
from inference.training.free import Comparisons, Trial, compare

SPEED_CELL: Final = (240, 60)
CELLS: Final = ((60, 25), (60, 60), (240, 15), (240, 25), (240, 60), (240, 120), (480, 60))
REQUESTED_FMR: Final = 0.01

Matrix = NDArray[np.float64]

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
        Figures by ``<keys> keys enrolled, <keys> keys``, and error rates by typing speed.
    """
    figures: dict[str, Any] = {"writers": len(trial.writers), "requested_fmr": REQUESTED_FMR}
    for enrolled, probe in CELLS:
        scores = _scored(compare(trial, enrolled, probe), calibration.at(enrolled, probe))
        figures[f"{enrolled} keys enrolled, {probe} keys"] = scores.figures()
        if (enrolled, probe) == SPEED_CELL:
            figures["by speed"] = _by_speed(trial, scores)
        _log.info("%d keys enrolled, %d keys: %s", enrolled, probe, scores.figures())
    return figures


class _Scores(NamedTuple):
    """Log-likelihood ratios by writer, and the threshold for the requested FMR."""

    genuine: Matrix
    impostor: Matrix
    threshold: float

    def figures(self) -> dict[str, float]:
        genuine, impostor = self.genuine.ravel(), self.impostor.ravel()
        return self.errors() | {
            "eer": round(equal_error_rate(genuine, impostor), 4),
            "cllr": round(log_likelihood_ratio_cost(genuine, impostor), 4),
            "cllr_min": round(minimum_log_likelihood_ratio_cost(genuine, impostor), 4),
        }

    def errors(self) -> dict[str, float]:
        return {
            "fmr": round(float(np.mean(self.impostor >= self.threshold)), 4),
            "fnmr": round(float(np.mean(self.genuine < self.threshold)), 4),
        }

    def of(self, writers: NDArray[np.int64]) -> "_Scores":
        return _Scores(self.genuine[writers], self.impostor[writers], self.threshold)


def _scored(found: Comparisons, scale: Scale) -> _Scores:
    genuine, impostor = (
        np.clip(scale.weights[0] + voices @ scale.weights[1:], -scale.limit, scale.limit)
        for voices in (found.genuine, found.impostor)
    )
    return _Scores(genuine, impostor, scale.threshold(REQUESTED_FMR))


def _by_speed(trial: Trial, scores: _Scores) -> dict[str, Any]:
    """Tell how the fastest, middle and slowest third of the writers fare."""
    order = np.argsort([writer.usual_gap_ms for writer in trial.writers])
    thirds = zip(("fastest", "middle", "slowest"), np.array_split(order, 3), strict=True)
    return {f"{name} third": scores.of(writers).errors() for name, writers in thirds}
