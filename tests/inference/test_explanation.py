from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from inference import Sample, Template, load_recognizer
from inference.errors import InputError, ModeMismatchError
from inference.explanation import UNLIKE, Explanation, FixedExplanation, FreeExplanation
from inference.features import FixedFeatures
from inference.simulation.typists import Typist, typists
from inference.timing import timings
from tests.inference.typing import attempts, sentence, typed

PHRASE = "quiet rivers run"


@cache
def people() -> list[Typist]:
    return typists(12, seed=41)


@cache
def owner() -> Template:
    return load_recognizer().enroll([people()[0].type(PHRASE, each) for each in range(10)])


def fixed(explanation: Explanation) -> FixedExplanation:
    assert isinstance(explanation, FixedExplanation)
    return explanation


def explain(probe: Sample | FixedFeatures) -> FixedExplanation:
    return fixed(load_recognizer().explain(owner(), probe))


def features(probe: Sample) -> FixedFeatures:
    extracted = load_recognizer().extract(probe)
    assert isinstance(extracted, FixedFeatures)
    return extracted


def ranks(values: list[float]) -> np.ndarray:
    return np.argsort(np.argsort(values))


def test_the_deviations_order_probes_as_the_score_does() -> None:
    probes = [person.type(PHRASE, repetition) for person in people() for repetition in (60, 61)]
    scores = [load_recognizer().verify(owner(), probe).score for probe in probes]
    deviations = [explain(probe).mean_deviation for probe in probes]
    assert np.corrcoef(ranks(scores), ranks(deviations))[0, 1] < -0.9


@pytest.mark.parametrize("value", [0, 7, 16, 17, 25, 32])
def test_a_value_that_was_tampered_with_is_the_worst(value: int) -> None:
    probe = features(people()[0].type(PHRASE, 12))
    before = explain(probe)
    steps = [*probe.holds, *probe.intervals]
    steps[value] += 4 * 1024
    count = probe.positions
    tampered = replace(probe, holds=tuple(steps[:count]), intervals=tuple(steps[count:]))
    after = explain(tampered)
    worst = after.against(1)[0]
    assert after.values.index(worst) == value
    assert worst.deviation > before.values[value].deviation
    assert after.mean_deviation > before.mean_deviation


def test_it_tells_the_times_that_were_typed() -> None:
    probe = people()[0].type(PHRASE, 12)
    explanation, measured = explain(probe), timings(probe)
    assert explanation.unit == "ms"
    for values, times_ms in (
        (explanation.holds, measured.hold_ms),
        (explanation.intervals, measured.press_press_ms),
    ):
        assert [one.typed for one in values] == pytest.approx(times_ms, abs=0.2)
        assert all(0 <= one.low <= one.usual <= one.high for one in values)
    assert [one.position for one in explanation.holds] == list(range(17))
    assert [one.position for one in explanation.intervals] == list(range(16))


def test_of_features_it_tells_the_same_without_times() -> None:
    probe = people()[0].type(PHRASE, 12)
    explanation = explain(features(probe))
    assert explanation.unit == "spreads"
    assert [one.deviation for one in explanation.values] == [
        one.deviation for one in explain(probe).values
    ]


def test_it_names_what_a_decision_names() -> None:
    probe = people()[5].type(PHRASE, 60)
    decision = load_recognizer().verify(owner(), probe)
    named = [reason for reason in decision.reasons if reason.position is not None]
    against = explain(probe).against(3)
    assert [(f"unlike_{one.kind}", one.position) for one in against] == [
        (reason.code, reason.position) for reason in named
    ]


def test_what_speaks_for_the_owner_is_like_the_profile() -> None:
    explanation = explain(people()[0].type(PHRASE, 12))
    best = explanation.in_favour(3)
    assert len(best) == 3
    assert max(abs(one.deviation) for one in best) <= min(
        abs(one.deviation) for one in explanation.values if one not in best
    )
    assert all(abs(one.deviation) >= UNLIKE for one in explanation.against(40))


def test_it_tells_how_many_strangers_get_how_far() -> None:
    explanation = explain(people()[0].type(PHRASE, 12))
    shares, scores = zip(*explanation.strangers, strict=True)
    assert list(shares) == sorted(shares, reverse=True)
    assert list(scores) == sorted(scores)
    decision = load_recognizer().verify(owner(), people()[0].type(PHRASE, 12), fmr=0.01)
    assert decision.threshold == pytest.approx(np.interp(-0.01, np.negative(shares), scores))


def test_another_phrase_or_mode_cannot_be_explained() -> None:
    template = load_recognizer().enroll(attempts(5))
    with pytest.raises(InputError, match="another phrase"):
        load_recognizer().explain(template, typed(9, codes=("KeyA",) * 9))
    with pytest.raises(ModeMismatchError):
        load_recognizer().explain(template, load_recognizer().extract(sentence(0), "free"))


def test_free_text_is_scored_window_by_window() -> None:
    recognizer = load_recognizer()
    template = recognizer.enroll([sentence(place) for place in range(3)], mode="free")
    long = people()[0].type("the tide is out and the boats lie on the sand" * 4, 40)
    explanation = recognizer.explain(template, long)
    assert isinstance(explanation, FreeExplanation)
    assert [window.keys for window in explanation.windows] == [90, 91]
    assert len({window.score for window in explanation.windows}) == 2


def test_a_text_of_one_window_is_explained_by_its_score() -> None:
    recognizer = load_recognizer()
    template = recognizer.enroll([sentence(place) for place in range(3)], mode="free")
    explanation = recognizer.explain(template, sentence(4))
    assert isinstance(explanation, FreeExplanation)
    (window,) = explanation.windows
    assert window.score == recognizer.verify(template, sentence(4)).score
