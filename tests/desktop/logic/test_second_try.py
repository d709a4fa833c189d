import pytest

from desktop.logic.confidence import confidence
from desktop.logic.second_try import Tries
from inference.decision import Decision


def decided(score: float) -> Decision:
    return Decision(score >= 3.0, score, 3.0, 0.01, 1.0)


def test_both_tries_together_keep_the_requested_rate() -> None:
    tries = Tries()
    first = tries.rate(0.01)
    tries.take(decided(2.0))
    assert tries.is_second
    assert first + tries.rate(0.01) == pytest.approx(0.01)


@pytest.mark.parametrize("score", [-5.0, 4.0])
def test_only_a_near_miss_has_a_second_try(score: float) -> None:
    tries = Tries()
    tries.take(decided(score))
    assert not tries.is_second


def test_there_is_no_third_try() -> None:
    tries = Tries()
    tries.take(decided(2.0))
    tries.take(decided(2.0))
    assert not tries.is_second


@pytest.mark.parametrize(
    ("score", "times", "words"),
    [
        (0.3, 1, "no support either way"),
        (1.0, 3, "weak support"),
        (5.7, 300, "moderately strong support"),
        (-5.7, 300, "moderately strong support"),
        (9.0, 8000, "strong support"),
    ],
)
def test_a_score_is_told_in_words(score: float, times: int, words: str) -> None:
    sure = confidence(score)
    assert (sure.times, sure.strength, sure.for_owner) == (times, words, score > 0)
