"""Who is it? One probe against everybody (1:N), on the thirteen-keys set."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedKFold

from inference.decision import DEFAULT_FMR
from inference.evaluation.bootstrap import mean_interval
from inference.evaluation.datasets import ThirteenKeysTypist
from inference.evaluation.detectors.distances import ScaledManhattan
from inference.evaluation.detectors.times import attempt_times
from inference.evaluation.figures import rounded
from inference.evaluation.product import extract
from inference.evaluation.protocols import Attempts
from inference.evaluation.tables import Table, interval, percent
from inference.evaluation.workers import Workers
from inference.recognizer import Recognizer

FOLDS: Final = 8

_SEED: Final = 13
_NOT_FOUND: Final = np.inf


class FoldAnswers(NamedTuple):
    """What one fold's probes are answered; one entry for each probe.

    Attributes
    ----------
    rank
        Of the right person, from 1 on; infinity where that person isn't in the ranking.
    known
        Whether the probe passes for somebody at the usual FMR.
    stranger_known
        Whether it still does when its own person isn't enrolled.
    """

    rank: NDArray[np.float64]
    known: NDArray[np.bool_]
    stranger_known: NDArray[np.bool_]


def measure(
    recognizer: Recognizer, people: Sequence[ThirteenKeysTypist], workers: Workers | None = None
) -> dict[str, Any]:
    """Measure how often the right person is at the top of the ranking.

    Each of 8 stratified folds holds out one attempt of each person and enrols with the others.

    Parameters
    ----------
    recognizer
        With the model to be measured.
    people
        The whole set.
    workers
        Do the work.
    """
    workers = workers or Workers()
    samples = [
        ([person.sample(index) for index in range(len(person))], "fixed") for person in people
    ]
    features = workers.map(extract, samples, recognizer)
    answers = workers.map(_answer, list(folds(features)), recognizer)
    times = [
        attempt_times(person.release_ms - person.press_ms, np.diff(person.press_ms, axis=1))
        for person in people
    ]
    baseline = workers.map(_rank_by_distance, list(folds(times)))
    ours = np.concatenate([answer.rank for answer in answers])
    top1_by_person = np.mean([answer.rank == 1 for answer in answers], axis=0)
    return {
        "protocol": f"{FOLDS} stratified folds, enrolled with the other attempts, seed {_SEED}",
        "users": len(people),
        **_top(ours),
        "top1_ci95": [rounded(bound) for bound in mean_interval(top1_by_person)],
        "requested_fmr": DEFAULT_FMR,
        "known": rounded(np.mean([answer.known for answer in answers])),
        "strangers_known": rounded(np.mean([answer.stranger_known for answer in answers])),
        "baselines": {"manhattan_scaled": _top(np.concatenate(baseline))},
    }


def folds(people: Sequence[Attempts]) -> list[tuple[list[Attempts], list[Attempts]]]:
    """Give what everybody is enrolled with in each fold, oldest first, and what is held out.

    Parameters
    ----------
    people
        Attempts of each person, along the first axis.
    """
    whose = np.repeat(np.arange(len(people)), [len(attempts) for attempts in people])
    which = np.concatenate([np.arange(len(attempts)) for attempts in people])
    splitter = StratifiedKFold(FOLDS, shuffle=True, random_state=_SEED)

    def picked(places: NDArray[np.int64]) -> list[Attempts]:
        return [
            attempts[which[places[whose[places] == person]]]
            for person, attempts in enumerate(people)
        ]

    return [(picked(train), picked(test)) for train, test in splitter.split(whose, whose)]


def tables(result: Mapping[str, Any]) -> list[Table]:
    """Lay out what :func:`measure` gives."""
    rows = [
        ["ours", percent(result["top1"]), interval(result["top1_ci95"]), percent(result["top5"])]
    ]
    rows += [
        [name, percent(each["top1"]), "", percent(each["top5"])]
        for name, each in result["baselines"].items()
    ]
    unknown = [
        [
            percent(result["requested_fmr"], 1),
            percent(result["strangers_known"]),
            percent(1.0 - result["known"], 1),
        ]
    ]
    return [
        Table(
            f"{result['users']} people, {result['protocol']}",
            ["", "top 1", "95% interval", "top 5"],
            rows,
        ),
        Table(
            "The answer 'unknown'",
            ["requested FMR", "strangers taken for somebody", "people taken for strangers"],
            unknown,
        ),
    ]


def _answer(
    recognizer: Recognizer, enrol: Sequence[Attempts], probes: Sequence[Attempts]
) -> FoldAnswers:
    templates = {
        str(person): recognizer.enroll(list(attempts)) for person, attempts in enumerate(enrol)
    }
    rank, known, stranger_known = [], [], []
    for person, attempts in enumerate(probes):
        name = str(person)
        others = {other: template for other, template in templates.items() if other != name}
        for probe in attempts:
            ranking = recognizer.identify(templates, probe)
            names = [match.name for match in ranking.matches]
            rank.append(names.index(name) + 1 if name in names else _NOT_FOUND)
            known.append(not ranking.unknown)
            stranger_known.append(not recognizer.identify(others, probe).unknown)
    return FoldAnswers(np.array(rank), np.array(known), np.array(stranger_known))


def _rank_by_distance(enrol: Sequence[Attempts], probes: Sequence[Attempts]) -> NDArray[np.float64]:
    tried = np.concatenate(probes)
    owner = np.repeat(np.arange(len(probes)), [len(attempts) for attempts in probes])
    scores = np.array([ScaledManhattan().fit(attempts).score_samples(tried) for attempts in enrol])
    own = scores[owner, np.arange(len(tried))]
    ranks: NDArray[np.float64] = 1.0 + (scores > own).sum(axis=0)
    return ranks


def _top(rank: NDArray[np.float64]) -> dict[str, float]:
    return {f"top{count}": rounded(np.mean(rank <= count)) for count in (1, 5)}
