import numpy as np
import pytest

from inference.evaluation.bootstrap import mean_interval, people_interval, two_way_interval


def test_people_who_are_all_alike_leave_no_doubt() -> None:
    assert mean_interval([0.25] * 8) == (0.25, 0.25)
    assert two_way_interval(np.full((5, 4), 0.5), np.ones((5, 4))) == pytest.approx((0.5, 0.5))


def test_the_interval_of_a_mean_is_about_two_standard_errors_wide() -> None:
    values = np.random.default_rng(1).normal(10.0, 2.0, 400)
    low, high = mean_interval(values)
    assert low < values.mean() < high
    assert high - low == pytest.approx(2 * 1.96 * 2.0 / 20, rel=0.1)


def test_it_is_the_same_each_time() -> None:
    values = [0.1, 0.5, 0.2, 0.9]
    assert mean_interval(values) == mean_interval(values)


def test_people_are_drawn_whole() -> None:
    people = [[0.0] * 10, [1.0]]

    def share(drawn: np.ndarray) -> float:
        return float(np.mean(np.concatenate([people[person] for person in drawn])))

    assert people_interval(share, len(people)) == (0.0, 1.0)


def test_a_single_bad_impostor_is_a_matter_of_who_was_drawn() -> None:
    """One impostor gets in everywhere: resampling templates alone would see no doubt."""
    accepted = np.zeros((50, 20))
    accepted[:, 0] = 1.0
    low, high = two_way_interval(accepted, np.ones_like(accepted))
    assert low == 0.0
    assert high >= 0.1
