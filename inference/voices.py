"""Raw scores of a probe against templates, before calibration weighs them."""

from typing import Final

import numpy as np

from inference.detector import Array, DetectorSettings, Reference, deviations
from inference.evidence import Evidence

VOICES: Final = ("evidence", "deviation", "rarity", "stranger_deviation", "agreement")

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
    ndarray of shape (N, 5)
        Mean evidence of the values; logarithms of the mean deviation, of how far the probe's
        rhythm is from the population's, and of how far a stranger's is expected to be from the
        template's, all in the template's scales; and the agreement of the rhythms, -1 to 1.
    """
    rhythm = reference.layout.without_speed(probes)
    rarity = np.minimum(np.abs(rhythm) / reference.scale, settings.cap)
    return np.column_stack(
        [
            evidence(reference, probes).mean(axis=1),
            _log_mean(deviations(reference, probes, settings)),
            _log_mean(rarity),
            np.log(reference.stranger_deviation),
            _agreement(reference, rhythm),
        ]
    )


def _log_mean(distances: Array) -> Array:
    logarithm: Array = np.log(np.maximum(distances.mean(axis=1), _SMALLEST_DEVIATION))
    return logarithm


def _agreement(reference: Reference, rhythm: Array) -> Array:
    """Weighted cosine of the two rhythms."""
    weight = reference.scale**-2
    seen = np.clip(rhythm, -_LARGEST_SPREADS, _LARGEST_SPREADS)
    weighted = weight * reference.rhythm
    size = np.sqrt((weighted * reference.rhythm).sum(axis=1) * (weight * seen**2).sum(axis=1))
    agreement: Array = (weighted * seen).sum(axis=1) / np.where(size > 0, size, 1.0)
    return agreement
