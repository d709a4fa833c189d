import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from inference.detector import (
    DetectorSettings,
    deviations,
    fit_reference,
    prior_scale,
    voices,
    weighted_median,
)

SETTINGS = DetectorSettings(
    hold_scale=0.5, interval_scale=0.7, prior_samples=4, half_life=20, cap=4
)
VALUES = st.floats(-30, 30, allow_subnormal=False)


@given(arrays(float, (9, 3), elements=VALUES))
def test_equal_weights_give_the_median(vectors: np.ndarray) -> None:
    np.testing.assert_allclose(weighted_median(vectors, np.ones(9)), np.median(vectors, axis=0))
    np.testing.assert_allclose(
        weighted_median(vectors[:8], np.ones(8)), np.median(vectors[:8], axis=0)
    )


def test_a_heavy_row_pulls_the_median() -> None:
    vectors = np.array([[1.0], [2.0], [10.0]])
    assert weighted_median(vectors, np.array([1.0, 1.0, 5.0])) == [10.0]


@given(arrays(float, (6, 5), elements=VALUES), arrays(float, 5, elements=VALUES))
def test_voices_are_finite_and_deviations_capped(vectors: np.ndarray, probe: np.ndarray) -> None:
    reference = fit_reference(vectors, 3, SETTINGS)
    assert np.all(np.isfinite(voices(reference, probe, SETTINGS)))
    assert np.all(deviations(reference, probe, SETTINGS) <= SETTINGS.cap)
    assert np.all(reference.scale > 0)
    assert -1 - 1e-9 <= voices(reference, probe, SETTINGS)[2] <= 1 + 1e-9


def test_without_spread_the_prior_sets_the_scale() -> None:
    reference = fit_reference(np.ones((5, 5)), 3, SETTINGS)
    shrunk = prior_scale(3, 2, SETTINGS)
    assert np.all(reference.scale < shrunk)
    assert reference.scale[0] / reference.scale[4] == pytest.approx(0.5 / 0.7)


def test_the_profiles_own_rhythm_deviates_least() -> None:
    rng = np.random.default_rng(3)
    usual = rng.normal(size=21)
    reference = fit_reference(usual + 0.3 * rng.normal(size=(10, 21)), 11, SETTINGS)
    own = voices(reference, usual + 0.3 * rng.normal(size=21), SETTINGS)
    other = voices(reference, rng.normal(size=21), SETTINGS)
    assert own[0] < other[0]
    assert own[1] == other[1]
    assert own[2] > other[2]


def test_recent_samples_weigh_more() -> None:
    vectors = np.repeat([[0.0], [1.0]], [60, 40], axis=0)
    assert fit_reference(vectors, 1, SETTINGS).location == [1.0]


def test_rare_rhythms_make_strangers_deviate_more() -> None:
    usual, rare = np.zeros((5, 5)), np.full((5, 5), 2.0)
    settings = SETTINGS
    assert (
        fit_reference(rare, 3, settings).stranger_deviation
        > fit_reference(usual, 3, settings).stranger_deviation
    )
