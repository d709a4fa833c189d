import pytest

from desktop.logic.expecting import is_hardly_any, pays, percent
from inference.expectation import Expectation


def expectation(fnmr: float) -> Expectation:
    return Expectation(fnmr, 0.0, 1.0, 5.0, None)


@pytest.mark.parametrize(
    ("share", "told"), [(0.303, 30), (0.179, 20), (0.001, 5), (0.0, 5), (1.0, 95)]
)
def test_shares_are_told_in_steps_of_five_and_never_as_certain(share: float, told: int) -> None:
    assert percent(share) == told


def test_a_share_that_would_be_told_too_large_is_hardly_any() -> None:
    assert is_hardly_any(0.02)
    assert not is_hardly_any(0.03)


@pytest.mark.parametrize(
    ("now", "then", "worth_it"),
    [(0.385, 0.303, True), (0.303, 0.294, False), (0.126, 0.124, False), (0.1, 0.2, False)],
)
def test_more_typing_pays_where_it_is_seen(now: float, then: float, worth_it: bool) -> None:
    assert pays(expectation(now), expectation(then)) is worth_it
