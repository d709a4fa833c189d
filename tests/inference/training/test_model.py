"""The whole way from free text to a model that recognises people who weren't learnt from."""

from itertools import combinations, islice
from pathlib import Path

import numpy as np
import pytest

from inference import load_recognizer
from inference.bundle import bundled_models, load_bundle
from inference.calibration import Calibration
from inference.evaluation.datasets import TypingSession
from inference.evaluation.metrics import log_likelihood_ratio_cost
from inference.population import Population
from inference.sample import Sample
from inference.timing import timings
from inference.training.bundle import fixed_files, write_bundle
from inference.training.conditions import Conditions
from inference.training.effort import Effort
from inference.training.evidence import fit_evidence
from inference.training.fixed import (
    ROWS,
    Trial,
    compare,
    fit_calibration,
    fit_settings,
)
from inference.training.grid import FMRS
from inference.training.identification import fit_identification
from inference.training.joins import Corpus, PseudoPhrase
from inference.training.population import fit_population
from inference.training.validation import validate
from inference.voices import VOICES
from tests.inference.training.corpus import free_text

EFFORT = Effort(phrases=3, templates=10, impostors=8)


@pytest.fixture(scope="module")
def population() -> Population:
    return fit_population(free_text(80, 30), set(range(40)))


@pytest.fixture(scope="module")
def corpus(population: Population) -> Corpus:
    return Corpus(free_text(80, 30), set(range(80)), population)


@pytest.fixture(scope="module")
def trial(corpus: Corpus) -> Trial:
    settings = fit_settings(corpus)
    return Trial(corpus, settings, fit_evidence(corpus, settings, EFFORT, seed=1), EFFORT, seed=1)


@pytest.fixture(scope="module")
def calibration(trial: Trial) -> Calibration:
    return fit_calibration(trial)


def test_phrases_have_the_wanted_length_and_enough_writers(corpus: Corpus) -> None:
    drawn = corpus.phrases(np.random.default_rng(1), 11, 8, 40)
    for _ in range(20):
        phrase = next(drawn)
        assert 10 <= phrase.positions <= 12
        assert len(phrase.writers) >= 40
        attempts = corpus.attempts(phrase, int(phrase.writers[0]), slice(0, 8))
        assert attempts.shape == (8, 2 * phrase.positions - len(phrase.segments))


def test_a_phrase_that_nobody_typed_often_enough_is_told(corpus: Corpus) -> None:
    with pytest.raises(LookupError, match="typed 500 times"):
        next(corpus.phrases(np.random.default_rng(1), 11, 500, 40))


def may_coincide(one: str, other: str) -> bool:
    """Try every alignment of two segments in which they have two keys or more in common."""
    for shift in range(2 - len(other), len(one) - 1):
        common = [
            (one[place], other[place - shift])
            for place in range(len(one))
            if 0 <= place - shift < len(other)
        ]
        if len(common) >= 2 and all(left == right for left, right in common):
            return True
    return False


def test_segments_that_may_share_keystrokes_never_meet(corpus: Corpus) -> None:
    assert may_coincide("_the", "the_")
    assert not may_coincide("that", "ther")
    drawn = corpus.phrases(np.random.default_rng(1), 25, 8, 40)
    for phrase in islice(drawn, 20):
        assert not any(may_coincide(*pair) for pair in combinations(phrase.segments, 2))


def test_scales_within_a_person_are_those_of_the_typing(trial: Trial) -> None:
    # Times vary by 16% (see corpus.py), their square roots by 8%; divide by the spread of people.
    assert 0.3 < trial.settings.hold_scale < 1.2
    assert 0.3 < trial.settings.interval_scale < 1.2


def test_people_are_more_like_themselves_than_like_others(trial: Trial) -> None:
    found = compare(trial, 5, 11)
    assert len(found.genuine) == 3 * 10 * 3
    assert len(found.impostor) == 3 * 10 * 8
    assert np.bincount(found.template).tolist() == [8] * 30
    evidence, deviation = (VOICES.index(name) for name in ("evidence", "deviation"))
    assert found.genuine[:, evidence].mean() > 0 > found.impostor[:, evidence].mean()
    assert found.genuine[:, deviation].mean() < found.impostor[:, deviation].mean()


