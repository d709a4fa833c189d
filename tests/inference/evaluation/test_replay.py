import numpy as np
import pytest

from inference.evaluation.altered import ALTERATIONS
from inference.evaluation.datasets import TypingSession
from inference.evaluation.replay import Person, is_typing, measure, tables
from inference.recognizer import Recognizer
from inference.simulation.typists import typists


@pytest.fixture(scope="module")
def persons() -> list[Person]:
    phrase = "the quick brown fox"
    return [
        Person(data, "fixed", [person.type(phrase, repetition) for repetition in range(14)])
        for data in ("cmu", "cmu, 6 keys")
        for person in typists(3, seed=2)
    ]


def test_real_attempts_and_replays_are_counted(
    recognizer: Recognizer, persons: list[Person]
) -> None:
    result = measure(recognizer, persons)
    assert set(result["figures"]) == {"replays_accepted", "real_refused_cmu"}
    assert result["figures"]["replays_accepted"] == {"value": 0, "bar": 0, "met": True}
    cmu, short = result["sets"]["cmu"], result["sets"]["cmu, 6 keys"]
    assert (cmu["people"], cmu["real_attempts"], short["real_attempts"]) == (3, 12, 27)
    assert result["replays"] == cmu["replays"] == 3 * 8 * len(ALTERATIONS)
    assert max(cmu["replayed"]) < 1 < min(cmu["real"])
    assert [len(table.rows[0]) for table in tables(result)] == [4, 6, 7, 6]


def test_who_types_the_same_twice_is_counted_as_refused(recognizer: Recognizer) -> None:
    (person,) = typists(1, seed=2)
    samples = [person.type("the quick brown fox", repetition % 12) for repetition in range(24)]
    result = measure(recognizer, [Person("cmu", "fixed", samples)])
    assert result["figures"]["real_refused_cmu"]["value"] > 0.7
    assert not result["figures"]["real_refused_cmu"]["met"]


def session(code: list[int], hold_ms: list[int]) -> TypingSession:
    return TypingSession(
        user=1,
        session=1,
        codes=("KeyA", "KeyB", "Backspace"),
        code=np.array(code, np.uint8),
        gap_ms=np.full(len(code), 100, np.uint16),
        hold_ms=np.array(hold_ms, np.uint16),
    )


def test_a_key_held_down_and_holds_that_are_missing_are_no_typing() -> None:
    assert is_typing(session([0, 1] * 10, [90] * 20), 0, 20)
    assert is_typing(session([0, 1] * 5 + [2] * 10, [80] * 20), 0, 20)
    assert not is_typing(session([0, 1] * 5 + [2] * 10, [90] * 20), 0, 20)
    assert not is_typing(session([0, 1] * 5 + [2] * 10, [120] * 20), 0, 20)
    assert not is_typing(session([0, 1] * 10, [90] * 15 + [0] * 5), 0, 20)
    assert is_typing(session([0, 1] * 10, [90] * 15 + [0] * 5), 0, 15)
