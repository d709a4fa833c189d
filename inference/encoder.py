"""The encoder: where a window of strokes points, run by numpy alone.

Several networks, trained apart, look at the same strokes: each errs in its own way, and their
vectors, put one after the other, err less.
"""

from collections.abc import Mapping
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from inference.arrays import read_arrays
from inference.keys import ENTER_KEYS
from inference.network import Array, Network
from inference.strokes import Strokes


class Encoder:
    """Puts a window of strokes in a direction.

    Parameters
    ----------
    arrays
        As training exports them: the keys, the population's usual times for them, and the weights
        of each network under its number (``0.out.bias``).

    Attributes
    ----------
    dimension
        Number of values of a vector.

    Raises
    ------
    KeyError, ValueError
        If an array is missing or has another shape.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._index = {str(code): place for place, code in enumerate(arrays["codes"])}
        self._holds, self._intervals = arrays["holds"], arrays["intervals"]
        self._networks = [Network(weights) for weights in _by_network(arrays)]
        self.dimension: Final = sum(network.dimension for network in self._networks)
        self._check()

    def encode(self, window: Strokes) -> NDArray[np.float64]:
        """Give the unit vector of a window, shape (dimension,).

        Parameters
        ----------
        window
            At least one stroke.
        """
        code = np.array([self._place(name) for name in window.codes])
        before = np.concatenate([[0], code[:-1]])
        measures = self._measures(window, code, before)
        vectors = [
            # Each value counts alike: a network with more of them has more of a say.
            np.sqrt(network.dimension / self.dimension) * network(measures, code, before)
            for network in self._networks
        ]
        return np.concatenate(vectors)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read an encoder from an npz file; ValueError or KeyError if it is something else."""
        return cls(read_arrays(data))

    def _place(self, code: str) -> int:
        return self._index.get("Enter" if code in ENTER_KEYS else code, 0)

    def _measures(self, window: Strokes, code: NDArray[Any], before: NDArray[Any]) -> Array:
        hold_ms, gap_ms = window.hold_ms, window.press_press_ms
        inner = np.ones(len(code))
        inner[0] = 0.0
        hold, gap = np.sqrt(np.minimum(hold_ms, 1000)), np.sqrt(np.minimum(gap_ms, 2000))
        usual_hold = self._holds[code]
        usual_gap = self._intervals[before, code, window.shifted.astype(int)]
        flight_ms = gap_ms - np.concatenate([[0.0], hold_ms[:-1]])
        flight = np.sign(flight_ms) * np.sqrt(np.minimum(np.abs(flight_ms), 2000))
        measures = [
            np.clip((hold - usual_hold[:, 0]) / usual_hold[:, 1], -5, 5) / 2,
            np.clip((gap - usual_gap[:, 0]) / usual_gap[:, 1], -5, 8) * inner / 2,
            (hold - 9.8) / 2.5,
            (gap - 13) / 5 * inner,
            flight * inner / 8,
            1 - inner,
            window.shifted,
            gap_ms > 800,
            flight_ms < 0,
        ]
        return np.stack(measures, axis=1).astype(np.float32)

    def _check(self) -> None:
        """Encode one stroke, so that a damaged model shows when it is loaded."""
        nothing = np.zeros(1)
        stroke = Strokes(("",), nothing, nothing, np.zeros(1, dtype=bool))
        if not np.all(np.isfinite(self.encode(stroke))):
            raise ValueError("the encoder gives no numbers")


def _by_network(arrays: Mapping[str, NDArray[Any]]) -> list[dict[str, NDArray[Any]]]:
    found: dict[str, dict[str, NDArray[Any]]] = {}
    for name, array in arrays.items():
        number, dot, weight = name.partition(".")
        if dot:
            found.setdefault(number, {})[weight] = array
    if not found:
        raise KeyError("the encoder has no network")
    return [found[number] for number in sorted(found, key=int)]
