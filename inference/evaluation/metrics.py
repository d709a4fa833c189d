"""Error rates of verification (ISO/IEC 19795-1:2021).

A higher score means more genuine, and a probe is accepted when its score reaches the threshold. The
false non-match rate (FNMR) is the share of genuine scores below it, the false match rate (FMR) the
share of impostor scores at or above it. A probe that was refused, or a person who could not be
enrolled, scores minus infinity: no threshold accepts it, and it has no likelihood ratio.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.isotonic import isotonic_regression

REFUSED: Final = -np.inf


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


def det_points(genuine: ArrayLike, impostor: ArrayLike, fmrs: ArrayLike) -> NDArray[np.float64]:
    """Give the detection error trade-off: the FNMR at each of some FMRs.

    At the same FMRs the curves of several people can be averaged.

    Parameters
    ----------
    genuine, impostor
        Scores of probes, one-dimensional, none of them empty.
    fmrs
        From 0 to 1, shape (fmrs,).

    Returns
    -------
    numpy.ndarray
        Shape (fmrs,).
    """
    rates = error_rates(genuine, impostor)
    # FMRs fall as thresholds rise: the first one that is low enough is the most lenient.
    first = np.searchsorted(-rates.fmr, -np.asarray(fmrs, dtype=np.float64), side="left")
    return rates.fnmr[first]


def area_under_curve(genuine: ArrayLike, impostor: ArrayLike) -> float:
    """Give the chance that a genuine score is above an impostor's, ties counting half.

    This is the area under the ROC curve (Mann & Whitney's statistic).

    Parameters
    ----------
    genuine, impostor
        Scores of probes, one-dimensional, none of them empty.
    """
    genuine_scores, impostor_scores = np.asarray(genuine), np.sort(impostor)
    below = np.searchsorted(impostor_scores, genuine_scores, side="left")
    not_above = np.searchsorted(impostor_scores, genuine_scores, side="right")
    return float((below + not_above).mean() / (2 * len(impostor_scores)))


def log_likelihood_ratio_cost(genuine: ArrayLike, impostor: ArrayLike) -> float:
    """Give Cllr: what the scores cost as log-likelihood ratios, in bits; knowing nothing costs 1.

    Parameters
    ----------
    genuine, impostor
        Natural-log likelihood ratios, one-dimensional. Refused probes have none and are left out.

    References
    ----------
    Bruemmer, N., & du Preez, J. (2006). Application-independent evaluation of speaker detection.
    Computer Speech & Language, 20(2-3).
    """
    cost = np.logaddexp(0.0, -_scored(genuine)).mean() + np.logaddexp(0.0, _scored(impostor)).mean()
    return float(cost / (2.0 * np.log(2.0)))


def minimum_log_likelihood_ratio_cost(genuine: ArrayLike, impostor: ArrayLike) -> float:
    """Give the least Cllr that any calibration of these scores could have, in bits.

    The best monotone calibration is found by pooling adjacent violators.

    Parameters
    ----------
    genuine, impostor
        Scores, one-dimensional. Refused probes are left out.

    References
    ----------
    Bruemmer, N., & du Preez, J. (2006). Application-independent evaluation of speaker detection.
    Computer Speech & Language, 20(2-3).
    """
    genuine_scores, impostor_scores = _scored(genuine), _scored(impostor)
    scores, place = np.unique(
        np.concatenate((genuine_scores, impostor_scores)), return_inverse=True
    )
    genuine_share = np.bincount(place[: len(genuine_scores)], minlength=len(scores)) / len(
        genuine_scores
    )
    impostor_share = np.bincount(place[len(genuine_scores) :], minlength=len(scores)) / len(
        impostor_scores
    )
    total = genuine_share + impostor_share
    posterior = isotonic_regression(genuine_share / total, sample_weight=total, y_min=0, y_max=1)
    # Where nobody of a kind has this score, its cost doesn't count, be it infinite.
    cost = genuine_share @ _bits(posterior, genuine_share)
    cost += impostor_share @ _bits(1.0 - posterior, impostor_share)
    return float(cost / 2.0)


def _scored(scores: ArrayLike) -> NDArray[np.float64]:
    values = np.asarray(scores, dtype=np.float64)
    return values[np.isfinite(values)]


def _bits(probability: NDArray[np.float64], share: NDArray[np.float64]) -> NDArray[np.float64]:
    return -np.log2(probability, out=np.zeros_like(probability), where=share > 0)
