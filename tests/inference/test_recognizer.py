import json
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from inference import Decision, Keystroke, Sample, Template, load_recognizer
from inference.errors import (
    ContractError,
    EnrollmentError,
    InputError,
    ModeMismatchError,
    UnsupportedModeError,
)
from inference.features import MAX_POSITIONS, FixedFeatures, features_from_dict
from inference.recognizer import Recognizer
from inference.sample import MAX_KEYSTROKES
from inference.template import FixedTemplate
from tests.inference.free_model import free_recognizer
from tests.inference.strategies import samples
from tests.inference.typing import PHRASE, attempts, sentence, typed, written


@cache
def recognizer() -> Recognizer:
    return load_recognizer(account_key=b"k" * 32)


@cache
def profile(person: int = 0) -> FixedTemplate:
    template = recognizer().enroll(attempts(10, person=person))
    assert isinstance(template, FixedTemplate)
    return template


def test_the_owner_is_accepted_and_others_are_not() -> None:
    own = [recognizer().verify(profile(), typed(seed)) for seed in range(10, 20)]
    others = [recognizer().verify(profile(), typed(1, person=person)) for person in range(1, 20)]
    assert all(decision.accepted for decision in own)
    assert not any(decision.accepted for decision in others)
    assert min(d.score for d in own) > max(d.score for d in others)


def test_a_decision_says_what_it_means() -> None:
    decision = recognizer().verify(profile(), typed(1, person=3), fmr=0.05)
    assert isinstance(decision, Decision)
    assert decision.fmr == 0.05
    assert decision.score < decision.threshold
    assert decision.quality == 1.0
    assert decision.reasons[0].code == "unlike_profile"
    assert any(reason.position is not None for reason in decision.reasons)
    assert recognizer().verify(profile(), typed(15)).reasons == ()


def test_features_score_like_the_sample_that_they_come_from() -> None:
    probe = typed(12)
    features = FixedFeatures.from_json(recognizer().extract(probe).to_json())
    assert recognizer().verify(profile(), features) == recognizer().verify(profile(), probe)
    sent = [recognizer().extract(sample) for sample in attempts(10)]
    assert recognizer().enroll(sent) == profile()
    assert Template.from_bytes(profile().to_bytes()) == profile()


@pytest.mark.parametrize(
    "probe",
    [
        typed(1, enter=False),
        typed(1, codes=(*PHRASE[:-1], "KeyX")),
        typed(1, codes=PHRASE[:3]),
        typed(1, codes=("KeyA",) * 300),
        Sample([Keystroke("ShiftLeft", 0, 1)]),
    ],
)
def test_another_phrase_is_a_decision(probe: Sample) -> None:
    decision = recognizer().verify(profile(), probe)
    assert not decision.accepted
    assert [reason.code for reason in decision.reasons] == ["other_phrase"]
    assert np.isfinite(decision.score)


def test_without_an_account_key_phrases_differ_by_their_length_alone() -> None:
    keyless = load_recognizer()
    template = keyless.enroll(attempts(5))
    same_length = keyless.verify(template, typed(1, codes=(*PHRASE[:-1], "KeyX")))
    other_length = keyless.verify(template, typed(1, codes=PHRASE[:-1]))
    assert "other_phrase" not in {reason.code for reason in same_length.reasons}
    assert "other_phrase" in {reason.code for reason in other_length.reasons}


def test_a_probe_without_account_key_says_so() -> None:
    decision = recognizer().verify(profile(), load_recognizer().extract(typed(12)))
    assert not decision.accepted
    assert [reason.code for reason in decision.reasons] == ["other_account"]


@pytest.mark.parametrize("key", [b"", b"short", "text" * 8, 5])
def test_an_account_key_that_keeps_no_secret_is_refused(key: Any) -> None:
    with pytest.raises(InputError, match="account key"):
        load_recognizer(account_key=key)


def test_a_rate_that_no_score_can_promise_says_so() -> None:
    decision = recognizer().verify(profile(), typed(12), fmr=1e-9)
    assert not decision.accepted
    assert [reason.code for reason in decision.reasons] == ["too_strict"]
    with pytest.raises(InputError):
        recognizer().verify(profile(), typed(12), fmr=0.6)


def test_a_rate_may_be_any_real_number() -> None:
    rate: Any = np.float32(0.25)
    assert recognizer().verify(profile(), typed(12), fmr=rate).fmr == 0.25


def test_long_samples_take_no_time_to_speak_of() -> None:
    keys = [
        Keystroke("ShiftLeft" if place % 2 else "KeyA", 20.0 * place, 20.0 * place + 9)
        for place in range(MAX_KEYSTROKES)
    ]
    features = recognizer().extract(Sample(keys))
    assert isinstance(features, FixedFeatures)
    assert features.positions == MAX_KEYSTROKES // 2


