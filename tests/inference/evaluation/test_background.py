import numpy as np
import pytest

from inference.evaluation.background import BackgroundModel, judge_half, measure_background
from inference.evaluation.datasets import PasswordTypist, load_cmu
from inference.evaluation.detectors.times import attempt_times
from inference.evaluation.trial_features import Times
from tests.inference.evaluation.people import password_typist

KEYS = 11


def crowd(*, spread: float = 0.1, people: int = 8) -> list[PasswordTypist]:
    return [password_typist(number, spread=spread) for number in range(2, 2 + people)]


def times(people: list[PasswordTypist]) -> list[Times]:
    return [attempt_times(person.hold_ms, person.gap_ms) for person in people]


def test_steadier_people_are_told_apart_better() -> None:
    steady, unsteady = (
        measure_background(crowd(spread=spread, people=6), 10) for spread in (0.1, 0.6)
    )
    for figures in (steady, unsteady):
        assert figures["people"] == 6
        assert "repetitions 1 to 10" in figures["protocol"]
        assert [(half["learnt"], half["judged"]) for half in figures["halves"]] == [(3, 3), (3, 3)]
        low, high = figures["eer_mean_ci95"]
        assert low <= figures["eer_mean"] <= high
        halves = np.mean([half["eer_mean"] for half in figures["halves"]])
        assert figures["eer_mean"] == pytest.approx(halves, abs=1e-4)
    assert steady["eer_mean"] < unsteady["eer_mean"]


def test_a_seed_gives_the_same_figures_again() -> None:
    people = crowd(spread=0.6, people=5)
    first, again, other = (measure_background(people, 5, seed=seed) for seed in (3, 3, 4))
    assert first == again
    assert first["eer_mean"] != other["eer_mean"]
    assert [(half["learnt"], half["judged"]) for half in first["halves"]] == [(3, 2), (2, 3)]


def test_scores_depend_on_nobody_else_who_is_judged() -> None:
    people = times(crowd(people=6))
    learnt, judged = people[:3], people[3:]
    all_judged = judge_half(learnt, judged, 10, KEYS)
    fewer = judge_half(learnt, judged[:2], 10, KEYS)
    assert fewer[0].genuine == pytest.approx(all_judged[0].genuine)
    assert fewer[0].impostor == pytest.approx(all_judged[0].impostor[:5])


def test_what_others_typed_helps_with_people_never_seen() -> None:
    people = times(crowd(people=6))
    model = BackgroundModel(KEYS).fit(people[:4], 10)
    genuine, impostor = (model.score(people[4][:10], each[200:]) for each in people[4:])
    assert np.median(genuine) > 0.0 > np.median(impostor)


@pytest.mark.usefixtures("research_data")
def test_real_people_are_told_apart_better_than_by_the_published_best() -> None:
    """On few people, to be quick; ``keystroke bench cmu --background`` measures them all."""
    figures = measure_background(load_cmu()[:10])
    assert figures["eer_mean"] < 0.0961
