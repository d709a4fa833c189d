from typing import Any

import numpy as np
import pytest
from sklearn.utils.estimator_checks import parametrize_with_checks

from inference.evaluation.detectors.rhythm import Rhythm
from inference.recognizer import Recognizer
from tests.inference.evaluation.people import thirteen_keys_typist

NEGATIVE = "its data are below 0, and no hold or press-press time is"


# scikit-learn has no types.
@parametrize_with_checks(  # type: ignore[untyped-decorator]
    [Rhythm()],
    expected_failed_checks=lambda _: dict.fromkeys(
        ("check_outliers_train", "check_outliers_fit_predict"), NEGATIVE
    ),
)
def test_it_keeps_scikit_learns_contract(estimator: Rhythm, check: Any) -> None:
    check(estimator)


def times(number: int) -> np.ndarray:
    person = thirteen_keys_typist(number)
    return np.hstack([person.release_ms - person.press_ms, np.diff(person.press_ms, axis=1)])


def test_it_is_the_product_on_keys_that_are_not_known(recognizer: Recognizer) -> None:
    person = thirteen_keys_typist(1)
    samples = [person.sample(index) for index in range(8)]
    template = recognizer.enroll(samples[:5])
    decisions = [recognizer.verify(template, sample) for sample in samples[5:]]
    detector = Rhythm().fit(times(1)[:5])
    assert detector.score_samples(times(1)[5:]).tolist() == [one.score for one in decisions]
    assert detector.offset_ == decisions[0].threshold
    assert (detector.predict(times(1)[5:]) == 1).tolist() == [one.accepted for one in decisions]


def test_others_are_told_from_the_owner() -> None:
    detector = Rhythm().fit(times(1)[:5])
    genuine = detector.decision_function(times(1)[5:])
    others = np.array([detector.decision_function(times(number)) for number in range(2, 12)])
    # One of them may be alike, and where exactly the threshold lies is up to the model.
    assert genuine.min() > np.quantile(others, 0.9)
    assert np.mean(genuine >= 0) > 0.5
    assert np.mean(others < 0) > 0.8


def test_a_stricter_rate_needs_a_higher_score() -> None:
    lenient, strict = (Rhythm(fmr=fmr).fit(times(1)) for fmr in (0.1, 0.001))
    assert lenient.offset_ < strict.offset_


def test_times_below_zero_are_told() -> None:
    with pytest.raises(ValueError, match="Negative values"):
        Rhythm().fit(-times(1))