def test_times_at_the_end_of_what_floats_hold_are_bounded() -> None:
    sample = Sample([Keystroke("KeyA", -1e308, 1e308), Keystroke("KeyB", 1e308, 1.7e308)])
    assert not recognizer().verify(profile(), sample).accepted


def test_modifiers_are_no_positions() -> None:
    plain = typed(12)
    first = plain.keystrokes[0]
    shift = Keystroke("ShiftRight", first.press_ms - 40, first.release_ms)
    shifted = Sample([shift, *plain.keystrokes])
    assert recognizer().verify(profile(), shifted).score == pytest.approx(
        recognizer().verify(profile(), plain).score
    )


@given(samples)
def test_any_typing_gets_a_decision(sample: Sample) -> None:
    decision = recognizer().verify(profile(), sample)
    assert np.isfinite(decision.score)
    assert 0 <= decision.quality <= 1
    assert not decision.accepted


@pytest.mark.parametrize(
    ("given_attempts", "told"),
    [
        ([], "0 samples are too few"),
        (attempts(4), "4 samples are too few"),
        ([*attempts(5), typed(1, codes=PHRASE[:-2])], "different phrases"),
        ([typed(seed, codes=PHRASE[:2]) for seed in range(5)], "have 3"),
        (
            [typed(seed, codes=("KeyA", "KeyB") * (MAX_POSITIONS // 2)) for seed in range(5)],
            "have 129",
        ),
        ([Sample([Keystroke("F1", 0, 1)])] * 5, "have 0"),
    ],
)
def test_failure_to_enrol_says_why(given_attempts: list[Sample], told: str) -> None:
    with pytest.raises(EnrollmentError, match=told):
        recognizer().enroll(given_attempts)


def test_long_typing_of_200_samples_keeps_the_latest() -> None:
    codes = ("KeyA", "KeyS", "KeyD", "KeyF") * 30
    template = recognizer().enroll([typed(seed, codes=codes) for seed in range(200)])
    assert len(template.to_bytes()) <= 16_384
    assert isinstance(template, FixedTemplate)
    assert template.sequence[-1] == 199
    assert template.samples < 200


@pytest.mark.parametrize("mode", ["Free", "Fixed", "", None, []])
def test_other_modes_are_not_supported(mode: Any) -> None:
    with pytest.raises(UnsupportedModeError):
        recognizer().enroll(attempts(5), mode=mode)
    with pytest.raises(UnsupportedModeError):
        recognizer().extract(typed(1), mode=mode)


def test_another_contract_or_model_is_refused() -> None:
    features = recognizer().extract(typed(1))
    for other in (replace(features, contract=2), replace(features, model="00" * 32)):
        with pytest.raises(ContractError):
            recognizer().verify(profile(), other)
        with pytest.raises(ContractError):
            recognizer().enroll([features] * 5 + [other])
    for stale in (replace(profile(), contract=2), replace(profile(), model="00" * 32)):
        with pytest.raises(ContractError):
            recognizer().verify(stale, features)


@pytest.mark.parametrize("bad", [None, "probe", [1, 2], 5, profile()])
def test_what_is_neither_sample_nor_features_is_refused(bad: Any) -> None:
    with pytest.raises(InputError):
        recognizer().verify(profile(), bad)
    with pytest.raises(InputError):
        recognizer().extract(bad)
    with pytest.raises(InputError):
        recognizer().identify({}, bad)


@pytest.mark.parametrize("bad", [None, b"bytes", "template", 5])
def test_what_is_no_template_is_refused(bad: Any) -> None:
    with pytest.raises(InputError):
        recognizer().verify(bad, typed(1))
    with pytest.raises(InputError):
        recognizer().update(bad, typed(1))
    with pytest.raises(InputError):
        recognizer().identify({"a": bad}, typed(1))
    with pytest.raises(InputError):
        recognizer().identify(bad, typed(1))


@pytest.mark.parametrize("bad", [None, 5, typed(1), iter([])])
def test_what_is_no_sequence_of_samples_is_refused(bad: Any) -> None:
    with pytest.raises(InputError):
        recognizer().enroll(bad)


def test_identify_ranks_and_says_unknown() -> None:
    templates = {f"person {person}": profile(person) for person in range(4)}
    templates["stale"] = replace(profile(), model="00" * 32)
    ranking = recognizer().identify(templates, typed(30, person=2))
    assert ranking.matches[0].name == "person 2"
    assert [m.score for m in ranking.matches] == sorted(
        (m.score for m in ranking.matches), reverse=True
    )
    assert not ranking.unknown
    assert ranking.skipped == ("stale",)
    assert recognizer().identify(templates, typed(30, person=9)).unknown
    assert recognizer().identify({}, typed(1)).unknown


def test_profiles_of_other_phrases_do_not_make_identification_stricter() -> None:
    other = recognizer().enroll([typed(seed, codes=PHRASE[:8]) for seed in range(5)])
    templates = {"owner": profile()} | {f"other {number}": other for number in range(500)}
    ranking = recognizer().identify(templates, typed(30))
    assert not ranking.unknown
    assert len(ranking.skipped) == 500


def test_update_learns_from_sure_attempts_only() -> None:
    own = recognizer().update(profile(), typed(30))
    assert own.applied
    assert own.template.samples == profile().samples + 1
    assert isinstance(own.template, FixedTemplate)
    assert own.template.sequence[-1] == profile().sequence[-1] + 1
    np.testing.assert_array_equal(own.template.anchor, profile().anchor)
    other = recognizer().update(profile(), typed(30, person=5))
    assert not other.applied
    assert other.reason.code == "not_sure"
    assert other.template is profile()


def test_update_is_a_pure_function() -> None:
    before = profile().to_bytes()
    assert recognizer().update(profile(), typed(30)) == recognizer().update(profile(), typed(30))
    assert profile().to_bytes() == before


def test_update_never_leaves_the_anchors_neighbourhood() -> None:
    far = replace(profile(), anchor=(profile().anchor - 3 * 1024).astype(np.int16))
    update = recognizer().update(far, typed(30))
    assert not update.applied
    assert update.reason.code == "drifted"


def test_oddity_names_attempts_unlike_the_others() -> None:
    good = [recognizer().extract(sample) for sample in attempts(5)]
    assert recognizer().oddity(good, recognizer().extract(typed(9))) is None
    slow = Sample(
        [Keystroke(k.code, 4 * k.press_ms, 4 * k.press_ms + 400) for k in typed(9).keystrokes]
    )
    odd = recognizer().oddity(good, recognizer().extract(slow))
    assert odd is not None
    assert odd.code == "odd"
    other = recognizer().oddity(good[:1], recognizer().extract(typed(9, codes=PHRASE[:5])))
    assert other is not None
    assert other.code == "other_phrase"
    assert recognizer().oddity([], good[0]) is None


def test_golden_scores() -> None:
    # The scores that this test prints with `pytest -k golden -vv` when the model was last trained.
    scores = [recognizer().verify(profile(), typed(40, person=person)).score for person in range(4)]
    assert scores == pytest.approx([7.141525, -11.18442, -4.874636, -6.19052], abs=1e-5)


def test_another_mode_is_an_error() -> None:
    free = free_recognizer().extract(written(1), mode="free")
    for use in (
        lambda: free_recognizer().verify(fixed_template(), free),
        lambda: free_recognizer().update(fixed_template(), free),
        lambda: free_recognizer().enroll([free] * 5, mode="fixed"),
    ):
        with pytest.raises(ModeMismatchError, match="of mode 'free', not 'fixed'"):
            use()


def fixed_template() -> Template:
    return free_recognizer().enroll(attempts(5))


def test_each_mode_takes_so_many_samples() -> None:
    assert free_recognizer().min_samples() == free_recognizer().min_samples("fixed") == 5
    assert free_recognizer().min_samples("free") == 1


def test_the_bundled_model_tells_people_apart_by_any_text() -> None:
    people, recognizer = range(6), load_recognizer()
    templates = [
        recognizer.enroll([sentence(place, person=one) for place in range(5)], mode="free")
        for one in people
    ]
    probes = [recognizer.extract(sentence(5, person=one), mode="free") for one in people]
    scores = np.array(
        [[recognizer.verify(template, probe).score for probe in probes] for template in templates]
    )
    own = np.eye(len(people), dtype=bool)
    assert scores[own].mean() > 1
    assert scores[~own].mean() < -1


def test_free_text_is_scored_alike_where_it_was_typed_and_elsewhere() -> None:
    here, elsewhere = load_recognizer(), load_recognizer(scoring_only=True)
    template = here.enroll([sentence(place) for place in range(5)], mode="free")
    sent = [here.extract(sentence(place), mode="free").to_json() for place in range(6)]
    *enrolled, probe = (features_from_dict(json.loads(text)) for text in sent)
    assert elsewhere.enroll(enrolled, mode="free") == template
    stored = Template.from_bytes(template.to_bytes())
    assert elsewhere.verify(stored, probe) == here.verify(template, sentence(5))