def test_later_days_make_owners_less_like_themselves(trial: Trial) -> None:
    deviation = VOICES.index("deviation")
    plain = compare(trial, 5, 11)
    later = compare(trial, 5, 11, Conditions(drift=2.0))
    slower = compare(trial, 5, 11, Conditions(practice=3.0))
    assert later.genuine[:, deviation].mean() > plain.genuine[:, deviation].mean()
    assert slower.impostor[:, deviation].mean() > plain.impostor[:, deviation].mean()


def test_what_a_phrase_does_is_the_same_for_everybody(trial: Trial) -> None:
    # Distances from the template are as they were; only the population is further away.
    deviation, strangers = (VOICES.index(name) for name in ("deviation", "stranger_deviation"))
    plain, strange = (compare(trial, 5, 11, Conditions(strangeness=amount)) for amount in (0, 4))
    np.testing.assert_allclose(strange.genuine[:, deviation], plain.genuine[:, deviation])
    assert strange.genuine[:, strangers].mean() > plain.genuine[:, strangers].mean()


def test_thresholds_let_the_requested_share_of_impostors_pass(
    trial: Trial, calibration: Calibration
) -> None:
    found = compare(trial._replace(seed=2), 5, 11, ROWS[0].conditions)
    scale = calibration.at(5, 11)
    scores = np.array([scale.score(raw) for raw in found.impostor])
    for fmr in FMRS[-4:]:
        assert np.mean(scores >= scale.threshold(fmr)) == pytest.approx(fmr, abs=0.12)


def test_training_is_seeded(trial: Trial) -> None:
    quick = trial._replace(effort=Effort(phrases=1, templates=5, impostors=4))
    once, again = (fit_calibration(quick).to_dict() for _ in range(2))
    assert once == again
    assert once != fit_calibration(quick._replace(seed=4)).to_dict()


def typed_often(person: TypingSession) -> list[Sample]:
    """Eight attempts at one text."""
    return [person.sample(36 * k, 36 * k + 30) for k in range(8)]


def test_a_written_model_loads_and_recognises(
    tmp_path: Path, population: Population, trial: Trial, calibration: Calibration
) -> None:
    metrics = validate(trial._replace(seed=2, effort=Effort(50, 10, 8)), calibration)
    bundled = load_bundle(bundled_models()).files
    corpus, settings = trial.corpus, trial.settings
    identification = fit_identification(corpus, corpus, settings, EFFORT, seed=1)
    files = dict(bundled) | fixed_files(
        population, settings, trial.evidence, calibration, identification
    )
    manifest = write_bundle(tmp_path / "model", files, {"fixed": metrics}, {})
    cell = manifest["metrics"]["fixed"]["5 samples, 11 positions"]
    assert cell["eer"] < 0.35
    assert cell["cllr_min"] <= cell["cllr"]
    assert cell["fmr_low"] <= cell["fmr"] <= cell["fmr_high"]
    assert 0 <= cell["templates_within_factor_2"] <= 1
    recognizer = load_recognizer(tmp_path / "model")
    person, other = (free_text(2, 30, seed=9)[index] for index in (0, 1))
    own = typed_often(person)
    template = recognizer.enroll(own[:6])
    assert recognizer.verify(template, own[7]).accepted
    assert not recognizer.verify(template, other.sample(0, 30)).accepted
    everybody = {"own": template, "other": recognizer.enroll(typed_often(other))}
    assert recognizer.identify(everybody, own[7]).matches[0].name == "own"


def test_occurrences_are_standardised_as_samples_are(
    population: Population, corpus: Corpus
) -> None:
    text = free_text(80, 30)[0]
    holds, intervals = population.standardise(timings(text.sample(0, 4)))
    phrase = PseudoPhrase(("_the",), np.arange(1))
    first = corpus.attempts(phrase, 0, slice(0, 1))[0]
    np.testing.assert_allclose(first, np.array(holds + intervals) / 1024, atol=1 / 1024)


def test_cllr_is_one_bit_for_ratios_that_say_nothing() -> None:
    assert log_likelihood_ratio_cost(np.zeros(5), np.zeros(9)) == pytest.approx(1.0)
    assert log_likelihood_ratio_cost(np.full(5, 9.0), np.full(9, -9.0)) < 0.001
