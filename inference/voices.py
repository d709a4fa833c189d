"""Raw scores of a probe against templates, before calibration weighs them."""

from typing import Final

import numpy as np

from inference.detector import Array, DetectorSettings, Reference, deviations
from inference.evidence import Evidence

VOICES: Final = (
    "evidence",
    "unevenness",
    "deviation",
    "stranger_deviation",
    "own_deviation",
    "agreement",
    "nearest",
)

_NEAREST: Final = 3
_SMALLEST_DEVIATION: Final = 1e-3
_LARGEST_SPREADS: Final = 4.0


def voices(
    reference: Reference, probes: Array, settings: DetectorSettings, evidence: Evidence
) -> Array:
    """Give the raw scores that calibration weighs.

    Parameters
    ----------
    reference
        Of N templates.
    probes
        Standardised times: one probe for all, shape (values,), or one for each, shape (N, values).
    settings, evidence
        What training chose and learnt.

    Returns
    -------
    ndarray of shape (N, 7)
        Mean and standard deviation of the values' evidence; logarithms of the mean deviation, of
        how far a stranger's rhythm is expected to be from the template's, and of how far its own
        recent samples are, all in the template's scales; the agreement of the rhythms, -1 to 1;
        and the logarithm of the mean deviation from the nearest recent samples, as wholes. None of
        them tells only of the probe: odd typing alone must not raise a score.
    """
    ratios = evidence(reference, probes)
    return np.column_stack(
        [
            ratios.mean(axis=1),
            ratios.std(axis=1),
            _log_deviation(deviations(reference, probes, settings).mean(axis=1)),
            np.log(reference.stranger_deviation),
            _log_deviation(reference.own_deviation),
            _agreement(reference, reference.layout.without_speed(probes)),
            _log_deviation(_nearest(reference, probes, settings)),
        ]
    )


def _log_deviation(deviation: Array) -> Array:
    logarithm: Array = np.log(np.maximum(deviation, _SMALLEST_DEVIATION))
    return logarithm


def _nearest(reference: Reference, probes: Array, settings: DetectorSettings) -> Array:
    """Mean deviation from the nearest three of the recent samples, shape (N,)."""
    apart = np.abs(probes[..., np.newaxis, :] - reference.recent)
    apart /= reference.scale[:, np.newaxis]
    whole = np.minimum(apart, settings.cap, out=apart).mean(axis=2)
    nearest: Array = np.partition(whole, _NEAREST - 1, axis=1)[:, :_NEAREST].mean(axis=1)
    return nearest


def _agreement(reference: Reference, rhythm: Array) -> Array:
    """Weighted cosine of the two rhythms."""
    weight = reference.scale**-2
    seen = np.clip(rhythm, -_LARGEST_SPREADS, _LARGEST_SPREADS)
    weighted = weight * reference.rhythm
    size = np.sqrt((weighted * reference.rhythm).sum(axis=1) * (weight * seen**2).sum(axis=1))
    agreement: Array = (weighted * seen).sum(axis=1) / np.where(size > 0, size, 1.0)
    return agreement
