"""Free text on the Aalto sentences: a few to enrol, one to verify."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from inference.evaluation.bootstrap import mean_interval, people_interval
from inference.evaluation.datasets import FreeText, TypingSession
from inference.evaluation.detectors.gunetti_picardi import GunettiPicardi
from inference.evaluation.detectors.itad import TailAreaDensity
from inference.evaluation.figures import (
    failures,
    pooled,
    pooled_figures,
    requested_figures,
    rounded,
)
from inference.evaluation.metrics import equal_error_rate
from inference.evaluation.product import DetectorScores, TrialVerdicts, extract, judge
from inference.evaluation.protocols import Attempts, Detector, Trial, TrialScores, score_trial
from inference.evaluation.tables import Table, interval, percent, requested_table, scores_table
from inference.evaluation.workers import Workers
from inference.recognizer import Recognizer

SENTENCES: Final = 15
ENROLLED: Final = 5
IMPOSTORS: Final = 30
IMPOSTOR_SENTENCES: Final = 2

_RESAMPLES: Final = 500
_SEED: Final = 15

Half = Literal["reported", "choices"]


def measure(
    recognizer: Recognizer,
    texts: FreeText,
    enrolled: int = ENROLLED,
    workers: Workers | None = None,
    half: Half = "reported",
) -> dict[str, Any]:
    """Measure the free mode on people who typed all 15 sentences.

    Enrolment is by each person's first sentences; the later ones are verified one by one, and so
    are 2 later sentences of each of 30 seeded impostors.

    Parameters
    ----------
    recognizer
        With the model to be measured.
    texts
        The whole set.
    enrolled
        Sentences to enrol with.
    workers
        Do the work.
    half
        People with even numbers are reported, odd ones are there for choices.
    """
    workers = workers or Workers()
    scores = score_people(recognizer, texts, enrolled, workers, half)
    ours = [trial.scores for trial in scores.ours]
    found = {"ours": ours, **scores.baselines}
    everybody = {name: _summary(trials) for name, trials in found.items()}
    return {
        "protocol": (
            f"enrolled with sentences 1 to {enrolled}, the later ones verified; {IMPOSTORS} "
            f"impostors with {IMPOSTOR_SENTENCES} sentences each, seed {_SEED}"
        ),
        "half": half,
        "users": len(ours),
        **everybody.pop("ours"),
        "ours_at_requested_fmr": requested_figures(scores.ours),
        **failures(scores.ours),
        "baselines": everybody,
    }


def score_people(
    recognizer: Recognizer,
    texts: FreeText,
    enrolled: int,
    workers: Workers,
    half: Half = "reported",
) -> DetectorScores:
    """Score each person's trial by every detector."""
    people = people_of(texts, half)
    typed = [_as_objects(sessions) for sessions in people]
    found = {
        name: workers.map(
            score_trial, [(detector, trial) for trial in sentence_trials(typed, enrolled)]
        )
        for name, detector in _baselines().items()
    }
    return DetectorScores(judge_people(recognizer, texts, enrolled, workers, half), found)


def judge_people(
    recognizer: Recognizer,
    texts: FreeText,
    enrolled: int,
    workers: Workers,
    half: Half = "reported",
) -> list[TrialVerdicts]:
    """Have the product judge each person's trial."""
    features = features_of(recognizer, people_of(texts, half), workers)
    trials = sentence_trials(features, enrolled)
    return workers.map(judge, [(trial, "free") for trial in trials], recognizer)


def _baselines() -> dict[str, Detector]:
    return {"itad": TailAreaDensity(), "gunetti_picardi": GunettiPicardi()}


def people_of(texts: FreeText, half: Half) -> list[list[TypingSession]]:
    """Give the sentences of each person of one half who typed all 15, in order."""
    parity = 0 if half == "reported" else 1
    sentences: dict[int, list[TypingSession]] = {}
    for session in texts:
        if session.user % 2 == parity:
            sentences.setdefault(session.user, []).append(session)
    return [typed for typed in sentences.values() if len(typed) == SENTENCES]


def features_of(
    recognizer: Recognizer, people: Sequence[Sequence[TypingSession]], workers: Workers
) -> list[Attempts]:
    """Give the free features of everybody's sentences, shape (sentences,) each."""
    tasks = [([session.sample() for session in sessions], "free") for sessions in people]
    return workers.map(extract, tasks, recognizer)


def sentence_trials(
    people: Sequence[Attempts],
    enrolled: int,
    impostors: int = IMPOSTORS,
    sentences: int = IMPOSTOR_SENTENCES,
) -> list[Trial]:
    """Give each person's trial.

    Parameters
    ----------
    people
        The sentences of each person, along the first axis.
    enrolled
        Sentences to enrol with, from the first on.
    impostors, sentences
        How many others try, with how many of their later sentences.
    """
    return [_trial(people, person, enrolled, impostors, sentences) for person in range(len(people))]


def _trial(
    people: Sequence[Attempts], person: int, enrolled: int, impostors: int, sentences: int
) -> Trial:
    rng = np.random.default_rng((_SEED, person))
    others = np.delete(np.arange(len(people)), person)
    drawn = rng.choice(others, min(impostors, len(others)), replace=False)
    probes = [
        people[other][rng.choice(np.arange(enrolled, len(people[other])), sentences, replace=False)]
        for other in drawn
    ]
    own = people[person]
    return Trial(
        own[:enrolled], own[enrolled:], np.concatenate(probes), np.repeat(drawn, sentences)
    )


def tables(result: Mapping[str, Any]) -> list[Table]:
    """Lay out what :func:`measure` gives."""
    columns = [
        "",
        "EER, global",
        "95% interval",
        "EER, per person",
        "FNMR at FMR 1%",
        "at 0.1%",
    ]
    rows = [
        [
            name,
            percent(each["eer_global"]),
            interval(each["eer_global_ci95"]),
            percent(each["eer_user_mean"]),
            percent(each["fnmr_at_fmr_1pct"], 1),
            percent(each["fnmr_at_fmr_0_1pct"], 1),
        ]
        for name, each in {"ours": result, **result["baselines"]}.items()
    ]
    return [
        Table(f"{result['users']} people; {result['protocol']}", columns, rows),
        requested_table(result["ours_at_requested_fmr"]),
        scores_table(result),
    ]


def _summary(trials: Sequence[TrialScores]) -> dict[str, Any]:
    def eer_of(drawn: NDArray[np.int64]) -> float:
        return equal_error_rate(*pooled([trials[person] for person in drawn]))

    own = [equal_error_rate(*trial) for trial in trials]
    return {
        **pooled_figures(pooled(trials)),
        "eer_global_ci95": [
            rounded(bound) for bound in people_interval(eer_of, len(trials), _RESAMPLES)
        ],
        "eer_user_mean": rounded(np.mean(own)),
        "eer_user_mean_ci95": [rounded(bound) for bound in mean_interval(own)],
    }


def _as_objects(sessions: Sequence[TypingSession]) -> Attempts:
    objects = np.empty(len(sessions), dtype=object)
    for place, session in enumerate(sessions):
        objects[place] = session
    return objects
