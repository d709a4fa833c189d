"""What a calibration's scores are worth, on writers it never saw."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from inference.calibration import Scale
from inference.evaluation.metrics import (
    equal_error_rate,
    log_likelihood_ratio_cost,
    minimum_log_likelihood_ratio_cost,
)

REQUESTED_FMR: Final = 0.01

Array = NDArray[np.float64]


class Measured(NamedTuple):
    """Log-likelihood ratios, and the threshold for a requested FMR of 1%.

    Attributes
    ----------
    genuine, impostor
        Of any shape.
    threshold
        Scores from it on are accepted.
    """

    genuine: Array
    impostor: Array
    threshold: float

    @classmethod
    def of(cls, genuine: Array, impostor: Array, scale: Scale) -> "Measured":
        """Score raw voices, which lie along the last axis."""
        return cls(scale.scores(genuine), scale.scores(impostor), scale.threshold(REQUESTED_FMR))

    def figures(self) -> dict[str, float]:
        """Give EER, FMR, FNMR, Cllr and minimum Cllr."""
        genuine, impostor = self.genuine.ravel(), self.impostor.ravel()
        return self.errors() | {
            "eer": round(equal_error_rate(genuine, impostor), 4),
            "cllr": round(log_likelihood_ratio_cost(genuine, impostor), 4),
            "cllr_min": round(minimum_log_likelihood_ratio_cost(genuine, impostor), 4),
        }

    def errors(self) -> dict[str, float]:
        """Give FMR and FNMR."""
        return {
            "fmr": round(float(np.mean(self.impostor >= self.threshold)), 4),
            "fnmr": round(float(np.mean(self.genuine < self.threshold)), 4),
        }
