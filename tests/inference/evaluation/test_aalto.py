from dataclasses import replace

import numpy as np

from inference.evaluation.aalto import measure, people_of, sentence_trials, tables
from tests.inference.evaluation.people import free_text
from tests.inference.free_model import free_recognizer

ASKED_FOR = {
    "users",
    "eer_global",
    "eer_global_ci95",
    "eer_user_mean",
    "fnmr_at_fmr_1pct",
    "fnmr_at_fmr_0_1pct",
    "cllr",
}


def test_even_numbers_report_and_odd_ones_are_there_for_choices() -> None:
    texts = free_text(people=5, sessions=15, keys=20, first=10)
    reported, choices = people_of(texts, "reported"), people_of(texts, "choices")
    assert [person[0].user for person in reported] == [10, 12, 14]
    assert [person[0].user for person in choices] == [11, 13]
    assert [text.session for text in reported[0]] == list(range(15))


def test_people_with_fewer_sentences_are_left_out() -> None:
    assert people_of(free_text(people=3, sessions=14, keys=20), "reported") == []


def test_the_later_sentences_are_verified_and_tried() -> None:
    people = [np.arange(15) + 100 * person for person in range(40)]
    trial = sentence_trials(people, enrolled=5)[3]
    assert trial.enrol.tolist() == [300, 301, 302, 303, 304]
    assert trial.genuine.tolist() == list(range(305, 315))
    assert len(trial.impostor) == 60
    assert np.array_equal(trial.impostor // 100, trial.impostor_of)
    assert 3 not in trial.impostor_of
    assert len(np.unique(trial.impostor)) == 60
    assert (trial.impostor % 100 >= 5).all()


def test_steadier_people_are_told_apart_better() -> None:
    steady, unsteady = (
        measure(free_recognizer(), free_text(people=12, sessions=15, keys=60, spread=spread))
        for spread in (0.1, 0.6)
    )
    for result in (steady, unsteady):
        assert result.keys() >= ASKED_FOR
        assert result["users"] == 6
        low, high = result["eer_global_ci95"]
        assert low <= result["eer_global"] <= high
        assert result["failures_to_enroll"] == result["refused_probes"] == 0
    assert steady["eer_global"] < unsteady["eer_global"]
    for name in ("itad", "gunetti_picardi"):
        better, worse = (result["baselines"][name]["eer_global"] for result in (steady, unsteady))
        assert better < worse
    assert f"{steady['eer_global']:.2%}" in tables(steady)[0].rows[0]


def test_who_typed_too_little_is_counted_and_never_accepted() -> None:
    texts = free_text(people=8, sessions=15, keys=60)
    code = texts.code.copy()
    code[texts.starts[15] : texts.starts[30]] = len(texts.codes)  # the second person's
    result = measure(free_recognizer(), replace(texts, codes=(*texts.codes, "F1"), code=code))
    assert result["users"] == 4
    assert result["failures_to_enroll"] == 1
    # Two sentences of theirs are tried on each of the three others.
    assert result["refused_probes"] == 3 * 2
    assert result["ours_at_requested_fmr"][0]["fnmr"] >= 0.25
