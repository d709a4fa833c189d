from dataclasses import replace

import numpy as np
import pytest

from inference.evaluation import privacy
from inference.evaluation.privacy import Stolen, measure, tables
from tests.inference.evaluation.people import free_text
from tests.inference.free_model import free_recognizer


def test_an_encoder_that_tells_letters_is_found_out() -> None:
    """The stand-in's vectors hold the times of each letter, and nothing for those not typed."""
    result = measure(free_recognizer(), free_text(people=60, sessions=1, keys=400, first=0))
    assert result["people"] == 6
    assert result["windows"] == 6 * privacy.WINDOWS
    low, high = result["letter_accuracy_ci95"]
    assert low <= result["letter_accuracy"] <= high
    assert set(result["letters"]) == set(privacy.LETTERS)
    assert result["digraph_chance"] == pytest.approx(1 / privacy.DIGRAPHS)
    (table,) = tables(result)
    assert len(table.rows) == 2 + len(privacy.LETTERS)


@pytest.mark.parametrize(("told", "expected"), [(True, 1.0), (False, 0.5)])
def test_what_vectors_hold_is_told_and_what_they_lack_is_not(told: bool, expected: float) -> None:
    rng = np.random.default_rng(1)
    texts = [tuple(rng.choice(["KeyE", "KeyT"], 20)) for _ in range(400)]
    counts = np.array([[text.count("KeyE")] for text in texts], dtype=float)
    vectors = counts if told else rng.normal(size=counts.shape)
    right = privacy._more_than_usual(Stolen(vectors, texts, np.repeat(np.arange(40), 10)), "KeyE")
    assert right.mean() == pytest.approx(expected, abs=0.08)


def test_writers_whom_the_encoder_learnt_from_are_left_out() -> None:
    texts = free_text(people=60, sessions=1, keys=400, first=0)
    learnt_from = texts.users % 10 != 4
    changed = texts.code.copy()
    changed[np.repeat(learnt_from, 400)] = 0
    figures = [measure(free_recognizer(), each) for each in (texts, replace(texts, code=changed))]
    assert figures[0] == figures[1]
