"""What is learnt about refusals, from people whose true rate of refusals is known."""

import numpy as np
import pytest

from inference.training.expectation import Refusals, apart, strength
from inference.training.grid import FMRS
from tests.inference.test_expectation import TABLE


def refusals(mean: float, strength: float, people: int = 3_000, attempts: int = 3) -> Refusals:
    rng = np.random.default_rng(4)
    own = rng.beta(mean * strength, (1 - mean) * strength, people)
    refused = rng.binomial(attempts, own[:, np.newaxis].repeat(len(FMRS), axis=1))
    return Refusals(refused.astype(np.float64), attempts)


@pytest.mark.parametrize("truly", [1.5, 4.0])
def test_the_strength_is_found_again(truly: float) -> None:
    cells = [refusals(mean, truly) for mean in (0.1, 0.4, 0.8)]
    assert strength(cells) == pytest.approx(truly, rel=0.15)


def test_the_odds_are_those_of_all_attempts() -> None:
    log_odds = refusals(0.2, 3.0).log_odds
    assert 1 / (1 + np.exp(-log_odds)) == pytest.approx(np.full(len(FMRS), 0.2), abs=0.03)


def test_odds_stay_finite_where_nobody_is_refused() -> None:
    nobody = Refusals(np.zeros((50, len(FMRS)), dtype=int), 3)
    assert np.all(np.isfinite(nobody.log_odds))


def test_a_table_lies_nowhere_apart_from_itself() -> None:
    assert apart(TABLE, TABLE)["fnmr_largest"] == 0
