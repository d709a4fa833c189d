"""How an expected share of refusals is told: rounded, since it is good to about ten points."""

from typing import Final

from inference.expectation import Expectation

_STEP: Final = 5
_PAYS: Final = 0.025
"""A smaller gain isn't worth typing more for: rounding would hide it."""


def percent(share: float) -> int:
    """Round a share to the nearest five percent, but never to none or all."""
    return min(max(_STEP * round(100 * share / _STEP), _STEP), 100 - _STEP)


def is_hardly_any(share: float) -> bool:
    """Tell whether a share is too small for :func:`percent`, which would overstate it."""
    return 100 * share < _STEP / 2


def pays(now: Expectation, then: Expectation) -> bool:
    """Tell whether what would be refused with more typing is less, as far as that is told."""
    return now.fnmr - then.fnmr >= _PAYS and percent(then.fnmr) < percent(now.fnmr)
