"""A model for one password: it learns from other people who typed that very text.

It knows what the product can't know, and is shown beside it under a name of its own.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from inference.evaluation.cmu import Summary, is_unseen
from inference.evaluation.datasets import PasswordTypist
from inference.evaluation.detectors.times import attempt_times
from inference.evaluation.figures import rounded
from inference.evaluation.metrics import equal_error_rate
from inference.evaluation.protocols import ENROLLED, TrialScores, killourhy_maxion, trial_of
from inference.evaluation.trial_features import Table, Times, trial_features
from inference.evaluation.workers import Workers

SEED: Final = 7
"""Of the split into halves, fixed before the model was ever tried on all people."""

_LEARNT_ENROLMENTS: Final = (0.5, 0.75, 1.0)
"""Enrolments to learn from, as parts of the one that is judged: more of them, less overfitting."""
_LEARNT_IMPOSTOR_ATTEMPTS: Final = 10


class Examples(NamedTuple):
    """Attempts beside enrolments of known people.

    Attributes
    ----------
    features
        Shape (examples, features).
    genuine
        Whether the enrolled person made the attempt, shape (examples,).
    weight
        Genuine attempts and impostors' of each enrolment count alike, shape (examples,).
    """

    features: Table
    genuine: NDArray[np.bool_]
    weight: NDArray[np.float64]


class BackgroundModel:
    """Tells genuine attempts from impostors' as it has learnt it from other people.

    The sum of the log odds of a logistic regression, which generalises from few people, and of
    boosted trees, which see how features depend on each other.

    Parameters
    ----------
    keys
        Keys of the phrase.
    seed
        Of the trees.
    """

    def __init__(self, keys: int, seed: int = SEED) -> None:
        self._keys = keys
        self._linear = make_pipeline(StandardScaler(), LogisticRegression(C=0.02, max_iter=2_000))
        self._trees = HistGradientBoostingClassifier(
            learning_rate=0.08,
            max_iter=120,
            max_leaf_nodes=8,
            max_features=0.2,
            max_bins=64,
            l2_regularization=5.0,
            early_stopping=False,
            random_state=seed,
        )

    def fit(self, people: Sequence[Times], enrolled: int = ENROLLED) -> Self:
        """Learn from people who are not to be judged.

        Parameters
        ----------
        people
            Times of the 400 repetitions of each, shape (400, 3 * keys - 2).
        enrolled
            Repetitions that the judged people will enrol with.
        """
        examples = _examples(people, enrolled, self._keys)
        weight = examples.weight
        self._linear.fit(
            examples.features, examples.genuine, logisticregression__sample_weight=weight
        )
        self._trees.fit(examples.features, examples.genuine, sample_weight=weight)
        return self

    def score(self, enrolled: Times, probes: Times) -> NDArray[np.float64]:
        """Score probes against an enrolment: higher is more genuine; shape (probes,)."""
        features = trial_features(enrolled, probes, self._keys)
        learnt = (self._linear, self._trees)
        log_odds = np.array([each.decision_function(features) for each in learnt])
        total: NDArray[np.float64] = log_odds.sum(axis=0)
        return total


def measure_background(
    people: Sequence[PasswordTypist],
    enrolled: int = ENROLLED,
    workers: Workers | None = None,
    seed: int = SEED,
) -> dict[str, Any]:
    """Measure a model that learns from one half of the people on the other, both ways.

    Impostors are of the judged half too, and everything else is the protocol of Killourhy & Maxion
    (2009). Their attempts are their very first ones: that these are slower than a practised
    person's tells them apart as well, here as in all results on this protocol.

    Parameters
    ----------
    people
        The whole set.
    enrolled
        Repetitions to enrol with, from the first on; at most 200.
    workers
        Do the work.
    seed
        Of the split into halves.

    Returns
    -------
    dict
        Protocol, number of people, the figures of :class:`~inference.evaluation.cmu.Summary` and
        those of each half.

    References
    ----------
    Deng, Y., & Zhong, Y. (2013). Keystroke dynamics user authentication based on Gaussian mixture
    model and deep belief nets. ISRN Signal Processing.
    """
    workers = workers or Workers()
    times = [attempt_times(person.hold_ms, person.gap_ms) for person in people]
    keys = people[0].hold_ms.shape[1]
    one, other = np.array_split(np.random.default_rng(seed).permutation(len(people)), 2)
    splits = [(one, other), (other, one)]
    tasks = [
        ([times[each] for each in learnt], [times[each] for each in judged], enrolled, keys)
        for learnt, judged in splits
    ]
    by_half = workers.map(judge_half, tasks)
    judged = np.concatenate([half for _, half in splits])
    unseen = np.array([is_unseen(people[each]) for each in judged])
    return {
        "protocol": (
            f"Killourhy & Maxion 2009, enrolled with repetitions 1 to {enrolled}, learnt from the "
            f"half of the people that is not judged, both ways (seed {seed})"
        ),
        "people": len(people),
        **asdict(Summary.of([trial for trials in by_half for trial in trials], unseen)),
        "halves": [
            _half(len(learnt), trials) for (learnt, _), trials in zip(splits, by_half, strict=True)
        ],
    }


def judge_half(
    learnt: Sequence[Times], judged: Sequence[Times], enrolled: int, keys: int
) -> list[TrialScores]:
    """Learn from some people and score the trial of each of the others."""
    model = BackgroundModel(keys).fit(learnt, enrolled)
    return [
        TrialScores(
            model.score(trial.enrol, trial.genuine), model.score(trial.enrol, trial.impostor)
        )
        for trial in killourhy_maxion(judged, enrolled)
    ]


def _half(learnt: int, trials: Sequence[TrialScores]) -> dict[str, Any]:
    eers = [equal_error_rate(*trial) for trial in trials]
    return {"learnt": learnt, "judged": len(trials), "eer_mean": rounded(np.mean(eers))}


def _examples(people: Sequence[Times], enrolled: int, keys: int) -> Examples:
    """Make trials like those to be judged, with enrolments that end earlier as well."""
    parts = [
        _person_examples(people, person, round(part * enrolled), ENROLLED - enrolled, keys)
        for part in _LEARNT_ENROLMENTS
        for person in range(len(people))
    ]
    return Examples(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _person_examples(
    people: Sequence[Times], person: int, enrolled: int, pause: int, keys: int
) -> Examples:
    """Enrol with a person's first repetitions; try the 200 after a pause, and others' first."""
    attempts, start = people[person], enrolled + pause
    trial = trial_of(
        person,
        attempts[:enrolled],
        attempts[start : start + ENROLLED],
        [other[:_LEARNT_IMPOSTOR_ATTEMPTS] for other in people],
    )
    counts = [len(trial.genuine), len(trial.impostor)]
    probes = np.concatenate([trial.genuine, trial.impostor])
    return Examples(
        trial_features(trial.enrol, probes, keys),
        np.repeat([True, False], counts),
        np.repeat([0.5 / count for count in counts], counts) * sum(counts),
    )
