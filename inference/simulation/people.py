"""What the simulated typists' times are drawn from: numbers fitted to real people.

``inference.training.fit_typists`` makes them from the KLiCKe essays and writes ``people.json``.
"""

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from inference.us_layout import US_KEYS

PEOPLE_FILE: Final = Path(__file__).with_name("people.json")

KEYS: Final = (*US_KEYS, "ShiftLeft")
NOTHING: Final = len(KEYS)
"""Stands for no key at all, before and after a phrase."""

NOISE_GRID: Final = np.linspace(-3.5, 3.5, 29)
"""Quantiles of the standard normal distribution at which the shape of the noise is given."""

_ROLLOVER_MS: Final = 20.0


def hold_scale(hold_ms: NDArray[np.float64]) -> NDArray[np.float64]:
    """Put hold times, in milliseconds, on the scale on which a person's are symmetric."""
    return np.sqrt(hold_ms)


def hold_from_scale(scaled: NDArray[np.float64]) -> NDArray[np.float64]:
    """Undo :func:`hold_scale`."""
    return np.square(np.maximum(scaled, 0.0))


def gap_scale(gap_ms: NDArray[np.float64]) -> NDArray[np.float64]:
    """Put press-press times, in milliseconds, on the scale on which fast and slow spread alike.

    The offset keeps two keys that go down almost at once from being outliers.
    """
    return np.log(gap_ms + _ROLLOVER_MS)


def gap_from_scale(scaled: NDArray[np.float64]) -> NDArray[np.float64]:
    """Undo :func:`gap_scale`."""
    return np.maximum(np.exp(scaled) - _ROLLOVER_MS, 0.0)


@dataclass(frozen=True)
class Times:
    """How one kind of time, holds or gaps, varies; all on its own scale.

    Attributes
    ----------
    usual
        What all people share: the centre for each pair of keys, less the person's level. For holds
        the pair is the key and the one after it, for gaps the key before and the key itself. Shape
        (NOTHING + 1, NOTHING + 1).
    habit
        Standard deviation between people of a key's hold or a digraph's gap.
    context
        Standard deviation between people of the same within its neighbours, on top of `habit`.
    noise
        Quantiles of the noise within a person, in that person's standard deviations, at
        `NOISE_GRID`.
    """

    usual: NDArray[np.float64]
    habit: float
    context: float
    noise: NDArray[np.float64]

    @property
    def personal(self) -> float:
        """Standard deviation of `habit` and `context` together."""
        return math.hypot(self.habit, self.context)

    @classmethod
    def from_dict(cls, document: dict[str, Any]) -> Self:
        """Read from the object that the JSON file holds."""
        return cls(
            usual=np.array(document["usual"]),
            habit=document["habit"],
            context=document["context"],
            noise=np.array(document["noise"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """Give the object that the JSON file holds, to a precision that matters."""
        return {
            "usual": self.usual.round(3).tolist(),
            "habit": round(self.habit, 4),
            "context": round(self.context, 4),
            "noise": self.noise.round(3).tolist(),
        }


@dataclass(frozen=True)
class People:
    """The population that simulated typists are drawn from.

    Attributes
    ----------
    hold, gap
        How the two kinds of time vary.
    person_mean, person_covariance
        Of a person's four traits: level of holds, level of gaps, natural logarithm of the noise of
        holds, of gaps. Shapes (4,) and (4, 4).
    tempo
        Covariance of what all holds and all gaps of one attempt have in common, as a share of the
        variance of the noise; shape (2, 2).
    rollover_habit, rollover_noise
        Correlation of a hold with the gap to the next key: of habits, and of the noise beyond the
        tempo.
    """

    hold: Times
    gap: Times
    person_mean: NDArray[np.float64]
    person_covariance: NDArray[np.float64]
    tempo: NDArray[np.float64]
    rollover_habit: float
    rollover_noise: float

    @classmethod
    def from_dict(cls, document: dict[str, Any]) -> Self:
        """Read from the object that the JSON file holds."""
        return cls(
            hold=Times.from_dict(document["hold"]),
            gap=Times.from_dict(document["gap"]),
            person_mean=np.array(document["person_mean"]),
            person_covariance=np.array(document["person_covariance"]),
            tempo=np.array(document["tempo"]),
            rollover_habit=document["rollover_habit"],
            rollover_noise=document["rollover_noise"],
        )

    def to_dict(self) -> dict[str, Any]:
        """Give the object that the JSON file holds, to a precision that matters."""
        return {
            "person_mean": self.person_mean.round(4).tolist(),
            "person_covariance": self.person_covariance.round(5).tolist(),
            "tempo": self.tempo.round(4).tolist(),
            "rollover_habit": round(self.rollover_habit, 4),
            "rollover_noise": round(self.rollover_noise, 4),
            "hold": self.hold.to_dict(),
            "gap": self.gap.to_dict(),
        }


@cache
def people() -> People:
    """Load the committed numbers."""
    return People.from_dict(json.loads(PEOPLE_FILE.read_text())["people"])
