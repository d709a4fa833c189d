"""Who is enrolled with what and who tries to get in: the protocols of published benchmarks."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

ENROLLED: Final = 200
IMPOSTOR_ATTEMPTS: Final = 5

Attempts = NDArray[Any]
Scores = NDArray[np.float64]
Numbers = NDArray[np.int64]


class Detector(Protocol):
    """Tells how well attempts fit those that it was fitted to."""

    def fit(self, attempts: Attempts, /) -> Any:
        """Learn one person's attempts."""

    def score_samples(self, attempts: Attempts, /) -> Scores:
        """Score attempts: higher is more genuine."""


class Trial(NamedTuple):
    """One person's part of a protocol.

    Attributes
    ----------
    enrol, genuine, impostor
        Attempts, along the first axis.
    impostor_of
        Number of the person who made each impostor attempt.
    """

    enrol: Attempts
    genuine: Attempts
    impostor: Attempts
    impostor_of: Numbers


class TrialScores(NamedTuple):
    """What a detector that was fitted to one person gives, one-dimensional each."""

    genuine: Scores
    impostor: Scores


def trial_of(person: int, enrol: Attempts, genuine: Attempts, probes: Sequence[Attempts]) -> Trial:
    """Give a person's trial against everybody else.

    Parameters
    ----------
    person
        Number of the person.
    enrol, genuine
        The person's own attempts.
    probes
        What each person, that one included, tries as an impostor.
    """
    others = [number for number in range(len(probes)) if number != person]
    return Trial(
        enrol,
        genuine,
        np.concatenate([probes[other] for other in others]),
        np.repeat(others, [len(probes[other]) for other in others]),
    )


def killourhy_maxion(people: Sequence[Attempts], enrolled: int = ENROLLED) -> Iterator[Trial]:
    """Give each person's trial in the protocol of Killourhy & Maxion (2009).

    Enrolment is by the first 200 repetitions, genuine attempts are 201 to 400, and impostors are
    the first 5 repetitions of everybody else.

    Parameters
    ----------
    people
        The 400 repetitions of each person, along the first axis.
    enrolled
        Repetitions to enrol with, where it isn't to be 200; the others stay as they are.

    References
    ----------
    Killourhy, K. S., & Maxion, R. A. (2009). Comparing anomaly-detection algorithms for keystroke
    dynamics. DSN 2009.
    """
    probes = [attempts[:IMPOSTOR_ATTEMPTS] for attempts in people]
    for person, attempts in enumerate(people):
        yield trial_of(person, attempts[:enrolled], attempts[ENROLLED:], probes)


def score_trial(detector: Detector, trial: Trial) -> TrialScores:
    """Fit a detector to one person, and score that person's trial."""
    detector.fit(trial.enrol)
    return TrialScores(
        detector.score_samples(trial.genuine), detector.score_samples(trial.impostor)
    )
