"""Who is enrolled with what and who tries to get in: the protocols of published benchmarks."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

ENROLLED = 200
IMPOSTOR_ATTEMPTS = 5

Attempts = NDArray[Any]
Scores = NDArray[np.float64]


class Detector(Protocol):
    """Tells how well attempts fit those that it was fitted to."""

    def fit(self, attempts: Attempts) -> Any:
        """Learn one person's attempts."""

    def score_samples(self, attempts: Attempts) -> Scores:
        """Score attempts: higher is more genuine."""


class Trial(NamedTuple):
    """One person's part of a protocol.

    Attributes
    ----------
    enrol, genuine, impostor
        Attempts, along the first axis.
    """

    enrol: Attempts
    genuine: Attempts
    impostor: Attempts


class TrialScores(NamedTuple):
    """What a detector that was fitted to one person gives, one-dimensional each."""

    genuine: Scores
    impostor: Scores


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
    for index, attempts in enumerate(people):
        others = [other[:IMPOSTOR_ATTEMPTS] for place, other in enumerate(people) if place != index]
        yield Trial(attempts[:enrolled], attempts[ENROLLED:], np.concatenate(others))


def score_trials(
    people: Sequence[Attempts], detector: Detector, enrolled: int = ENROLLED
) -> Iterator[TrialScores]:
    """Fit a detector to each person in turn, and score that person's trial."""
    for trial in killourhy_maxion(people, enrolled):
        detector.fit(trial.enrol)
        yield TrialScores(
            detector.score_samples(trial.genuine), detector.score_samples(trial.impostor)
        )
