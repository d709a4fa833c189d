"""One of the encoder's networks: strokes go in, a unit vector comes out, by numpy alone.

``inference.training.encoder.network`` trains the same network with torch and explains it.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

_NORM_FLOOR: Final = 1e-5
_VARIANCE_FLOOR: Final = 1e-4


class Network:
    """Residual dilated convolutions over strokes, pooled by attentive statistics.

    Parameters
    ----------
    arrays
        Its weights, as training exports them.

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

    def __call__(
        self, measures: Array, code: NDArray[Any], before: NDArray[Any]
    ) -> NDArray[np.float64]:
        """Give the unit vector of a window of n strokes, shape (dimension,).

        Parameters
        ----------
        measures
            What is measured of each stroke, shape (n, 9).
        code, before
            Index of each stroke's key and of the key before, shape (n,).
        """
        x = self._enter(measures)
        x = self._join(_silu(x + self._key[code] + self._key_before[before]))
        for block in self._blocks:
            x = block(x)
        vector = self._out(self._pooled(self._norm(x))).astype(np.float64)
        unit: NDArray[np.float64] = vector / np.sqrt(vector @ vector)
        return unit

    def _pooled(self, x: Array) -> Array:
        value, attention = self._value(x), self._attention(x)
        weight = np.exp(attention - attention.max(axis=0))
        weight /= weight.sum(axis=0)
        mean = weight.T @ value
        variance = weight.T @ (value * value) - mean * mean
        spread = np.sqrt(np.maximum(variance, _VARIANCE_FLOOR))
        return np.concatenate([mean.ravel(), spread.ravel()])


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
