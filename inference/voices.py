"""Raw scores of a probe against templates, before calibration weighs them."""

from typing import Final

import numpy as np

from inference.detector import Array, DetectorSettings, Reference, deviations
from inference.evidence import Evidence

VOICES: Final = ("evidence", "deviation", "stranger_deviation", "agreement")

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
    ndarray of shape (N, 4)
        Mean evidence of the values; logarithms of the mean deviation, and of how far a stranger's
        rhythm is expected to be from the template's, both in the template's scales; and the
        agreement of the rhythms, -1 to 1. None of them tells only of the probe: odd typing alone
        must not raise a score.
    """
    deviation = deviations(reference, probes, settings).mean(axis=1)
    return np.column_stack(
        [
            evidence(reference, probes).mean(axis=1),
            np.log(np.maximum(deviation, _SMALLEST_DEVIATION)),
            np.log(reference.stranger_deviation),
            _agreement(reference, reference.layout.without_speed(probes)),
        ]
    )


def _agreement(reference: Reference, rhythm: Array) -> Array:
    """Weighted cosine of the two rhythms."""
    weight = reference.scale**-2
    seen = np.clip(rhythm, -_LARGEST_SPREADS, _LARGEST_SPREADS)
    weighted = weight * reference.rhythm
    size = np.sqrt((weighted * reference.rhythm).sum(axis=1) * (weight * seen**2).sum(axis=1))
    agreement: Array = (weighted * seen).sum(axis=1) / np.where(size > 0, size, 1.0)
    return agreement
