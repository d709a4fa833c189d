import numpy as np
import pytest

from inference.evaluation.datasets import load_cmu
from inference.evaluation.detectors.distances import ScaledManhattan
from inference.evaluation.detectors.times import attempt_times
from inference.evaluation.metrics import equal_error_rate
from inference.evaluation.protocols import killourhy_maxion, score_trial, trial_of


def test_each_person_meets_the_first_five_of_all_others() -> None:
    people = [np.arange(400.0)[:, None] + 1000 * person for person in range(3)]
    trials = list(killourhy_maxion(people))
    assert [len(trial.enrol) for trial in trials] == [200] * 3
    assert trials[1].genuine[0] == 1200
    assert trials[1].impostor.ravel().tolist() == [*range(5), *range(2000, 2005)]
    assert trials[1].impostor_of.tolist() == [0] * 5 + [2] * 5


@pytest.mark.parametrize("enrolled", [10, 200])
def test_fewer_repetitions_to_enrol_with_leave_the_probes_as_they_are(enrolled: int) -> None:
    people = [np.arange(400) + 1000 * number for number in range(3)]
    trial = next(killourhy_maxion(people, enrolled))
    assert len(trial.enrol) == enrolled
    assert trial.genuine.tolist() == list(range(200, 400))


def test_a_person_is_no_impostor_of_their_own() -> None:
    probes = [np.array([number] * count) for number, count in enumerate((1, 2, 3))]
    trial = trial_of(1, np.array([]), np.array([]), probes)
    assert trial.impostor.tolist() == trial.impostor_of.tolist() == [0, 2, 2, 2]


@pytest.mark.usefixtures("research_data")
def test_the_published_result_is_reproduced() -> None:
    """0.0962 (0.0694) in Killourhy & Maxion (2009), table 2."""
    people = [attempt_times(person.hold_ms, person.gap_ms) for person in load_cmu()]
    trials = [score_trial(ScaledManhattan(), trial) for trial in killourhy_maxion(people)]
    eers = np.array([equal_error_rate(*trial) for trial in trials])
    assert eers.mean() == pytest.approx(0.096, abs=0.0005)
    assert eers.std(ddof=1) == pytest.approx(0.069, abs=0.0005)
