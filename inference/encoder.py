"""The encoder: where a window of strokes points, run by numpy alone.

``inference.training.encoder.network`` trains the same network with torch and explains it.
"""

from collections.abc import Mapping
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from inference.arrays import read_arrays
from inference.keys import ENTER_KEYS
from inference.strokes import Strokes

Array = NDArray[np.float32]

_NORM_FLOOR: Final = 1e-5
_VARIANCE_FLOOR: Final = 1e-4


class Encoder:
    """Puts a window of strokes in a direction.

    Parameters
    ----------
    arrays
        As training exports them: the keys, the population's usual times for them, and the weights.

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
        self._key, self._key_before = (
            _full(arrays["key.weight"]),
            _full(arrays["key_before.weight"]),
        )
        self._enter, self._join, self._value, self._attention, self._out = (
            _Linear(arrays, name) for name in ("enter", "join", "value", "attention", "out")
        )
        self._norm = _Norm(arrays, "norm")
        self._blocks = [
            _Block(arrays, f"blocks.{place}", int(dilation))
            for place, dilation in enumerate(arrays["dilations"])
        ]
        self.dimension: Final = self._out.size
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
        x = self._enter(self._measures(window, code, before))
        x = self._join(_silu(x + self._key[code] + self._key_before[before]))
        for block in self._blocks:
            x = block(x)
        vector = self._out(self._pooled(self._norm(x))).astype(np.float64)
        unit: NDArray[np.float64] = vector / np.sqrt(vector @ vector)
        return unit

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

    def _pooled(self, x: Array) -> Array:
        value, attention = self._value(x), self._attention(x)
        weight = np.exp(attention - attention.max(axis=0))
        weight /= weight.sum(axis=0)
        mean = weight.T @ value
        variance = weight.T @ (value * value) - mean * mean
        spread = np.sqrt(np.maximum(variance, _VARIANCE_FLOOR))
        return np.concatenate([mean.ravel(), spread.ravel()])

    def _check(self) -> None:
        """Encode one stroke, so that a damaged model shows when it is loaded."""
        nothing = np.zeros(1)
        stroke = Strokes(("",), nothing, nothing, np.zeros(1, dtype=bool))
        if not np.all(np.isfinite(self.encode(stroke))):
            raise ValueError("the encoder gives no numbers")


class _Linear:
    def __init__(self, arrays: Mapping[str, NDArray[Any]], name: str) -> None:
        # Contiguous the way that the product runs: a transposed view takes twice as long.
        self._weight = np.ascontiguousarray(_full(arrays[f"{name}.weight"]).T)
        self._bias = _full(arrays[f"{name}.bias"])
        self.size = len(self._bias)

    def __call__(self, x: Array) -> Array:
        y: Array = x @ self._weight
        y += self._bias
        return y


class _Norm:
    """Layer normalisation."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]], name: str) -> None:
        self._weight, self._bias = _full(arrays[f"{name}.weight"]), _full(arrays[f"{name}.bias"])

    def __call__(self, x: Array) -> Array:
        centred = x - x.mean(axis=1, keepdims=True)
        variance = np.einsum("sc,sc->s", centred, centred)[:, np.newaxis] / x.shape[1]
        y: Array = centred / np.sqrt(variance + np.float32(_NORM_FLOOR)) * self._weight + self._bias
        return y


class _Block:
    """Residual dilated convolution over three strokes, with squeeze and excitation."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]], name: str, dilation: int) -> None:
        self._norm, self._dilation = _Norm(arrays, f"{name}.norm"), dilation
        self._wide, self._narrow, self._squeeze, self._excite = (
            _Linear(arrays, f"{name}.{part}") for part in ("wide", "narrow", "squeeze", "excite")
        )

    def __call__(self, x: Array) -> Array:
        y = self._narrow(_silu(self._wide(_neighbours(self._norm(x), self._dilation))))
        gate = _sigmoid(self._excite(np.maximum(self._squeeze(y.mean(axis=0)), 0)))
        return x + y * gate


def _neighbours(x: Array, dilation: int) -> Array:
    strokes, channels = x.shape
    wide = np.zeros((strokes, 3 * channels), dtype=x.dtype)
    wide[:, channels : 2 * channels] = x
    wide[dilation:, :channels] = x[: max(strokes - dilation, 0)]
    wide[: max(strokes - dilation, 0), 2 * channels :] = x[dilation:]
    return wide


def _silu(x: Array) -> Array:
    return x * _sigmoid(x)


def _sigmoid(x: Array) -> Array:
    # Beyond 80 nothing changes in float32, but the exponential overflows.
    return np.asarray(1 / (1 + np.exp(np.minimum(-x, np.float32(80)))), dtype=np.float32)


def _full(array: NDArray[Any]) -> Array:
    return array.astype(np.float32)
