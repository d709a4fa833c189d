import numpy as np

from inference.evaluation.identification import FOLDS, folds, measure, tables
from inference.recognizer import Recognizer
from tests.inference.evaluation.people import thirteen_keys_typist


def test_each_fold_holds_out_one_attempt_of_everybody() -> None:
    people = [np.arange(8) + 10 * person for person in range(4)]
    held_out: list[int] = []
    for enrol, probes in folds(people):
        for person, (kept, left) in enumerate(zip(enrol, probes, strict=True)):
            assert len(left) == 1
            assert sorted([*kept, *left]) == people[person].tolist()
            assert kept.tolist() == sorted(kept)
            held_out += left.tolist()
    assert sorted(held_out) == np.concatenate(people).tolist()


def test_folds_are_the_same_each_time() -> None:
    people = [np.arange(8), np.arange(8)]
    assert str(folds(people)) == str(folds(people))
    assert len(folds(people)) == FOLDS


def test_steady_people_are_found(recognizer: Recognizer) -> None:
    steady, unsteady = (
        measure(recognizer, [thirteen_keys_typist(number, spread=spread) for number in range(6)])
        for spread in (0.05, 1.0)
    )
    assert steady["users"] == 6
    assert steady["top1"] > 0.9
    assert unsteady["top1"] < unsteady["top5"] <= 1.0
    assert unsteady["top1"] < steady["top1"]
    assert steady["known"] > steady["strangers_known"]
    low, high = unsteady["top1_ci95"]
    assert low <= unsteady["top1"] <= high


def test_the_tables_tell_the_figures(recognizer: Recognizer) -> None:
    result = measure(recognizer, [thirteen_keys_typist(number) for number in range(6)])
    found, unknown = tables(result)
    assert found.rows[0][1] == f"{result['top1']:.2%}"
    assert unknown.rows[0][1] == f"{result['strangers_known']:.2%}"
