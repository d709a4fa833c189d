import numpy as np
import pytest

from inference.training.fit_typists.groups import Groups

GROUPS = Groups(np.array([7, 3, 7, 7, 3, 1]))
VALUES = np.array([1.0, 5.0, 2.0, 4.0, -1.0, 9.0])


def test_means_by_group() -> None:
    assert GROUPS.mean(VALUES).tolist() == [9.0, 2.0, pytest.approx(7 / 3)]
    assert GROUPS.first.tolist() == [5, 1, 0]


def test_covariance_is_over_different_values_of_a_group() -> None:
    of_threes = (1 * 2 + 1 * 4 + 2 * 4) / 3
    assert GROUPS.covariance(VALUES) == pytest.approx((5 * -1 + of_threes) / 2)


def test_covariance_with_others_takes_no_value_twice() -> None:
    assert Groups(np.array([0, 0])).covariance(np.array([1.0, 2.0]), np.array([10.0, 30.0])) == 25.0


def test_the_variance_between_groups_is_found_whatever_the_noise() -> None:
    random = np.random.default_rng(1)
    groups = Groups(np.repeat(np.arange(20_000), 3))
    values = np.repeat(random.normal(0, 2, 20_000), 3) + random.normal(0, 5, 60_000)
    deviation, freedom = groups.deviation(values)
    assert groups.covariance(values) == pytest.approx(4.0, rel=0.15)
    assert (deviation**2).sum() / freedom.sum() == pytest.approx(25.0, rel=0.05)
