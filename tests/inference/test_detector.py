import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from inference.detector import (
    RECENT,
    DetectorSettings,
    deviations,
    fit_reference,
    layout,
    prior_scale,
    stacked,
    weighted_median,
)

SETTINGS = DetectorSettings(
    hold_scale=0.5,
    interval_scale=0.7,
    prior_samples=4,
    half_life=20,
    fast_half_life=5,
    slow_half_life=60,
    cap=4,
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


def test_values_of_the_same_key_and_of_the_next_belong_together() -> None:
    three = layout(3)  # holds 0 1 2, intervals 3 4; 5 is none
    assert three.is_hold.tolist() == [True, True, True, False, False]
    assert three.own.tolist() == [3, 4, 5, 0, 1]
    assert three.next.tolist() == [5, 3, 4, 1, 2]


def test_what_is_typed_apart_belongs_to_itself() -> None:
    apart = layout(2, 3)  # holds 0 1 | 2 3 4, intervals 5 | 6 7; 8 is none
    assert apart.own.tolist() == [5, 8, 6, 7, 8, 0, 2, 3]
    assert apart.next.tolist() == [8, 5, 8, 6, 7, 1, 3, 4]


def test_rhythm_knows_no_speed() -> None:
    phrase = layout(3)
    slower = np.array([1.0, 2.0, 4.0, 7.0, 9.0]) + np.array([3.0, 3.0, 3.0, 5.0, 5.0])
    np.testing.assert_allclose(phrase.without_speed(slower), [-1, 0, 2, -1, 1])


@given(arrays(float, (6, 5), elements=VALUES), arrays(float, 5, elements=VALUES))
def test_deviations_are_capped(vectors: np.ndarray, probe: np.ndarray) -> None:
    reference = fit_reference(vectors, layout(3), SETTINGS)
    assert np.all(np.isfinite(reference.table[:, :-RECENT]))
    assert np.all(deviations(reference, probe, SETTINGS) <= SETTINGS.cap)
    assert np.all(reference.scale > 0)


def test_without_spread_the_prior_sets_the_scale() -> None:
    reference = fit_reference(np.ones((5, 5)), layout(3), SETTINGS)
    assert np.all(reference.scale < prior_scale(layout(3), SETTINGS))
    assert reference.scale[0, 0] / reference.scale[0, 4] == pytest.approx(0.5 / 0.7)


def test_recent_samples_weigh_more() -> None:
    vectors = np.repeat([[0.0] * 3, [1.0] * 3], [60, 40], axis=0)
    assert np.all(fit_reference(vectors, layout(2), SETTINGS).location == 1.0)


def test_three_paces_of_forgetting() -> None:
    vectors = np.repeat([[0.0] * 3, [1.0] * 3, [2.0] * 3], [60, 20, 10], axis=0)
    reference = fit_reference(vectors, layout(2), SETTINGS)
    assert np.all(reference.fast[0, 0] == 2.0)
    assert np.all(reference.location == 1.0)
    assert np.all(reference.slow[0, 0] == 0.0)


def test_rare_rhythms_make_strangers_deviate_more() -> None:
    rare = np.tile([3.0, 0.0, -3.0, 2.0, -2.0], (5, 1))
    usual, others = (fit_reference(one, layout(3), SETTINGS) for one in (0 * rare, rare))
    assert others.stranger_deviation > usual.stranger_deviation


def test_references_stack_in_order() -> None:
    rng = np.random.default_rng(1)
    some = [fit_reference(rng.normal(size=(count, 5)), layout(3), SETTINGS) for count in (5, 30)]
    both = stacked(some)
    for place, one in enumerate(some):
        np.testing.assert_array_equal(both.table[place], one.table[0])
    assert both.samples.tolist() == [5, RECENT]
    assert np.all(np.isinf(both.recent[0, 5:]))
    assert np.all(np.isfinite(both.recent[1]))
