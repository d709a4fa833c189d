import numpy as np
import pytest

from inference.detector import DetectorSettings, layout
from inference.gallery import Gallery

SETTINGS = DetectorSettings(
    hold_scale=0.5,
    interval_scale=0.6,
    prior_samples=4,
    half_life=15,
    fast_half_life=5,
    slow_half_life=60,
    cap=4,
)
POSITIONS = 6
WIDTH = 2 * POSITIONS - 1


def gallery(attempts: list[np.ndarray]) -> Gallery:
    return Gallery(attempts, 1.0, layout(POSITIONS), SETTINGS)


def people(count: int, samples: int = 7, *, seed: int = 1) -> list[np.ndarray]:
    """Typing of which the whole speed varies from attempt to attempt, the rest hardly."""
    rng = np.random.default_rng(seed)
    usual = rng.normal(0.0, 1.0, (count, 1, WIDTH))
    speed = rng.normal(0.0, 1.5, (count, samples, 1))
    return list(usual + speed + rng.normal(0.0, 0.2, (count, samples, WIDTH)))


def rank_of(person: int, likelihoods: np.ndarray) -> int:
    return 1 + int((likelihoods > likelihoods[person]).sum())


def test_who_typed_it_is_the_likeliest() -> None:
    typed = people(30, 8)
    found = gallery([one[:7] for one in typed])
    assert all(
        rank_of(person, found.log_likelihoods(one[7])) == 1 for person, one in enumerate(typed)
    )


def test_what_varies_together_is_learnt_from_everybody() -> None:
    # Two attempts that differ in speed alone are nearer than their single values tell.
    typed = people(30)
    found = gallery(typed)
    slow = typed[4].mean(axis=0) + 3.0
    assert rank_of(4, found.log_likelihoods(slow)) == 1
    nearest = np.argmin([np.abs(slow - one.mean(axis=0)).sum() for one in typed])
    assert nearest != 4


@pytest.mark.parametrize("count", [1, 2, 3])
def test_few_people_are_enough(count: int) -> None:
    typed = people(count, 6)
    found = gallery([one[:5] for one in typed])
    for person, one in enumerate(typed):
        likelihoods = found.log_likelihoods(one[:5].mean(axis=0))
        assert np.all(np.isfinite(likelihoods))
        assert rank_of(person, likelihoods) == 1


def test_people_may_have_different_numbers_of_attempts() -> None:
    typed = [one[: 5 + 3 * (person % 4)] for person, one in enumerate(people(12, 40))]
    found = gallery(typed)
    # The order in which they are put together makes no difference.
    turned = gallery(typed[::-1])
    probe = typed[5].mean(axis=0)
    np.testing.assert_allclose(found.log_likelihoods(probe), turned.log_likelihoods(probe)[::-1])
    assert found.attempts(np.array([0, 3])).shape == (2, 5, WIDTH)
    np.testing.assert_array_equal(found.attempts(np.array([3]))[0], typed[3][-10:])


def test_attempts_that_never_vary_are_no_trouble() -> None:
    same = [np.full((5, WIDTH), float(person)) for person in range(3)]
    likelihoods = gallery(same).log_likelihoods(np.full(WIDTH, 1.1))
    assert np.all(np.isfinite(likelihoods))
    assert rank_of(1, likelihoods) == 1


def test_more_values_than_attempts_are_no_trouble() -> None:
    rng = np.random.default_rng(3)
    typed = rng.normal(size=(2, 1, 255)) + 0.3 * rng.normal(size=(2, 5, 255))
    found = Gallery(list(typed), 1.0, layout(128), SETTINGS)
    assert found.log_likelihoods(typed[1].mean(axis=0)).argmax() == 1


def test_a_large_gallery_learns_from_a_part_and_holds_everybody() -> None:
    typed = people(1_200, 5)
    found = gallery(typed)
    assert len(found) == 1_200
    probe = typed[1_111].mean(axis=0)
    assert rank_of(1_111, found.log_likelihoods(probe)) == 1
