"""What a single value of a probe says for or against a template's owner.

A small network, learnt from other people, looks at one hold or interval at a time: how far it is
from the usual one, of late and over a long time, and from the nearest recent ones, how steady its
owner is, whether the usual one is rare, whatever the tempo, and how far the two values beside it
are out, since a longer hold of the same key often comes with a longer interval. It never sees which
key or which place of the phrase it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np

from inference.detector import Array, Reference

ASPECTS: Final = 16
"""How many numbers describe one value."""

_FARTHEST: Final = 8.0
_FARTHEST_BESIDE: Final = 6.0
_NEAR: Final = 2.0
_RAREST: Final = 1.0
"""In population spreads. No more is believed of rarity: several people may share an odd rhythm."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """The network: one hidden layer of rectified linear units.

    Parameters
    ----------
    hidden, hidden_bias
        Shape (ASPECTS, units) and (units,).
    output, output_bias
        Shape (units,), and a number.
    """

    hidden: Array
    hidden_bias: Array
    output: Array
    output_bias: float

    def __call__(self, reference: Reference, probes: Array) -> Array:
        """Give the log-likelihood ratio that each value has by itself.

        Parameters
        ----------
        reference, probes
            See :func:`inference.detector.deviations`.

        Returns
        -------
        ndarray of shape (N, values)
            Above 0 where a value speaks for the owner.
        """
        described = aspects(reference, probes)
        units = self.hidden.T @ described.reshape(ASPECTS, -1)
        units += self.hidden_bias[:, np.newaxis]
        np.maximum(units, 0.0, out=units)
        ratios: Array = self.output @ units + self.output_bias
        return ratios.reshape(described.shape[1:])

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Self:
        """Read the network from what its JSON holds."""
        names = ("hidden", "hidden_bias", "output")
        arrays = {name: np.array(document[name], dtype=np.float64) for name in names}
        units = len(arrays["output"])
        shapes = {"hidden": (ASPECTS, units), "hidden_bias": (units,), "output": (units,)}
        if {name: array.shape for name, array in arrays.items()} != shapes:
            raise ValueError("the network's layers don't fit each other")
        return cls(**arrays, output_bias=float(document["output_bias"]))

    def to_dict(self) -> dict[str, Any]:
        """Give the network as the object that its JSON holds."""
        names = ("hidden", "hidden_bias", "output")
        return {name: getattr(self, name).tolist() for name in names} | {
            "output_bias": self.output_bias
        }


def aspects(reference: Reference, probes: Array) -> Array:
    """Describe each value of probes beside templates.

    Parameters
    ----------
    reference, probes
        See :func:`inference.detector.deviations`.

    Returns
    -------
    ndarray of shape (ASPECTS, N, values)
    """
    layout, scale = reference.layout, reference.scale
    signed = (probes - reference.location) / scale
    distance = np.abs(signed)
    beside = np.zeros((len(signed), len(layout) + 1))
    np.clip(signed, -_FARTHEST_BESIDE, _FARTHEST_BESIDE, out=beside[:, :-1])
    described = np.empty((ASPECTS, *signed.shape))
    described[0] = np.clip(signed, -_FARTHEST, _FARTHEST)
    described[1] = np.minimum(distance, _FARTHEST)
    described[2] = np.minimum(distance, _NEAR)
    described[3] = reference.log_scale
    described[4] = reference.log_spread
    described[5] = np.minimum(_nearest(reference, probes) / scale, _FARTHEST_BESIDE)
    described[6] = layout.is_hold
    described[7] = beside[:, layout.own]
    described[8] = beside[:, layout.next]
    described[9] = np.log(reference.samples)[:, np.newaxis]
    described[10] = np.clip(reference.rhythm, -_RAREST, _RAREST)
    described[11] = np.abs(described[10])
    for row, pace in ((12, reference.fast), (14, reference.slow)):
        described[row] = np.clip((probes - pace[:, 0]) / pace[:, 1], -_FARTHEST, _FARTHEST)
        described[row + 1] = np.abs(described[row])
    return described


def _nearest(reference: Reference, probes: Array) -> Array:
    """Mean distance to the nearest two of the recent samples, shape (N, values)."""
    first, second = np.full((2, *reference.location.shape), np.inf)
    for index in range(int(reference.samples.max())):
        distance = np.abs(probes - reference.recent[:, index])
        np.minimum(second, np.maximum(first, distance), out=second)
        np.minimum(first, distance, out=first)
    nearest: Array = (first + second) / 2
    return nearest
