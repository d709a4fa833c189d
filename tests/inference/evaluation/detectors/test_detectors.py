from typing import Any

import numpy as np
import pytest
from sklearn.utils.estimator_checks import parametrize_with_checks

from inference.evaluation.detectors.base import TimesDetector
from inference.evaluation.detectors.catalogue import baselines
from inference.evaluation.detectors.distances import (
    Manhattan,
    NearestMahalanobis,
    ScaledManhattan,
)
from inference.evaluation.detectors.times import attempt_times

NEAREST_TO_ITSELF = "each attempt learnt from is at no distance from itself: none is rejected"


def not_applicable(detector: TimesDetector) -> dict[str, str]:
    if isinstance(detector, NearestMahalanobis):
        return dict.fromkeys(
            ("check_outliers_train", "check_outliers_fit_predict"), NEAREST_TO_ITSELF
        )
    return {}


# scikit-learn has no types.
@parametrize_with_checks(  # type: ignore[untyped-decorator]
    list(baselines().values()), expected_failed_checks=not_applicable
)
def test_it_keeps_scikit_learns_contract(estimator: TimesDetector, check: Any) -> None:
    check(estimator)


def test_release_press_is_negative_where_keys_overlap() -> None:
    times = attempt_times(np.array([[100.0, 80.0]]), np.array([[70.0]]))
    assert times.tolist() == [[100.0, 80.0, 70.0, -30.0]]


def test_manhattan_adds_up_distances_from_the_mean() -> None:
    detector = Manhattan().fit([[90.0, 10.0], [110.0, 30.0]])
    assert detector.score_samples([[120.0, 20.0], [99.0, 0.0]]).tolist() == [-20.0, -21.0]


def test_scaled_manhattan_counts_mean_deviations() -> None:
    detector = ScaledManhattan().fit([[90.0, 10.0], [110.0, 30.0]])
    assert detector.score_samples([[120.0, 20.0], [100.0, 0.0]]).tolist() == [-2.0, -2.0]


def test_nearest_mahalanobis_knows_what_varies_together() -> None:
    rng = np.random.default_rng(1)
    tempo = rng.normal(size=200)
    attempts = np.column_stack([tempo, tempo + 0.01 * rng.normal(size=200)])
    along, across = NearestMahalanobis().fit(attempts).score_samples([[2.5, 2.5], [0.5, -0.5]])
    assert along > across


def test_a_time_that_is_the_sum_of_others_changes_no_mahalanobis_distance() -> None:
    rng = np.random.default_rng(2)
    attempts, probes = rng.normal(size=(50, 3)), rng.normal(size=(5, 3))
    expected = NearestMahalanobis().fit(attempts).score_samples(probes)
    wider, wider_probes = (np.column_stack([x, x[:, 0] - x[:, 1]]) for x in (attempts, probes))
    assert NearestMahalanobis().fit(wider).score_samples(wider_probes) == pytest.approx(expected)


@pytest.mark.parametrize("name", baselines())
def test_the_share_that_was_asked_for_is_left_out(name: str) -> None:
    attempts = np.random.default_rng(3).normal(size=(400, 4))
    detector = baselines()[name].set_params(contamination=0.1).fit(attempts[:200])
    assert np.mean(detector.predict(attempts[200:]) == -1) == pytest.approx(0.1, abs=0.06)


@pytest.mark.parametrize("name", baselines())
def test_someone_else_is_told_from_the_owner(name: str) -> None:
    rng = np.random.default_rng(4)
    usual, other = rng.normal(150, 40, 6), rng.normal(150, 40, 6)
    detector = baselines()[name].fit(rng.normal(usual, 10, (100, 6)))
    genuine = detector.score_samples(rng.normal(usual, 10, (50, 6)))
    impostor = detector.score_samples(rng.normal(other, 10, (50, 6)))
    assert np.median(genuine) > impostor.max()


@pytest.mark.parametrize("share", [0.0, 0.7])
def test_a_share_that_makes_no_sense_is_told(share: float) -> None:
    with pytest.raises(ValueError, match="contamination"):
        Manhattan(share).fit([[1.0], [2.0]])
