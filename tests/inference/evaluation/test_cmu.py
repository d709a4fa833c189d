import numpy as np
import pytest

from inference import load_recognizer
from inference.evaluation.cmu import measure
from inference.evaluation.datasets import PasswordTypist
from inference.evaluation.product import Product
from inference.evaluation.protocols import killourhy_maxion


def person(number: int, *, spread: float) -> PasswordTypist:
    """Someone with a rhythm of their own and a spread in common."""
    rng = np.random.default_rng(number)
    usual_hold, usual_gap = rng.normal(100, 15, 11), rng.normal(220, 50, 10)
    return PasswordTypist(
        subject=f"s{number:03d}",
        session=np.repeat(np.arange(1, 9), 50),
        repetition=np.tile(np.arange(1, 51), 8),
        hold_ms=(usual_hold * rng.normal(1, spread, (400, 11))).clip(20),
        gap_ms=(usual_gap * rng.normal(1, spread, (400, 10))).clip(20),
    )


def test_steadier_people_are_told_apart_better() -> None:
    recognizer = load_recognizer()
    steady, unsteady = (
        measure(recognizer, [person(number, spread=spread) for number in range(2, 8)], enrolled=10)
        for spread in (0.1, 0.5)
    )
    for figures in (steady, unsteady):
        assert figures["people"] == 6
        assert "repetitions 1 to 10" in figures["protocol"]
        for detector in figures["detectors"].values():
            low, high = detector["eer_mean_ci95"]
            assert low <= detector["eer_mean"] <= high
    for name in ("ours", "manhattan_scaled"):
        better, worse = (figures["detectors"][name] for figures in (steady, unsteady))
        assert better["eer_mean"] < worse["eer_mean"]
        assert better["zero_miss"] < worse["zero_miss"]
    assert steady["ours_at_requested_fmr"]["fnmr"] < unsteady["ours_at_requested_fmr"]["fnmr"]


def test_the_product_is_measured_through_its_public_surface() -> None:
    recognizer = load_recognizer()
    samples = [person(2, spread=0.1).sample(index) for index in range(8)]
    features = np.array([recognizer.extract(sample) for sample in samples], dtype=object)
    product = Product(recognizer).fit(features[:5])
    decision = recognizer.verify(recognizer.enroll(samples[:5]), samples[7])
    assert product.score_samples(features[7:]).tolist() == [decision.score]
    assert product.threshold_ == decision.threshold


@pytest.mark.parametrize("enrolled", [10, 200])
def test_fewer_repetitions_to_enrol_with_leave_the_probes_as_they_are(enrolled: int) -> None:
    people = [np.arange(400) + 1000 * number for number in range(3)]
    trial = next(killourhy_maxion(people, enrolled))
    assert len(trial.enrol) == enrolled
    assert trial.genuine.tolist() == list(range(200, 400))
