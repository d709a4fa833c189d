from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.typing import NDArray

from inference import Sample, Template
from inference.cohort import Cohort
from inference.errors import (
    ContractError,
    EnrollmentError,
    ModeMismatchError,
)
from inference.features import FreeFeatures, Window
from inference.free import FreeMatcher, direction, free_voices, nearly
from inference.recognizer import Recognizer
from inference.template import FreeTemplate, most_windows
from tests.inference.free_model import free_bundle, free_recognizer
from tests.inference.strategies import samples
from tests.inference.typing import attempts, typed, written


def recognizer() -> Recognizer:
    return free_recognizer()


@cache
def profile(person: int = 0) -> FreeTemplate:
    return enrolled([written(seed, person=person) for seed in range(5)])


def enrolled(texts: list[Sample]) -> FreeTemplate:
    template = recognizer().enroll(texts, mode="free")
    assert isinstance(template, FreeTemplate)
    return template


def extracted(sample: Sample) -> FreeFeatures:
    features = recognizer().extract(sample, mode="free")
    assert isinstance(features, FreeFeatures)
    return features


def test_the_owner_is_accepted_and_others_are_not() -> None:
    own = [recognizer().verify(profile(), written(seed)) for seed in range(10, 20)]
    others = [recognizer().verify(profile(), written(1, person=person)) for person in range(1, 20)]
    assert all(decision.accepted for decision in own)
    assert not any(decision.accepted for decision in others)
    assert all(decision.reasons[0].code == "unlike_profile" for decision in others)


def test_one_sample_is_enough_to_enrol() -> None:
    template = enrolled([written(0, 200)])
    assert (template.samples, len(template.keys)) == (1, 3)
    assert recognizer().verify(template, written(5, 200)).accepted


def test_features_score_like_the_sample_that_they_come_from() -> None:
    probe = written(12)
    features = FreeFeatures.from_json(extracted(probe).to_json())
    assert recognizer().verify(profile(), features) == recognizer().verify(profile(), probe)
    sent = [extracted(written(seed)) for seed in range(5)]
    assert recognizer().enroll(sent, mode="free") == profile()
    read = Template.from_bytes(profile().to_bytes())
    assert read == profile()
    assert recognizer().verify(read, features) == recognizer().verify(profile(), probe)


@pytest.mark.parametrize("keys", [1, 3, 14])
def test_a_probe_that_is_too_short_is_a_decision(keys: int) -> None:
    decision = recognizer().verify(profile(), typed(1, codes=("KeyA",) * keys, enter=False))
    assert not decision.accepted
    assert [reason.code for reason in decision.reasons] == ["too_short"]
    assert decision.quality == 0
    assert np.isfinite(decision.score)


def test_a_short_probe_says_that_the_answer_is_unsure() -> None:
    for keys, told in ((20, True), (39, True), (80, False)):
        for person in (0, 3):
            decision = recognizer().verify(profile(), written(30, keys, person=person), fmr=0.3)
            assert ("short" in {reason.code for reason in decision.reasons}) == told
            assert decision.quality == pytest.approx(keys / 150, abs=0.06)
    assert recognizer().verify(profile(), written(30, 500)).quality == 1


@settings(max_examples=30)
@given(samples)
def test_any_typing_gets_a_decision(sample: Sample) -> None:
    decision = recognizer().verify(profile(), sample)
    assert np.isfinite(decision.score)
    assert 0 <= decision.quality <= 1


def test_failure_to_enrol_says_why() -> None:
    with pytest.raises(EnrollmentError, match="type a few sentences"):
        recognizer().enroll([], mode="free")
    with pytest.raises(EnrollmentError, match="Sample 2 is too short"):
        recognizer().enroll([written(0), written(1, 10)], mode="free")


def test_another_mode_model_or_contract_is_refused() -> None:
    features = extracted(written(1))
    with pytest.raises(ModeMismatchError):
        recognizer().verify(profile(), recognizer().extract(typed(1)))
    with pytest.raises(ModeMismatchError):
        recognizer().enroll([recognizer().extract(typed(1))], mode="free")
    for other in (replace(features, contract=2), replace(features, model="00" * 32)):
        with pytest.raises(ContractError):
            recognizer().verify(profile(), other)
    for stale in (replace(profile(), contract=2), replace(profile(), model="00" * 32)):
        with pytest.raises(ContractError):
            recognizer().verify(stale, features)


def test_vectors_of_another_dimension_are_refused() -> None:
    other = FreeFeatures(1, recognizer().model, (Window(50, (32_767, 0)),))
    with pytest.raises(ContractError, match="dimension"):
        recognizer().verify(profile(), other)
    for attempts_ in ([other], [extracted(written(1)), other]):
        with pytest.raises(ContractError, match="dimension"):
            recognizer().enroll(attempts_, mode="free")


