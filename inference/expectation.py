"""How often owners are refused: the expected FNMR at a requested FMR, and how people differ in it.

People's own FNMRs follow a beta distribution. Its mean was learnt for several numbers of samples
and positions and for several FMRs, and is interpolated between them on logarithmic axes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np

from inference.calibration import Array, between

_TAILS: Final = (0.025, 0.975)
_POINTS: Final = 4_001
_FARTHEST: Final = 40.0


@dataclass(frozen=True)
class Expectation:
    """How large a share of the owner's own attempts is refused.

    Parameters
    ----------
    fnmr
        On the day of the enrolment, mean over people.
    low, high
        Between them lie 95% of the people.
    strength
        So many attempts of one's own weigh as much as this does.
    later_fnmr
        On later days, until the template learns from them, mean over people; None where no data
        tell.
    """

    fnmr: float
    low: float
    high: float
    strength: float
    later_fnmr: float | None


@dataclass(frozen=True, eq=False)
class Expectations:
    """What to expect for all sizes of templates and probes of one mode.

    Parameters
    ----------
    rows, columns
        Two counts for which it was learnt, as of :class:`inference.calibration.Calibration`.
    fmrs
        Requested false match rates, increasing.
    log_odds
        Natural logarithms of the odds of a refusal, shape (rows, columns, fmrs).
    strength
        Of the beta distribution over people: the sum of its two parameters.
    later
        What later days add to the log odds; None where no data tell.
    """

    rows: Array
    columns: Array
    fmrs: Array
    log_odds: Array
    strength: float
    later: float | None

    def at(self, row: int, column: int, fmr: float) -> Expectation:
        """Interpolate for two counts and an FMR; beyond the grid its edge holds."""
        line: Array = np.tensordot(between(self.rows, row), self.log_odds, axes=1)
        cell = between(self.columns, column) @ line
        log_odds = float(np.interp(np.log(fmr), np.log(self.fmrs), cell))
        fnmr = _share(log_odds)
        later_fnmr = None if self.later is None else _share(log_odds + self.later)
        return Expectation(fnmr, *beta_range(fnmr, self.strength), self.strength, later_fnmr)

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Self:
        """Read them from what their JSON holds."""
        names = ("rows", "columns", "fmrs", "log_odds")
        arrays = {name: np.array(document[name], dtype=np.float64) for name in names}
        if arrays["log_odds"].shape != tuple(len(arrays[name]) for name in names[:3]):
            raise ValueError("the table doesn't fit its grid")
        later = document["later"]
        return cls(
            **arrays,
            strength=float(document["strength"]),
            later=None if later is None else float(later),
        )

    def to_dict(self) -> dict[str, Any]:
        """Give them as the object that their JSON holds."""
        names = ("rows", "columns", "fmrs", "log_odds")
        arrays = {name: getattr(self, name).tolist() for name in names}
        return arrays | {"strength": self.strength, "later": self.later}


def beta_range(mean: float, strength: float) -> tuple[float, float]:
    """Give the range of a beta distribution that leaves out 2.5% at either end.

    Parameters
    ----------
    mean
        Above 0 and below 1.
    strength
        Sum of its two parameters.
    """
    for_it, against = mean * strength, (1 - mean) * strength
    # Over log odds its density has one hill and exponential tails.
    reach = np.arcsinh(_FARTHEST / min(for_it, against, 1.0))
    places = np.linspace(-reach, reach, _POINTS)
    log_odds = np.sinh(places)
    density = -for_it * np.logaddexp(0, -log_odds) - against * np.logaddexp(0, log_odds)
    mass = np.cumsum(np.exp(density - density.max()) * np.cosh(places))
    low, high = (_share(float(np.interp(tail, mass / mass[-1], log_odds))) for tail in _TAILS)
    return low, high


def _share(log_odds: float) -> float:
    return float(np.exp(-np.logaddexp(0, -log_odds)))
