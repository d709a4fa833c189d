import json

import numpy as np
import pytest

from inference.bundle import bundled_models, load_bundle
from inference.identification import Identification, Shortlist, shared


@pytest.fixture(scope="module")
def learnt() -> Identification:
    return load_bundle(bundled_models()).identification


def test_what_was_written_reads_back(learnt: Identification) -> None:
    document = json.loads(json.dumps(learnt.to_dict()))
    again = Identification.from_dict(document)
    np.testing.assert_array_equal(again.weights, learnt.weights)
    np.testing.assert_array_equal(again.evidence.hidden, learnt.evidence.hidden)


@pytest.mark.parametrize("weights", [[1.0, 1.0], [1.0, 1.0, -0.1], [1.0, 1.0, float("nan")]])
def test_weights_that_do_not_fit_are_refused(learnt: Identification, weights: list[float]) -> None:
    with pytest.raises(ValueError, match="one weight for each voice"):
        Identification.from_dict(learnt.to_dict() | {"weights": weights})


def test_people_off_the_shortlist_follow_in_their_order(learnt: Identification) -> None:
    likelihoods = np.array([-9.0, -1.0, -3.0, -2.0, -8.0])
    voices = np.array([[-1.0, 0.1, -5.0], [-2.0, 0.4, 9.0]])
    odds = learnt.log_odds(voices, Shortlist(likelihoods, np.array([1, 3])))
    assert np.argsort(-odds).tolist() == [3, 1, 2, 4, 0]


def test_a_single_person_keeps_its_ratio() -> None:
    assert shared(np.array([-123.4]), 2.5).tolist() == [2.5]


def test_evidence_is_divided_and_nothing_is_added() -> None:
    shares = shared(np.array([-900.0, -901.0, -950.0]), 3.0)
    assert np.exp(shares).sum() == pytest.approx(np.exp(3.0))
    np.testing.assert_allclose(np.diff(shares), [-1.0, -49.0])
