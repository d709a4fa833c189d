import numpy as np
import pytest

from inference.detector import layout
from inference.kernel import kernel_likeness, with_releases


def typed(people: int, samples: int = 6, *, positions: int = 5) -> np.ndarray:
    rng = np.random.default_rng(2)
    usual = rng.normal(size=(people, 1, 2 * positions - 1))
    attempts: np.ndarray = usual + 0.3 * rng.normal(size=(people, samples, 2 * positions - 1))
    return attempts


def test_the_owner_is_the_likest_in_spite_of_an_outlier() -> None:
    attempts = typed(8)
    for person in range(8):
        probe = attempts[person].mean(axis=0)
        probe[person] += 20.0
        assert kernel_likeness(attempts, probe, layout(5)).argmax() == person


def test_the_likeness_is_shared_out_and_nothing_is_like_far_typing() -> None:
    attempts = typed(4)
    likeness = kernel_likeness(attempts, attempts[2, 0], layout(5))
    assert likeness.sum() == pytest.approx(0.0, abs=1e-9)
    assert 0.3 < likeness[2] < 1.0
    far = kernel_likeness(attempts, np.full(9, 1e4), layout(5))
    np.testing.assert_allclose(far, 0.0, atol=1e-9)


def test_a_single_person_is_told_from_nobody() -> None:
    attempts = typed(1)
    assert kernel_likeness(attempts, attempts[0, 0], layout(5)).tolist() == [0.0]


def test_equal_people_are_equally_likely() -> None:
    same = np.repeat(typed(1), 3, axis=0)
    likeness = kernel_likeness(same, same[0, 0], layout(5))
    np.testing.assert_allclose(likeness, 0.0, atol=1e-9)


def test_releases_follow_from_presses_and_holds() -> None:
    # Holds 1, 2, 4 and intervals 10, 20: released at 1, 12, 34, pressed at 0, 10, 30.
    attempt = np.array([[1.0, 2.0, 4.0, 10.0, 20.0]])
    np.testing.assert_array_equal(
        with_releases(attempt, layout(3)), [[1, 2, 4, 10, 20, 9, 18, 11, 22]]
    )
