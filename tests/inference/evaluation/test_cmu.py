import pytest

from inference.evaluation.adaptation import adapted_trials
from inference.evaluation.cmu import features_of, is_unseen, measure, measure_adaptation, tables
from inference.evaluation.workers import Workers
from inference.recognizer import Recognizer
from tests.inference.evaluation.people import password_typist

PEOPLE = range(2, 8)
ASKED_FOR = {"eer_mean", "eer_mean_unseen", "eer_sd", "zero_miss"}


def test_steadier_people_are_told_apart_better(recognizer: Recognizer) -> None:
    steady, unsteady = (
        measure(recognizer, [password_typist(number, spread=spread) for number in PEOPLE], 10)
        for spread in (0.1, 0.5)
    )
    for figures in (steady, unsteady):
        assert figures["people"] == len(PEOPLE)
        assert "repetitions 1 to 10" in figures["protocol"]
        for detector in figures["detectors"].values():
            assert detector.keys() >= ASKED_FOR
            low, high = detector["eer_mean_ci95"]
            assert low <= detector["eer_mean"] <= high
    assert {"ours", "manhattan_scaled"} < steady["detectors"].keys()
    for name, better in steady["detectors"].items():
        worse = unsteady["detectors"][name]
        assert better["eer_mean"] < worse["eer_mean"]
        assert better["zero_miss"] <= worse["zero_miss"]
        assert better["auc"] > worse["auc"]
    assert steady["ours_pooled"]["cllr"] < unsteady["ours_pooled"]["cllr"]
    lenient, strict = steady["ours_at_requested_fmr"]
    assert lenient["fnmr"] <= strict["fnmr"]
    assert lenient["fmr"] >= strict["fmr"]


def test_even_numbered_people_are_the_unseen_ones() -> None:
    assert [number for number in PEOPLE if is_unseen(password_typist(number))] == [2, 4, 6]


def test_every_figure_has_its_place_in_the_tables(recognizer: Recognizer) -> None:
    result = measure(recognizer, [password_typist(number) for number in PEOPLE], 10)
    detectors, requested, scores = tables(result)
    assert [row[0] for row in detectors.rows] == list(result["detectors"])
    assert f"{result['detectors']['ours']['eer_mean']:.2%}" in detectors.rows[0]
    assert [row[0] for row in requested.rows] == ["1.0%", "0.1%"]
    assert ["Cllr, bits", f"{result['ours_pooled']['cllr']:.3f}"] in scores.rows


def test_adaptation_learns_from_the_owner_above_all(recognizer: Recognizer) -> None:
    people = [password_typist(number) for number in (2, 3, 4)]
    figures = measure_adaptation(recognizer, people, 150)
    assert figures["ours_adapted"].keys() >= ASKED_FOR
    adapted, fixed = figures["ours_adapted"], figures["ours_not_adapted"]
    assert adapted["genuine_updates"] > 10 * adapted["impostor_updates"]
    assert fixed["genuine_updates"] == fixed["impostor_updates"] == 0


def test_probes_are_scored_before_the_template_learns_from_them(recognizer: Recognizer) -> None:
    """The first pair after enrolment meets the template as it was enrolled."""
    people = [password_typist(number) for number in (2, 3, 4)]
    features = features_of(recognizer, people, Workers())
    trials = {
        name: found[0]
        for name, found in adapted_trials(recognizer, features, 200, Workers()).items()
    }
    adapted, fixed = trials["ours_adapted"].scores, trials["ours_not_adapted"].scores
    template = recognizer.enroll(list(features[0][:200]))
    first = recognizer.verify(template, features[0][200]).score
    assert len(adapted.genuine) == len(adapted.impostor) == 200
    assert adapted.genuine[0] == fixed.genuine[0] == pytest.approx(first)
    assert adapted.impostor[0] == fixed.impostor[0]
    assert adapted.genuine.tolist() != fixed.genuine.tolist()
