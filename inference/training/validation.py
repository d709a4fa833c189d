"""How well the calibration holds on writers it never saw."""

import logging
from dataclasses import replace
from typing import Any, Final

import numpy as np

from inference.calibration import Calibration
from inference.detector import Array
from inference.evaluation.bootstrap import people_interval
from inference.training.effort import Effort
from inference.training.fixed import Comparisons, Trial, compare
from inference.training.measured import REQUESTED_FMR, Measured

CELLS: Final = ((5, 5), (5, 11), (5, 25), (8, 13), (10, 11), (10, 20), (10, 25), (20, 11))
IMPOSTORS: Final = 200
"""Impostors for each template: fewer can't tell what one template's FMR is."""

_RESAMPLES: Final = 500

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
    trial = trial._replace(effort=_fewer_phrases(trial.effort))
    figures: dict[str, Any] = {"writers": trial.corpus.writers, "requested_fmr": REQUESTED_FMR}
    for samples, positions in CELLS:
        found = compare(trial, samples, positions)
        cell = _measured(found, calibration, samples, positions)
        _log.info("%d samples, %d positions: %s", samples, positions, cell)
        figures[f"{samples} samples, {positions} positions"] = cell
    return figures


def _fewer_phrases(effort: Effort) -> Effort:
    """As many comparisons as before, but with many impostors for each template."""
    phrases = max(1, effort.phrases * effort.impostors // IMPOSTORS)
    return replace(effort, phrases=phrases, impostors=IMPOSTORS)


def _measured(
    found: Comparisons, calibration: Calibration, samples: int, positions: int
) -> dict[str, float]:
    scale = calibration.at(samples, positions)
    measured = Measured.of(found.genuine, found.impostor, scale)
    accepted = np.bincount(found.template, measured.impostor >= measured.threshold)
    attempts = np.bincount(found.template)
    low, high = people_interval(
        lambda drawn: float(accepted[drawn].sum() / attempts[drawn].sum()),
        len(attempts),
        _RESAMPLES,
    )
    return measured.figures() | {
        "fmr_low": round(low, 4),
        "fmr_high": round(high, 4),
        "templates_within_factor_2": round(_within_factor_2(accepted / attempts), 4),
    }


def _within_factor_2(fmrs: Array) -> float:
    ratios = fmrs / REQUESTED_FMR
    return float(np.mean((ratios >= 0.5) & (ratios <= 2.0)))
