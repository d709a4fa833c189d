from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from inference import load_recognizer
from inference.bundle import bundled_models, load_bundle
from inference.features import FixedFeatures
from inference.fixed import FixedMatcher
from inference.fixed_features import to_steps
from inference.template import FixedTemplate
from tests.inference.typing import attempts, typed


@cache
def matcher() -> FixedMatcher:
    return FixedMatcher(load_bundle(bundled_models()))


@cache
def probe(seed: int = 40, person: int = 0) -> FixedFeatures:
    features = load_recognizer().extract(typed(seed, person=person))
    assert isinstance(features, FixedFeatures)
    return features


@cache
def template(person: int = 0, samples: int = 10) -> FixedTemplate:
    extract = load_recognizer().extract
    typing = [extract(sample) for sample in attempts(samples, person=person)]
    return matcher().enroll([one for one in typing if isinstance(one, FixedFeatures)])


def features_of(times: np.ndarray) -> FixedFeatures:
    steps = to_steps(times)
    return replace(probe(), holds=steps[:11], intervals=steps[11:])


def test_many_templates_score_as_each_alone() -> None:
    templates = [template(person, samples) for person in range(3) for samples in (5, 10, 30)]
    many = templates * 100  # more than are compared at once
    scores, scales = matcher().scores(many, probe())
    alone = [matcher().compare(one, probe()).score for one in templates]
    np.testing.assert_allclose(scores, alone * 100, rtol=0, atol=1e-9)
    assert [scale.limit for scale in scales] == [
        matcher().scale(one, probe()).limit for one in many
    ]


def test_recent_attempts_count_more() -> None:
    changed = template(samples=5)
    for seed in range(12):
        changed = matcher().append(changed, probe(seed, person=1))
    scores, _ = matcher().scores([template(samples=5), changed], probe(50, person=1))
    assert scores[1] > scores[0]


@pytest.mark.parametrize("tempo", [-3.0, 3.0, 4.0])
def test_people_who_share_an_odd_tempo_are_told_apart(tempo: float) -> None:
    rng = np.random.default_rng(4)
    usual = tempo + rng.normal(scale=0.6, size=(12, 21))
    typing = [
        [features_of(times) for times in own + rng.normal(scale=0.5, size=(11, 21))]
        for own in usual
    ]
    templates = [matcher().enroll(own[:10]) for own in typing]
    scores = np.array([matcher().scores(templates, own[10])[0] for own in typing])
    accepted = scores >= matcher().scale(templates[0], typing[0][0]).threshold(0.01)
    own = np.eye(12, dtype=bool)
    assert accepted[~own].mean() < 0.05
    assert accepted[own].mean() > 0.3


def test_drift_is_the_distance_from_the_anchor() -> None:
    assert matcher().drift(template()) < 0.5
    changed = template(samples=5)
    for seed in range(12):
        changed = matcher().append(changed, probe(seed, person=1))
    assert matcher().drift(changed) > 1
    np.testing.assert_array_equal(changed.anchor, template(samples=5).anchor)


def test_the_worst_positions_are_told() -> None:
    holds = list(probe().holds)
    holds[3] += 5 * 1024
    odd = FixedFeatures(
        probe().contract, probe().model, probe().tag, tuple(holds), probe().intervals
    )
    reason, *_ = matcher().reasons(matcher().compare(template(), odd))
    assert (reason.code, reason.position) == ("unlike_hold", 3)
    assert "longer" in reason.message


@pytest.mark.parametrize("samples", [5, 20, 60])
def test_the_owner_is_told_from_others(samples: int) -> None:
    own = matcher().compare(template(samples=samples), probe(70)).score
    others = [
        matcher().compare(template(samples=samples), probe(70, person)).score
        for person in range(1, 9)
    ]
    assert own > max(others)


def test_everybody_is_ranked_and_order_and_scores_agree() -> None:
    crowd = [template(person, 5 + person % 3) for person in range(30)]
    for person in (0, 7, 29):
        ranked = matcher().rank(crowd, probe(70, person))
        assert ranked.places[0] == person
        assert sorted(ranked.places) == list(range(30))
        assert np.all(np.diff(ranked.scores) <= 0)
        assert [scale.limit for scale in ranked.scales] == [
            matcher().scale(one, probe()).limit for one in crowd
        ]


def test_a_single_template_is_scored_as_in_verification() -> None:
    for person in (0, 5):
        ranked = matcher().rank([template()], probe(70, person))
        alone = matcher().compare(template(), probe(70, person)).score
        assert ranked.scores.tolist() == pytest.approx([alone])


def test_equal_templates_keep_their_order_and_share_the_score() -> None:
    twins = [template(3), template(), template(), template(5)]
    ranked = matcher().rank(twins, probe(70))
    assert ranked.places[:2].tolist() == [1, 2]
    alone = matcher().compare(template(), probe(70)).score
    assert ranked.scores[0] == pytest.approx(ranked.scores[1])
    # Each gets half of what speaks for the one person that both are of.
    assert ranked.scores[0] == pytest.approx(alone - np.log(2), abs=0.05)


def test_ranking_is_the_same_each_time_whoever_was_ranked_before() -> None:
    crowd = [template(person, 5) for person in range(25)]
    first = matcher().rank(crowd, probe(70, 4))
    other = matcher()
    other.rank(crowd[:3], probe(70, 2))
    again = other.rank(crowd, probe(70, 4))
    np.testing.assert_array_equal(first.places, again.places)
    np.testing.assert_array_equal(first.scores, again.scores)
