import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from inference.evaluation.metrics import equal_error_rate, error_rates, fnmr_at_fmr

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
