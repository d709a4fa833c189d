import numpy as np
import pytest

from inference.evaluation.baselines import ScaledManhattan, attempt_times
from inference.evaluation.datasets import load_cmu
from inference.evaluation.metrics import equal_error_rate
from inference.evaluation.protocols import killourhy_maxion, score_trials


def test_release_press_is_negative_where_keys_overlap() -> None:
    times = attempt_times(np.array([[100.0, 80.0]]), np.array([[70.0]]))
    assert times.tolist() == [[100.0, 80.0, 70.0, -30.0]]


def test_scaled_manhattan_counts_mean_deviations() -> None:
    detector = ScaledManhattan().fit(np.array([[90.0, 10.0], [110.0, 30.0]]))
    assert detector.score_samples(np.array([[120.0, 20.0], [100.0, 0.0]])).tolist() == [-2.0, -2.0]


def test_each_person_meets_the_first_five_of_all_others() -> None:
    people = [np.arange(400.0)[:, None] + 1000 * person for person in range(3)]
    trials = list(killourhy_maxion(people))
    assert [len(trial.enrol) for trial in trials] == [200] * 3
    assert trials[1].genuine[0] == 1200
    assert trials[1].impostor.ravel().tolist() == [*range(5), *range(2000, 2005)]


@pytest.mark.usefixtures("research_data")
def test_the_published_result_is_reproduced() -> None:
    """0.0962 (0.0694) in Killourhy & Maxion (2009), table 2."""
    people = [attempt_times(person.hold_ms, person.gap_ms) for person in load_cmu()]
    trials = score_trials(people, ScaledManhattan())
    eers = np.array([equal_error_rate(*trial) for trial in trials])
    assert eers.mean() == pytest.approx(0.096, abs=0.0005)
    assert eers.std(ddof=1) == pytest.approx(0.069, abs=0.0005)
