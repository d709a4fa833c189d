"""What results have in common: rounding, the figures that every protocol gives, and bars."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from inference.evaluation.metrics import (
    equal_error_rate,
    fnmr_at_fmr,
    log_likelihood_ratio_cost,
    minimum_log_likelihood_ratio_cost,
)
from inference.evaluation.product import REQUESTED_FMRS, TrialVerdicts
from inference.evaluation.protocols import TrialScores

DECIMALS: Final = 4


def rounded(value: float | np.floating[Any]) -> float:
    """Round a figure to what is told."""
    return round(float(value), DECIMALS)


def figure(value: float, bar: float, at_least: float | None = None) -> dict[str, Any]:
    """Hold a measured value to its bars.

    Parameters
    ----------
    value
        What was measured.
    bar
        It should be at most this.
    at_least
        It should be at least this, if anything.
    """
    met = value <= bar and (at_least is None or value >= at_least)
    lower = {} if at_least is None else {"at_least": at_least}
    return {"value": rounded(value), "bar": bar, **lower, "met": bool(met)}


def lower_figure(value: float, bar: float) -> dict[str, Any]:
    """Hold a measured value to a bar that it should reach."""
    return {"value": rounded(value), "bar": bar, "kind": "at least", "met": bool(value >= bar)}


def all_met(result: Mapping[str, Any]) -> bool:
    """Tell whether all figures of a result meet their bars; so does a result without bars."""
    return all(each["met"] for each in result.get("figures", {}).values())


def pooled(trials: Sequence[TrialScores]) -> TrialScores:
    """Put the scores of all people together, for one threshold that holds for everybody."""
    return TrialScores(
        np.concatenate([trial.genuine for trial in trials]),
        np.concatenate([trial.impostor for trial in trials]),
    )


def pooled_figures(scores: TrialScores) -> dict[str, float]:
    """Give the figures of scores that mean the same for everybody: EER, FNMR at FMRs, Cllr."""
    return {
        "eer_global": rounded(equal_error_rate(*scores)),
        "fnmr_at_fmr_1pct": rounded(fnmr_at_fmr(*scores, 0.01)),
        "fnmr_at_fmr_0_1pct": rounded(fnmr_at_fmr(*scores, 0.001)),
        "cllr": rounded(log_likelihood_ratio_cost(*scores)),
        "cllr_min": rounded(minimum_log_likelihood_ratio_cost(*scores)),
    }


def requested_figures(trials: Sequence[TrialVerdicts]) -> list[dict[str, float]]:
    """Give what the product's own thresholds lead to, pooled, for each requested FMR."""
    impostor = np.concatenate([trial.impostor.accepted for trial in trials])
    genuine = np.concatenate([trial.genuine.accepted for trial in trials])
    return [
        {
            "requested_fmr": requested,
            "fmr": round(float(fmr), 5),
            "fnmr": rounded(1.0 - accepted),
        }
        for requested, fmr, accepted in zip(
            REQUESTED_FMRS, impostor.mean(axis=0), genuine.mean(axis=0), strict=True
        )
    ]


def failures(trials: Sequence[TrialVerdicts]) -> dict[str, int]:
    """Count the people who couldn't be enrolled, and the probes refused by the others."""
    enrolled = [trial for trial in trials if trial.enrolled]
    refused = (np.isneginf(scores).sum() for trial in enrolled for scores in trial.scores)
    return {
        "failures_to_enroll": len(trials) - len(enrolled),
        "refused_probes": int(sum(refused)),
    }
