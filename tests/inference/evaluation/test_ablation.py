import json

import pytest

from inference.bundle import FIXED, FREE
from inference.evaluation.ablation import (
    FIXED_SWITCHES,
    FREE_SWITCHES,
    Switch,
    measure,
    tables,
    without,
)
from inference.evaluation.product import extract
from inference.recognizer import Recognizer
from tests.inference.evaluation.people import free_text, password_typist
from tests.inference.free_model import free_bundle
from tests.inference.typing import attempts, written


@pytest.mark.parametrize("switch", FIXED_SWITCHES, ids=lambda switch: switch.idea)
def test_a_fixed_idea_that_is_off_makes_another_model_with_other_scores(switch: Switch) -> None:
    changed = without(free_bundle(), FIXED, switch)
    scores = []
    for bundle in (free_bundle(), changed):
        recognizer = Recognizer(bundle)
        features = extract(recognizer, attempts(20), "fixed")
        other = recognizer.extract(attempts(1, person=1)[0])
        scores.append(recognizer.verify(recognizer.enroll(list(features)), other).score)
    assert changed.model != free_bundle().model
    assert json.loads(changed.files[FIXED]) != json.loads(free_bundle().files[FIXED])
    assert scores[0] != scores[1]


@pytest.mark.parametrize("switch", FREE_SWITCHES, ids=lambda switch: switch.idea)
def test_a_free_idea_that_is_off_makes_other_scores(switch: Switch) -> None:
    scores = []
    for bundle in (free_bundle(), without(free_bundle(), FREE, switch)):
        recognizer = Recognizer(bundle)
        template = recognizer.enroll([written(1)], mode="free")
        scores.append(recognizer.verify(template, written(2)).score)
    assert scores[0] != scores[1]


def test_each_idea_has_a_row() -> None:
    people = [password_typist(number) for number in (2, 3, 5, 7)]
    result = measure(free_bundle(), people, free_text(people=6, sessions=15, keys=60))
    assert len(result["fixed"]) == 1 + len(FIXED_SWITCHES)
    assert len(result["free"]) == 1 + len(FREE_SWITCHES)
    fixed, free = tables(result)
    assert fixed.rows[0][0] == free.rows[0][0] == "(everything there)"
    assert all(row[1].endswith("%") for row in fixed.rows)
