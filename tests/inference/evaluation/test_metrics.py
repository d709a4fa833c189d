import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from sklearn.metrics import roc_auc_score, roc_curve

from inference.evaluation.metrics import (
    REFUSED,
    area_under_curve,
    det_points,
    equal_error_rate,
    error_rates,
    fnmr_at_fmr,
    log_likelihood_ratio_cost,
    minimum_log_likelihood_ratio_cost,
)

scores = arrays.arrays(np.float64, st.integers(1, 30), elements=st.integers(-5, 5).map(float))


def test_rates_at_each_threshold() -> None:
    rates = error_rates(genuine=[1.0, 3.0], impostor=[0.0, 1.0])
    assert rates.threshold.tolist() == [0.0, 1.0, 3.0, np.inf]
    assert rates.fmr.tolist() == [1.0, 0.5, 0.0, 0.0]
    assert rates.fnmr.tolist() == [0.0, 0.0, 0.5, 1.0]


def test_apart_means_no_error() -> None:
    assert equal_error_rate([5.0, 6.0], [1.0, 2.0]) == 0.0


def test_the_wrong_way_round_means_nothing_but_errors() -> None:
    assert equal_error_rate([1.0, 2.0], [5.0, 6.0]) == 1.0


def test_the_equal_error_rate_lies_between_thresholds() -> None:
    # FMR and FNMR go from (1/2, 0) to (0, 1/4): they meet at a third of the way.
    assert equal_error_rate([2.0, 4.0, 4.0, 4.0], [1.0, 3.0]) == pytest.approx(0.25)
    assert equal_error_rate([1.0, 3.0, 3.0, 3.0], [0.0, 1.0]) == pytest.approx(1 / 6)


def test_fnmr_is_at_the_most_lenient_threshold() -> None:
    genuine, impostor = [1.0, 2.0, 3.0, 4.0], [0.0, 0.5, 1.5, 2.5]
    assert fnmr_at_fmr(genuine, impostor, 0.25) == 0.25
    assert fnmr_at_fmr(genuine, impostor, 0.0) == 0.5
    assert fnmr_at_fmr(genuine, impostor, 1.0) == 0.0


@given(scores, scores)
def test_the_equal_error_rate_is_a_rate_and_only_ranks_count(
    genuine: np.ndarray, impostor: np.ndarray
) -> None:
    rate = equal_error_rate(genuine, impostor)
    assert 0.0 <= rate <= 1.0
    assert equal_error_rate(np.exp(genuine), np.exp(impostor)) == pytest.approx(rate)


@given(scores, scores)
def test_the_rates_are_what_counting_gives(genuine: np.ndarray, impostor: np.ndarray) -> None:
    for threshold, fmr, fnmr in zip(*error_rates(genuine, impostor), strict=True):
        assert fmr == pytest.approx(np.mean(impostor >= threshold))
        assert fnmr == pytest.approx(np.mean(genuine < threshold))


@given(scores, scores)
def test_a_det_curve_is_the_fnmr_at_each_fmr(genuine: np.ndarray, impostor: np.ndarray) -> None:
    fmrs = [0.0, 0.01, 0.3, 1.0]
    expected = [fnmr_at_fmr(genuine, impostor, fmr) for fmr in fmrs]
    assert det_points(genuine, impostor, fmrs).tolist() == pytest.approx(expected)


@given(scores, scores)
def test_rates_and_area_agree_with_scikit_learn(genuine: np.ndarray, impostor: np.ndarray) -> None:
    truth = np.repeat([1, 0], [len(genuine), len(impostor)])
    both = np.concatenate((genuine, impostor))
    assert area_under_curve(genuine, impostor) == pytest.approx(roc_auc_score(truth, both))
    false_positives, true_positives, _ = roc_curve(truth, both, drop_intermediate=False)
    rates = error_rates(genuine, impostor)
    assert rates.fmr[::-1] == pytest.approx(false_positives)
    assert 1.0 - rates.fnmr[::-1] == pytest.approx(true_positives)


def test_knowing_nothing_costs_a_bit() -> None:
    assert log_likelihood_ratio_cost([0.0, 0.0], [0.0]) == pytest.approx(1.0)
    assert minimum_log_likelihood_ratio_cost([3.0, 3.0], [3.0]) == pytest.approx(1.0)


def test_the_cost_is_counted_in_bits() -> None:
    # log2(1 + 1/3) for the genuine score, log2(1 + 1/7) for the impostor's.
    expected = (np.log2(4 / 3) + np.log2(8 / 7)) / 2
    assert log_likelihood_ratio_cost([np.log(3)], [-np.log(7)]) == pytest.approx(expected)


def test_perfect_ranks_can_be_calibrated_to_cost_nothing() -> None:
    assert minimum_log_likelihood_ratio_cost([-5.0, -4.0], [-9.0, -8.0]) == 0.0


def test_the_least_cost_pools_scores_in_the_wrong_order() -> None:
    # Pooled: impostor 0 | impostor 2, genuine 1 | genuine 3; half of each kind is sure.
    assert minimum_log_likelihood_ratio_cost([1.0, 3.0], [0.0, 2.0]) == pytest.approx(0.5)


@given(scores, scores)
def test_no_monotone_calibration_costs_less(genuine: np.ndarray, impostor: np.ndarray) -> None:
    least = minimum_log_likelihood_ratio_cost(genuine, impostor)
    assert -1e-9 <= least <= 1.0 + 1e-9
    for scale, shift in ((1.0, 0.0), (0.3, 0.5), (2.0, -1.0)):
        cost = log_likelihood_ratio_cost(scale * genuine + shift, scale * impostor + shift)
        assert least <= cost + 1e-9


def test_what_was_refused_is_never_accepted_and_has_no_ratio() -> None:
    genuine, impostor = [2.0, 3.0, REFUSED, REFUSED], [1.0, REFUSED]
    rates = error_rates(genuine, impostor)
    assert rates.fnmr[1:].min() == 0.5
    assert rates.fmr[1] == 0.5
    assert fnmr_at_fmr(genuine, impostor, 0.5) == 0.5
    assert equal_error_rate(genuine, impostor) > 0.0
    assert log_likelihood_ratio_cost(genuine, impostor) == log_likelihood_ratio_cost(
        [2.0, 3.0], [1.0]
    )
