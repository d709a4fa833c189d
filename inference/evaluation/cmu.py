"""Detectors on the CMU password set, in the protocol of Killourhy & Maxion (2009)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from inference.decision import DEFAULT_FMR
from inference.evaluation.baselines import ScaledManhattan, attempt_times
from inference.evaluation.datasets import PasswordTypist
from inference.evaluation.metrics import equal_error_rate, fnmr_at_fmr
from inference.evaluation.product import Product
from inference.evaluation.protocols import ENROLLED, TrialScores, killourhy_maxion, score_trials
from inference.recognizer import Recognizer

_RESAMPLES: Final = 2_000
_SEED: Final = 7


@dataclass(frozen=True)
class Summary:
    """How a detector fares, over people.

    Attributes
    ----------
    eer_mean, eer_sd
        Mean and standard deviation of each person's own equal error rate.
    eer_mean_ci95
        Interval of the mean, bootstrapped over people.
    eer_mean_unseen
        Mean over the even-numbered people, who are kept from choices.
    zero_miss
        Mean FNMR where no impostor attempt is let in.
    """

    eer_mean: float
    eer_mean_ci95: tuple[float, float]
    eer_mean_unseen: float
    eer_sd: float
    zero_miss: float


def measure(
    recognizer: Recognizer, people: Sequence[PasswordTypist], enrolled: int = ENROLLED
) -> dict[str, Any]:
    """Measure our detector and the published best, both without anybody else's typing.

    Parameters
    ----------
    recognizer
        With the model to be measured.
    people
        The whole set.
    enrolled
        Repetitions to enrol with, from the first on; at most 200.

    Returns
    -------
    dict
        Protocol, figures of each detector, and what our threshold for the usual FMR gives.
    """
    even = np.array([int(person.subject.lstrip("s")) % 2 == 0 for person in people])
    features = [_features(recognizer, person) for person in people]
    times = [attempt_times(person.hold_ms, person.gap_ms) for person in people]
    ours = list(score_trials(features, Product(recognizer), enrolled))
    baseline = list(score_trials(times, ScaledManhattan(), enrolled))
    return {
        "protocol": f"Killourhy & Maxion 2009, enrolled with repetitions 1 to {enrolled}",
        "people": len(people),
        "detectors": {
            "ours": asdict(_summary(ours, even)),
            "manhattan_scaled": asdict(_summary(baseline, even)),
        },
        "ours_at_requested_fmr": _at_threshold(recognizer, features, ours, enrolled),
    }


def _features(recognizer: Recognizer, person: PasswordTypist) -> NDArray[Any]:
    features = np.empty(len(person), dtype=object)
    for index in range(len(person)):
        features[index] = recognizer.extract(person.sample(index))
    return features


def _summary(trials: Sequence[TrialScores], even: NDArray[np.bool_]) -> Summary:
    eers = np.array([equal_error_rate(*trial) for trial in trials])
    rng = np.random.default_rng(_SEED)
    means = rng.choice(eers, (_RESAMPLES, len(eers))).mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return Summary(
        eer_mean=_rounded(eers.mean()),
        eer_mean_ci95=(_rounded(low), _rounded(high)),
        eer_mean_unseen=_rounded(eers[even].mean()),
        eer_sd=_rounded(eers.std(ddof=1)),
        zero_miss=_rounded(np.mean([fnmr_at_fmr(*trial, 0.0) for trial in trials])),
    )


def _at_threshold(
    recognizer: Recognizer,
    features: Sequence[NDArray[Any]],
    trials: Sequence[TrialScores],
    enrolled: int,
) -> dict[str, float]:
    first = next(killourhy_maxion(features, enrolled))
    # All templates have as many samples and positions, and so the same threshold.
    threshold = Product(recognizer).fit(first.enrol).threshold_
    return {
        "requested_fmr": DEFAULT_FMR,
        "fmr": _rounded(np.mean(np.concatenate([t.impostor for t in trials]) >= threshold)),
        "fnmr": _rounded(np.mean(np.concatenate([t.genuine for t in trials]) < threshold)),
    }


def _rounded(value: float | np.floating[Any]) -> float:
    return round(float(value), 4)
