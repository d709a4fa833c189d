import numpy as np
import pytest

from inference.simulation.people import (
    KEYS,
    NOISE_GRID,
    PEOPLE_FILE,
    People,
    gap_from_scale,
    gap_scale,
    hold_from_scale,
    hold_scale,
    people,
)

TIMES_MS = np.array([0.0, 1.0, 95.5, 1500.0])


def test_scales_are_undone() -> None:
    assert hold_from_scale(hold_scale(TIMES_MS)) == pytest.approx(TIMES_MS)
    assert gap_from_scale(gap_scale(TIMES_MS)) == pytest.approx(TIMES_MS)


def test_no_value_on_a_scale_makes_a_negative_time() -> None:
    far = np.array([-100.0, -1.0, 0.0])
    assert hold_from_scale(far).min() >= 0.0
    assert gap_from_scale(far).min() >= 0.0


def test_the_committed_numbers_survive_writing_and_reading() -> None:
    again = People.from_dict(people().to_dict())
    assert again.to_dict() == people().to_dict()


def test_the_committed_numbers_fit_together() -> None:
    population = people()
    for times in (population.hold, population.gap):
        assert times.usual.shape == (len(KEYS) + 1, len(KEYS) + 1)
        assert np.isfinite(times.usual).all()
        assert times.noise.shape == NOISE_GRID.shape
        assert (np.diff(times.noise) > 0).all()
    assert np.linalg.eigvalsh(population.person_covariance).min() > 0
    assert np.linalg.eigvalsh(population.tempo).min() > 0


def test_only_fitted_numbers_are_committed() -> None:
    assert PEOPLE_FILE.stat().st_size < 100_000


def test_common_digraphs_are_typed_faster_than_rare_ones() -> None:
    gaps = people().gap.usual

    def usual(first: str, second: str) -> float:
        return float(gaps[KEYS.index(first), KEYS.index(second)])

    assert usual("KeyT", "KeyH") < usual("KeyE", "Digit5")
    assert usual("KeyI", "KeyN") < usual("KeyL", "Enter")
    assert usual("KeyE", "KeyR") < usual("Digit5", "ShiftLeft")