def test_identify_ranks_templates_of_the_probes_mode() -> None:
    templates: dict[str, Template] = {f"person {one}": profile(one) for one in range(4)}
    templates["phrase"] = recognizer().enroll(attempts(5))
    ranking = recognizer().identify(templates, extracted(written(30, 150, person=2)))
    assert ranking.matches[0].name == "person 2"
    assert len(ranking.matches) == 4
    assert not ranking.unknown
    assert ranking.skipped == ("phrase",)
    assert recognizer().identify(templates, extracted(written(1, person=9))).unknown


def test_identify_takes_a_sample_in_the_mode_of_each_template() -> None:
    templates = {"phrase": recognizer().enroll(attempts(5)), "text": profile()}
    ranking = recognizer().identify(templates, typed(9))
    assert [match.name for match in ranking.matches] == ["phrase"]
    assert ranking.skipped == ("text",)
    assert recognizer().identify(templates, written(9)).skipped == ("phrase",)


def test_identify_and_verify_agree() -> None:
    templates = {str(one): profile(one) for one in range(6)}
    probe = extracted(written(30, person=2))
    ranking = recognizer().identify(templates, probe, fmr=0.06)
    decisions = {
        name: recognizer().verify(template, probe, fmr=0.01) for name, template in templates.items()
    }
    for match in ranking.matches:
        assert match.score == pytest.approx(decisions[match.name].score, abs=1e-9)
    assert ranking.unknown != any(decision.accepted for decision in decisions.values())


def test_update_learns_from_sure_texts_only() -> None:
    own = recognizer().update(profile(), written(30, 200))
    assert own.applied
    assert isinstance(own.template, FreeTemplate)
    assert own.template.samples == profile().samples + 1
    assert own.template.sequence.tolist() == [0, 1, 2, 3, 4, 5, 5, 5]
    np.testing.assert_array_equal(own.template.anchor, profile().anchor)
    other = recognizer().update(profile(), written(30, person=5))
    assert (other.applied, other.reason.code) == (False, "not_sure")
    assert other.template is profile()
    assert recognizer().update(profile(), written(30, 200)) == own


def test_update_never_leaves_the_anchors_neighbourhood() -> None:
    update = recognizer().update(replace(profile(), anchor=-profile().anchor), written(30, 200))
    assert (update.applied, update.reason.code) == (False, "drifted")


def test_a_full_template_keeps_the_newest_windows_and_its_anchor() -> None:
    most = most_windows(profile().dimension)
    matcher, probe = FreeMatcher(free_bundle()), extracted(written(30, 2000))
    template = profile()
    for _ in range(20):
        template = matcher.append(template, probe)
    assert len(template.keys) == len(template.vectors) == len(template.sequence) == most
    assert template.sequence[-1] == 24
    np.testing.assert_array_equal(template.anchor, profile().anchor)
    assert len(template.to_bytes()) <= 16_384
    assert Template.from_bytes(template.to_bytes()) == template


def test_oddity_names_texts_unlike_the_others() -> None:
    good = [extracted(written(seed)) for seed in range(4)]
    stranger, short = extracted(written(9, person=7)), extracted(written(9, 10))
    assert recognizer().oddity([], good[0]) is None
    assert recognizer().oddity(good[:2], stranger) is None
    assert recognizer().oddity(good, extracted(written(9))) is None
    odd, too_short = recognizer().oddity(good, stranger), recognizer().oddity([], short)
    assert odd is not None
    assert too_short is not None
    assert (odd.code, too_short.code) == ("odd", "too_short")


def test_longer_windows_weigh_more() -> None:
    cohort = Cohort(np.eye(2))
    vectors = np.array([[32_767, 0], [0, 32_767]], dtype=np.int16)
    mean = direction(vectors, np.array([90, 30], dtype=np.int16), cohort, 2)
    np.testing.assert_allclose(mean.unit, np.array([3, 1]) / np.sqrt(10))
    assert mean.keys == nearly(120)


def test_voices_are_the_cosine_and_how_far_it_stands_out() -> None:
    rng = np.random.default_rng(3)
    cohort = Cohort.from_bytes(free_bundle().files["cohort.npz"])
    pair = [np.rint(_unit(rng, cohort.dimension) * 32_767).astype(np.int16) for _ in range(2)]
    template, probe = (
        direction(one[np.newaxis], np.array([50], dtype=np.int16), cohort, 20) for one in pair
    )
    cosine = float(template.unit @ probe.unit)
    expected = 0.0
    for one in (template, probe):
        nearest = np.sort(cohort.vectors @ one.unit)[-20:]
        expected += float((cosine - nearest.mean()) / nearest.std() / 2)
    np.testing.assert_allclose(free_voices([template], probe), [[cosine, expected]])


def _unit(rng: np.random.Generator, dimension: int) -> NDArray[np.float64]:
    vector = rng.normal(size=dimension)
    return np.asarray(vector / np.linalg.norm(vector))


@pytest.mark.parametrize("keys", [0, 1, 15, 50, 96, 1000, 5000])
def test_numbers_of_keys_are_rounded_by_little(keys: int) -> None:
    assert nearly(keys) == pytest.approx(max(keys, 15), rel=0.05)
