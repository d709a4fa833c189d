import json
from typing import Any

import numpy as np
import pytest

from inference.bundle import bundled_models, load_bundle
from inference.calibration import Calibration, Scale, calibrated, checked_fmr
from inference.errors import InputError


def calibration() -> Calibration:
    return load_bundle(bundled_models()).calibration


def test_its_json_gives_back_the_same_calibration() -> None:
    before = calibration()
    after = Calibration.from_dict(json.loads(json.dumps(before.to_dict())))
    assert after.to_dict() == before.to_dict()


def test_on_the_grid_the_learnt_values_stand() -> None:
    learnt = calibration()
    for row, samples in enumerate(learnt.rows):
        for column, positions in enumerate(learnt.columns):
            scale = learnt.at(int(samples), int(positions))
            np.testing.assert_allclose(scale.weights, learnt.weights[row, column])
            np.testing.assert_allclose(scale.thresholds, learnt.thresholds[row, column])


def test_between_and_beyond_the_grid() -> None:
    learnt = calibration()
    few, more, most = (learnt.at(10, positions).weights for positions in (11, 13, 16))
    assert np.all((more >= np.minimum(few, most)) & (more <= np.maximum(few, most)))
    most_rows, fewest_columns = int(learnt.rows[-1]), int(learnt.columns[0])
    np.testing.assert_array_equal(learnt.at(500, 11).weights, learnt.at(most_rows, 11).weights)
    np.testing.assert_array_equal(learnt.at(5, 1).weights, learnt.at(5, fewest_columns).weights)


def test_a_stricter_fmr_never_lowers_the_threshold() -> None:
    scale = calibration().at(10, 25)
    thresholds = [scale.threshold(fmr) for fmr in (0.5, 0.2, 0.1, 0.01, 0.001, 1e-4, 1e-6)]
    assert thresholds == sorted(thresholds)
    assert scale.threshold(1e-6) - scale.threshold(1e-5) == pytest.approx(np.log(10))


def extreme(scale: Scale, sign: float) -> np.ndarray:
    """Voices that all speak for the owner, or all against, as loudly as can be."""
    return sign * 1e3 * np.sign(scale.weights[1:])


def test_scores_stay_within_the_limit() -> None:
    scale = calibration().at(5, 11)
    assert scale.score(extreme(scale, +1)) == scale.limit
    assert scale.score(extreme(scale, -1)) == -scale.limit


def test_many_are_scored_as_each_alone() -> None:
    scales = [calibration().at(samples, 11) for samples in (5, 10, 5, 200)]
    scales.append(scales[0])
    voices = np.random.default_rng(1).normal(size=(5, len(scales[0].weights) - 1))
    alone = [scale.score(one) for scale, one in zip(scales, voices, strict=True)]
    np.testing.assert_allclose(calibrated(scales, voices), alone)


@pytest.mark.parametrize("positions", [4, 11, 40, 128])
def test_the_lowest_score_never_passes(positions: int) -> None:
    scale = calibration().at(5, positions)
    assert scale.score(extreme(scale, -1)) < scale.threshold(0.5)


@pytest.mark.parametrize(
    "bad", [0, 1, 0.51, -0.1, 10**400, float("nan"), "0.01", None, True, [0.01]]
)
def test_a_rate_must_lie_between_0_and_a_half(bad: Any) -> None:
    with pytest.raises(InputError):
        checked_fmr(bad)


def test_tables_that_do_not_fit_their_grid_are_refused() -> None:
    document = calibration().to_dict()
    document["rows"] = document["rows"][:-1]
    with pytest.raises(ValueError, match="grid"):
        Calibration.from_dict(document)
