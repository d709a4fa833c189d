import numpy as np
import pytest
from sklearn.base import clone
from sklearn.utils.estimator_checks import check_no_attributes_set_in_init

from inference.evaluation.datasets import TypingSession
from inference.evaluation.detectors.free_text import FreeTextDetector, typed
from inference.evaluation.detectors.gunetti_picardi import (
    GunettiPicardi,
    absolute_distance,
    relative_distance,
)
from inference.evaluation.detectors.itad import TailAreaDensity
from tests.inference.evaluation.people import free_text

CODES = ("KeyA", "KeyB", "KeyC", "ShiftLeft")
DETECTORS = [TailAreaDensity(), GunettiPicardi()]


def session(keys: list[tuple[str, int, int]]) -> TypingSession:
    codes, gaps_ms, holds_ms = zip(*keys, strict=True)
    return TypingSession(
        user=1,
        session=1,
        codes=CODES,
        code=np.array([CODES.index(code) for code in codes], np.uint8),
        gap_ms=np.array(gaps_ms, np.uint16),
        hold_ms=np.array(holds_ms, np.uint16),
    )


def test_other_keys_are_left_out_and_their_time_passes() -> None:
    text = typed(session([("KeyA", 0, 80), ("ShiftLeft", 50, 200), ("KeyB", 70, 90)]))
    assert text.codes == ("KeyA", "KeyB")
    assert text.press_ms.tolist() == [0.0, 120.0]
    assert text.release_ms.tolist() == [80.0, 210.0]


def test_the_relative_distance_is_the_share_of_the_greatest_disorder() -> None:
    durations = np.array([[10.0, 20.0, 30.0, 40.0, 50.0], [400.0, 200.0, 100.0, 300.0, 500.0]])
    assert relative_distance(durations) == (3 + 0 + 2 + 1 + 0) / 12


@pytest.mark.parametrize(("graphs", "most"), [(4, 8), (5, 12)])
def test_the_opposite_order_is_as_far_as_it_gets(graphs: int, most: int) -> None:
    orders = np.array([range(graphs), range(graphs)[::-1]], dtype=float)
    assert np.abs(orders[0] - orders[1]).sum() == most
    assert relative_distance(orders) == 1.0


def test_the_absolute_distance_is_the_share_of_unlike_durations() -> None:
    durations = np.array([[100.0, 100.0, 100.0, 0.0], [125.0, 126.0, 80.0, 0.0]])
    assert absolute_distance(durations) == 0.25


def test_the_middle_of_the_profile_is_most_alike() -> None:
    times = [90, 100, 110, 120]
    detector = TailAreaDensity(fewest_instances=4)
    detector.fit([session([("KeyA", 300, hold)]) for hold in times])
    middle, edge, outside = detector.score_samples(
        [session([("KeyA", 0, hold)]) for hold in (105, 115, 300)]
    )
    # One of five kinds of times has something to compare: a half, a quarter, nothing.
    assert (middle, edge, outside) == pytest.approx((0.5 / 5, 0.25 / 5, 0.0))


def test_seldom_graphs_are_left_out() -> None:
    texts = [session([("KeyA", 0, 100), ("KeyB", 100, 90)])] * 3
    assert TailAreaDensity(4).fit(texts).score_samples(texts[:1]).tolist() == [0.0]
    assert TailAreaDensity(3).fit(texts).score_samples(texts[:1])[0] > 0.0


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda one: type(one).__name__)
def test_someone_else_is_told_from_the_owner(detector: FreeTextDetector) -> None:
    texts = free_text(people=2, sessions=12, keys=60)
    own, other = list(texts)[:12], list(texts)[12:]
    detector.fit(own[:6])
    genuine, impostor = detector.score_samples(own[6:]), detector.score_samples(other)
    assert genuine.min() > np.median(impostor)


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda one: type(one).__name__)
def test_texts_with_nothing_in_common_are_as_unlike_as_any(detector: FreeTextDetector) -> None:
    detector.fit([session([("KeyA", 0, 100), ("KeyA", 100, 90)])] * 4)
    alike, unlike = detector.score_samples(
        [
            session([("KeyA", 0, 100), ("KeyA", 100, 90)]),
            session([("KeyB", 0, 100), ("KeyC", 100, 90)]),
        ]
    )
    assert alike > unlike


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda one: type(one).__name__)
def test_it_is_an_estimator(detector: FreeTextDetector) -> None:
    """What of scikit-learn's contract holds for texts: parameters are given, kept and copied."""
    check_no_attributes_set_in_init(type(detector).__name__, detector)
    assert clone(detector).get_params() == detector.get_params()
    (name,) = detector.get_params()
    assert getattr(detector.set_params(**{name: 2}), name) == 2
