"""Who is enrolled with what and who tries to get in: the protocols of published benchmarks."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from inference.evaluation.baselines import ScaledManhattan
from inference.evaluation.metrics import equal_error_rate


class Trial(NamedTuple):
    """One person's part of a protocol; each of shape (attempts, times)."""

    enrol: NDArray[np.float64]
    genuine: NDArray[np.float64]
    impostor: NDArray[np.float64]


def killourhy_maxion(people: Sequence[NDArray[np.float64]]) -> Iterator[Trial]:
    """Give each person's trial in the protocol of Killourhy & Maxion (2009).

    Enrolment is by repetitions 1 to 200, genuine attempts are 201 to 400, and impostors are the
    first 5 repetitions of everybody else.

    Parameters
    ----------
    people
        The 400 repetitions of each person; each of shape (400, times).

    References
    ----------
    Killourhy, K. S., & Maxion, R. A. (2009). Comparing anomaly-detection algorithms for keystroke
    dynamics. DSN 2009.
    """
    for index, times in enumerate(people):
        others = [other[:5] for place, other in enumerate(people) if place != index]
        yield Trial(times[:200], times[200:], np.concatenate(others))


def scaled_manhattan_eers(people: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Give each person's equal error rate in that protocol under the scaled Manhattan detector."""
    eers = []
    for trial in killourhy_maxion(people):
        detector = ScaledManhattan().fit(trial.enrol)
        genuine, impostor = map(detector.score_samples, (trial.genuine, trial.impostor))
        eers.append(equal_error_rate(genuine, impostor))
    return np.array(eers)
