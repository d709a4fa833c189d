"""Detectors on the CMU password set, in the protocol of Killourhy & Maxion (2009)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.evaluation.adaptation import adapted_trials
from inference.evaluation.bootstrap import mean_interval
from inference.evaluation.datasets import PasswordTypist
from inference.evaluation.detectors.catalogue import baselines
from inference.evaluation.detectors.times import attempt_times
from inference.evaluation.figures import (
    failures,
    pooled,
    pooled_figures,
    requested_figures,
    rounded,
)
from inference.evaluation.metrics import area_under_curve, equal_error_rate, fnmr_at_fmr
from inference.evaluation.product import DetectorScores, TrialVerdicts, extract, judge
from inference.evaluation.protocols import (
    ENROLLED,
    Attempts,
    TrialScores,
    killourhy_maxion,
    score_trial,
)
from inference.evaluation.tables import Table, interval, percent, requested_table, scores_table
from inference.evaluation.workers import Workers
from inference.recognizer import Recognizer


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
    fnmr_at_fmr_1pct, fnmr_at_fmr_0_1pct
        Mean FNMR at each person's own threshold for that FMR.
    auc
        Mean area under the ROC curve.
    """

    eer_mean: float
    eer_mean_ci95: tuple[float, float]
    eer_mean_unseen: float
    eer_sd: float
    zero_miss: float
    fnmr_at_fmr_1pct: float
    fnmr_at_fmr_0_1pct: float
    auc: float

    @classmethod
    def of(cls, trials: Sequence[TrialScores], unseen: NDArray[np.bool_]) -> "Summary":
        """Summarise the scores of one trial for each person.

        Parameters
        ----------
        trials
            Of each person.
        unseen
            Who was kept from choices, shape (people,).
        """
        eers = np.array([equal_error_rate(*trial) for trial in trials])
        low, high = mean_interval(eers)
        zero_miss, at_1pct, at_0_1pct = (
            rounded(np.mean([fnmr_at_fmr(*trial, fmr) for trial in trials]))
            for fmr in (0.0, 0.01, 0.001)
        )
        return cls(
            eer_mean=rounded(eers.mean()),
            eer_mean_ci95=(rounded(low), rounded(high)),
            eer_mean_unseen=rounded(eers[unseen].mean()),
            eer_sd=rounded(eers.std(ddof=1)),
            zero_miss=zero_miss,
            fnmr_at_fmr_1pct=at_1pct,
            fnmr_at_fmr_0_1pct=at_0_1pct,
            auc=rounded(np.mean([area_under_curve(*trial) for trial in trials])),
        )


def measure(
    recognizer: Recognizer,
    people: Sequence[PasswordTypist],
    enrolled: int = ENROLLED,
    workers: Workers | None = None,
) -> dict[str, Any]:
    """Measure our detector and those of the literature, all without anybody else's typing.

    Parameters
    ----------
    recognizer
        With the model to be measured.
    people
        The whole set.
    enrolled
        Repetitions to enrol with, from the first on; at most 200.
    workers
        Do the work.

    Returns
    -------
    dict
        Protocol, figures of each detector, and what our thresholds for requested FMRs give.
    """
    workers = workers or Workers()
    unseen = np.array([is_unseen(person) for person in people])
    scores = score_people(recognizer, people, enrolled, workers)
    ours = [trial.scores for trial in scores.ours]
    found = {"ours": ours, **scores.baselines}
    return {
        "protocol": f"Killourhy & Maxion 2009, enrolled with repetitions 1 to {enrolled}",
        "people": len(people),
        "detectors": {name: asdict(Summary.of(trials, unseen)) for name, trials in found.items()},
        "ours_pooled": pooled_figures(pooled(ours)),
        "ours_at_requested_fmr": requested_figures(scores.ours),
        **failures(scores.ours),
    }


def measure_adaptation(
    recognizer: Recognizer,
    people: Sequence[PasswordTypist],
    enrolled: int = ENROLLED,
    workers: Workers | None = None,
) -> dict[str, Any]:
    """Measure guarded adaptation beside none, over the same attempts.

    Parameters
    ----------
    recognizer, people, enrolled, workers
        See :func:`measure`; the protocol is that of :func:`adapted_trials`.

    Returns
    -------
    dict
        Figures by name, as those of detectors in :func:`measure`, and how many attempts were
        learnt from.
    """
    workers = workers or Workers()
    unseen = np.array([is_unseen(person) for person in people])
    features = features_of(recognizer, people, workers)
    return {
        name: asdict(Summary.of([trial.scores for trial in trials], unseen))
        | {
            "genuine_updates": sum(trial.genuine_updates for trial in trials),
            "impostor_updates": sum(trial.impostor_updates for trial in trials),
        }
        for name, trials in adapted_trials(recognizer, features, enrolled, workers).items()
    }


def score_people(
    recognizer: Recognizer, people: Sequence[PasswordTypist], enrolled: int, workers: Workers
) -> DetectorScores:
    """Score each person's trial by every detector."""
    times = [attempt_times(person.hold_ms, person.gap_ms) for person in people]
    found = {
        name: workers.map(
            score_trial, [(detector, trial) for trial in killourhy_maxion(times, enrolled)]
        )
        for name, detector in baselines().items()
    }
    return DetectorScores(judge_people(recognizer, people, enrolled, workers), found)


def judge_people(
    recognizer: Recognizer, people: Sequence[PasswordTypist], enrolled: int, workers: Workers
) -> list[TrialVerdicts]:
    """Have the product judge each person's trial."""
    features = features_of(recognizer, people, workers)
    trials = killourhy_maxion(features, enrolled)
    return workers.map(judge, [(trial, "fixed") for trial in trials], recognizer)


def features_of(
    recognizer: Recognizer, people: Sequence[PasswordTypist], workers: Workers
) -> list[Attempts]:
    """Give the features of everybody's 400 repetitions, shape (400,) each."""
    tasks = [([person.sample(index) for index in range(len(person))], "fixed") for person in people]
    return workers.map(extract, tasks, recognizer)


def is_unseen(person: PasswordTypist) -> bool:
    """Tell whether a person was kept from choices: the even-numbered ones are."""
    return int(person.subject.lstrip("s")) % 2 == 0


def tables(result: Mapping[str, Any]) -> list[Table]:
    """Lay out what :func:`measure` gives."""
    columns = ["", "EER", "95% interval", "unseen", "sd", "FNMR at FMR 1%", "zero miss", "AUC"]
    rows = [
        [
            name,
            percent(each["eer_mean"]),
            interval(each["eer_mean_ci95"]),
            percent(each["eer_mean_unseen"]),
            percent(each["eer_sd"]),
            percent(each["fnmr_at_fmr_1pct"], 1),
            percent(each["zero_miss"], 1),
            f"{each['auc']:.4f}",
        ]
        for name, each in result["detectors"].items()
    ]
    return [
        Table(f"{result['protocol']}; {result['people']} people", columns, rows),
        requested_table(result["ours_at_requested_fmr"]),
        scores_table({**result, **result["ours_pooled"]}),
    ]
