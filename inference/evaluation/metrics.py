"""Error rates of verification (ISO/IEC 19795-1:2021).

A higher score means more genuine, and a probe is accepted when its score reaches the threshold. The
false non-match rate (FNMR) is the share of genuine scores below it, the false match rate (FMR) the
share of impostor scores at or above it.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray


class ErrorRates(NamedTuple):
    """Both error rates at every threshold that makes a difference.

    Attributes
    ----------
    threshold
        Ascending, from one that accepts all to infinity, which accepts none; shape (thresholds,).
    fmr, fnmr
        Rates from 0 to 1 at each threshold; each of shape (thresholds,).
    """

    threshold: NDArray[np.float64]
    fmr: NDArray[np.float64]
    fnmr: NDArray[np.float64]


def error_rates(genuine: ArrayLike, impostor: ArrayLike) -> ErrorRates:
    """Give FMR and FNMR over all thresholds.

    Parameters
    ----------
    genuine, impostor
        Scores of probes, one-dimensional, none of them empty.
    """
    genuine_scores, impostor_scores = np.sort(genuine), np.sort(impostor)
    scores = np.concatenate((genuine_scores, impostor_scores))
    threshold = np.append(np.unique(scores), np.inf)
    return ErrorRates(
        threshold,
        fmr=1.0 - np.searchsorted(impostor_scores, threshold) / len(impostor_scores),
        fnmr=np.searchsorted(genuine_scores, threshold) / len(genuine_scores),
    )


def equal_error_rate(genuine: ArrayLike, impostor: ArrayLike) -> float:
    """Give the rate at which FMR and FNMR are equal, between thresholds by linear interpolation.

    This is how Killourhy & Maxion (2009) read it off the ROC.

    Parameters
    ----------
    genuine, impostor
        Scores of probes, one-dimensional, none of them empty.
    """
    _, fmr, fnmr = error_rates(genuine, impostor)
    lead = fmr - fnmr  # falls from 1 to -1
    after = int(np.argmax(lead < 0.0))
    share = lead[after - 1] / (lead[after - 1] - lead[after])
    return float(fmr[after - 1] + share * (fmr[after] - fmr[after - 1]))


def fnmr_at_fmr(genuine: ArrayLike, impostor: ArrayLike, fmr: float) -> float:
    """Give the FNMR at the most lenient threshold whose FMR is at most `fmr`.

    At an `fmr` of 0 this is what Killourhy & Maxion (2009) call the zero-miss false-alarm rate.

    Parameters
    ----------
    genuine, impostor
        Scores of probes, one-dimensional, none of them empty.
    fmr
        From 0 to 1.
    """
    rates = error_rates(genuine, impostor)
    return float(rates.fnmr[np.argmax(rates.fmr <= fmr)])
