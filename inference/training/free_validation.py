"""How well the free mode's calibration holds on writers it never saw."""

import logging
from typing import Any, Final

import numpy as np

from inference.calibration import Calibration
from inference.training.free import Trial, compare
from inference.training.measured import REQUESTED_FMR, Measured

SPEED_CELL: Final = (240, 60)
CELLS: Final = ((60, 25), (60, 60), (240, 15), (240, 25), (240, 60), (240, 120), (480, 60))

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
        found, scale = compare(trial, enrolled, probe), calibration.at(enrolled, probe)
        measured = Measured.of(found.genuine, found.impostor, scale)
        figures[f"{enrolled} keys enrolled, {probe} keys"] = measured.figures()
        if (enrolled, probe) == SPEED_CELL:
            figures["by speed"] = _by_speed(trial, measured)
        _log.info("%d keys enrolled, %d keys: %s", enrolled, probe, measured.figures())
    return figures


def _by_speed(trial: Trial, measured: Measured) -> dict[str, dict[str, float]]:
    """Tell how the fastest, middle and slowest third of the writers fare."""
    genuine, impostor, threshold = measured
    order = np.argsort([writer.usual_gap_ms for writer in trial.writers])
    thirds = zip(("fastest", "middle", "slowest"), np.array_split(order, 3), strict=True)
    return {
        f"{name} third": Measured(genuine[writers], impostor[writers], threshold).errors()
        for name, writers in thirds
    }
