import numpy as np
import pytest

from inference.evaluation.detectors.times import attempt_times
from inference.evaluation.trial_features import Times, trial_features
from tests.inference.evaluation.people import password_typist

KEYS = 11


def times(number: int) -> Times:
    person = password_typist(number)
    return attempt_times(person.hold_ms, person.gap_ms)


@pytest.mark.parametrize("enrolled", [1, 5, 10, 200])
def test_any_number_of_attempts_gives_the_same_finite_features(enrolled: int) -> None:
    features = trial_features(times(1)[:enrolled], times(2)[:7], KEYS)
    assert features.shape == trial_features(times(1), times(2)[:7], KEYS).shape
    assert np.isfinite(features).all()


def test_each_probe_is_described_alone() -> None:
    together = trial_features(times(1)[:50], times(2)[:6], KEYS)
    alone = [trial_features(times(1)[:50], times(2)[probe : probe + 1], KEYS) for probe in range(6)]
    assert np.allclose(together, np.concatenate(alone), rtol=1e-12, atol=0.0)


def test_the_usual_attempt_deviates_nowhere() -> None:
    usual = np.repeat(times(1)[:1], 20, axis=0)
    same = trial_features(usual, usual[:1], KEYS)[0]
    slower = trial_features(usual, 1.3 * usual[:1], KEYS)[0]
    # The last ones are the probe's own times, all others speak of differences but for its tempo.
    own = 2 * KEYS - 1
    assert np.count_nonzero(same[:-own]) == 2
    assert np.count_nonzero(slower[:-own]) > 0.9 * (len(slower) - own)


def test_overlapping_keys_and_equal_press_times_are_ordinary() -> None:
    usual = attempt_times(np.full((5, KEYS), 90.0), np.full((5, KEYS - 1), 60.0))
    probe = attempt_times(np.full((1, KEYS), 90.0), np.zeros((1, KEYS - 1)))
    assert np.isfinite(trial_features(usual, probe, KEYS)).all()


def test_recent_attempts_count_more_at_a_short_half_life() -> None:
    enrolled = np.concatenate([times(1)[:40], times(2)[:10]])
    features = trial_features(enrolled, times(2)[10:60], KEYS)
    width = 3 * KEYS - 2
    short, long = (
        np.abs(features[:, start : start + width]).mean() for start in (0, 3 * (width + 7))
    )
    assert short < long
