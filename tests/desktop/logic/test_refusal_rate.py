import pytest

from desktop.logic.refusal_rate import refusal_rate
from inference.expectation import Expectation

EXPECTED = Expectation(0.3, 0.03, 0.7, 5.0, 0.55)


def test_without_attempts_people_in_general_tell() -> None:
    rate = refusal_rate(EXPECTED, 0, 0, is_provisional=True)
    assert rate.fnmr == pytest.approx(0.3)
    assert rate.is_provisional


def test_attempts_move_the_rate_and_make_it_surer() -> None:
    before = refusal_rate(EXPECTED, 0, 0, is_provisional=True)
    after = refusal_rate(EXPECTED, 95, 5, is_provisional=False)
    assert after.fnmr == pytest.approx(6.5 / 105)
    assert after.high - after.low < before.high - before.low
    assert after.low < after.fnmr < after.high
