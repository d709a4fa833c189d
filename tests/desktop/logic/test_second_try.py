import pytest

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
