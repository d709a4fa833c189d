"""Replays: attempts that repeat an earlier one more closely than anybody types.

A replay may be exact, or hidden by shifting or scaling its times, or by a jitter of a few
milliseconds. What is compared are *marks*, rows of whole numbers that are kept of each accepted
attempt. How far a person's own repeats lie from that is measured by
:mod:`inference.evaluation.replay`.

Nothing is kept of rejected attempts: they may be another person's, a repeat of one is rejected
again, and one that is changed until it passes is a guess like others, which the lock counts.
"""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from inference.errors import ReplayedError
from inference.features import STEPS_PER_SPREAD, Features, FixedFeatures
from inference.service.directions import STEPS_PER_MARK, Directions, directions
from inference.template import FixedTemplate, FreeTemplate, Template

MOST_MARKS: Final = 64
"""So many rows are kept of a profile's attempts, besides what its template has."""

Marks = NDArray[np.int16]
Array = NDArray[np.float64]

# Centre and spread of the generic hold and interval, in square roots of milliseconds: features
# name no key, so times can be told but roughly.
_HOLD: Final = (10.1, 1.8)
_INTERVAL: Final = (12.2, 2.9)
# The error of a long time is let grow with it, and a pause says next to nothing.
_SOFT_MS: Final = 200.0
_PAUSE_MS: Final = 500.0
_SCALES: Final = (0.5, 2.0)
_FITTED: Final = 3


@dataclass(frozen=True, eq=False)
class Seen:
    """Marks of the last accepted attempts at a profile.

    Parameters
    ----------
    marks
        Oldest first, shape (rows, values).
    """

    marks: Marks

    @classmethod
    def nothing(cls) -> Self:
        """Begin without any."""
        return cls(np.zeros((0, 0), np.int16))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Seen) and np.array_equal(self.marks, other.marks)

    def __hash__(self) -> int:
        return hash(self.marks.tobytes())

    def __repr__(self) -> str:
        # Biometric data must not reach a log or a traceback.
        return f"Seen({len(self.marks)} rows)"

    def with_marks(self, marks: Marks) -> Self:
        """Give it with more marks; the oldest make room, and those of another width.

        What is there already isn't kept twice.
        """
        if not len(marks):
            return self
        kept = self.marks if self.marks.shape[1] == marks.shape[1] else marks[:0]
        is_repeated = (kept[:, np.newaxis] == marks[np.newaxis]).all(axis=2).any(axis=1)
        kept = kept[~is_repeated]
        return type(self)(np.vstack([kept, marks])[-MOST_MARKS:])

    def to_bytes(self) -> bytes:
        """Write it for a store."""
        width = self.marks.shape[1]
        return b"".join((width.to_bytes(2, "little"), self.marks.astype("<i2").tobytes()))

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read what :meth:`to_bytes` wrote; ValueError if it is something else."""
        width = int.from_bytes(data[:2], "little")
        values = np.frombuffer(data[2:], "<i2")
        return cls(values.reshape(-1, width) if width else np.zeros((0, 0), np.int16))


class ReplayGuard:
    """Tells replays from real attempts.

    Parameters
    ----------
    encoder
        SHA-256 of the model's encoder, hexadecimal: what free features are compared by was learnt
        for one.
    """

    def __init__(self, encoder: str) -> None:
        self._encoder = encoder

    def marks(self, features: Features) -> Marks:
        """Give what is kept of an accepted attempt; shape (rows, values)."""
        if isinstance(features, FixedFeatures):
            return features.steps()[np.newaxis]
        if not features.windows:
            return Seen.nothing().marks
        vectors = features.vectors()
        return self._directions(vectors).marks(vectors)

    def check(self, features: Features, template: Template, seen: Seen) -> None:
        """Compare an attempt with those that a template holds and those that were seen.

        Raises
        ------
        ReplayedError
            If it repeats one of them.
        """
        if self.distance(features, template, seen) < 1.0:
            raise ReplayedError(
                "This attempt repeats an earlier one more closely than anybody types: type again."
            )

    def distance(self, features: Features, template: Template, seen: Seen) -> float:
        """Give how far an attempt lies from the nearest one known, in limits."""
        probe = self.marks(features)
        known = [self._template_marks(template), seen.marks]
        alike = [marks for marks in known if marks.shape[1] == probe.shape[1]]
        if not (probe.size and alike):
            return np.inf
        if isinstance(features, FixedFeatures):
            distances = fixed_distances(probe[0], np.vstack(alike))
        else:
            limit = self._directions(features.vectors()).limit
            distances = free_distances(probe, np.vstack(alike)) / limit
        return float(distances.min(initial=np.inf))

    def _template_marks(self, template: Template) -> Marks:
        if isinstance(template, FixedTemplate):
            return template.steps
        if isinstance(template, FreeTemplate):
            return self._directions(template.vectors).marks(template.vectors)
        raise TypeError(template)

    def _directions(self, vectors: Marks) -> Directions:
        return directions(self._encoder, vectors.shape[1])


def fixed_distances(probe: Marks, known: Marks) -> Array:
    """Give how far an attempt at a phrase lies from others, in limits: a replay is below 1.

    Two distances are taken, and the smaller one counts: of the times as they are, which a jitter
    leaves small, and of the times after the best shift of the holds, shift of the intervals, and
    common scale. The fewer times there are, the nearer real repeats come, so the narrower are the
    limits: below 9 positions a jitter of 3 ms may hide a shifted or scaled replay, below 6 any.

    Parameters
    ----------
    probe
        Shape (2 n - 1,).
    known
        Shape (rows, 2 n - 1).
    """
    values = known.shape[1]
    holds = (values + 1) // 2
    times, probe_ms = _rough_ms(known, holds), _rough_ms(probe, holds)
    longer = np.maximum(times, probe_ms)
    weights = 1.0 / (1.0 + longer / _SOFT_MS + (longer / _PAUSE_MS) ** 2)
    plain = _mean_square((probe_ms - times) * weights, values)
    limits = min(3.2, 1.45 + 0.33 * (values - 7)), min(3.5, 0.45 + 0.27 * (values - 7))
    fitted = _mean_square(_left_by_fit(probe_ms, times, weights, holds), values - _FITTED)
    distances: Array = np.minimum(plain / limits[0], fitted / limits[1])
    return distances


def free_distances(probe: Marks, known: Marks) -> Array:
    """Give how far each window of a probe lies from each known one, in their own unit.

    Returns
    -------
    ndarray of shape (probe's windows, known windows)
    """
    differences = probe[:, np.newaxis].astype(np.float64) - known[np.newaxis]
    distances: Array = np.sqrt((differences**2).sum(axis=2)) / STEPS_PER_MARK
    return distances


def _rough_ms(steps: Marks, holds: int) -> Array:
    """Give times as if all keys were generic ones."""
    spreads = steps / STEPS_PER_SPREAD
    usual = np.array([_HOLD] * holds + [_INTERVAL] * (spreads.shape[-1] - holds))
    roots: Array = np.maximum(usual[:, 0] + usual[:, 1] * spreads, 0.0)
    return roots**2


def _left_by_fit(probe_ms: Array, times: Array, weights: Array, holds: int) -> Array:
    """Give what weighted least squares leaves of shift, shift and scale; shape (rows, values)."""
    squares = weights**2
    of_probe, of_known = (
        np.hstack(
            [
                _centred(times_ms[:, part], squares[:, part])
                for part in (slice(0, holds), slice(holds, None))
            ]
        )
        for times_ms in (np.broadcast_to(probe_ms, times.shape), times)
    )
    along = (squares * of_known * of_probe).sum(axis=1)
    scale = np.clip(along / np.maximum((squares * of_known**2).sum(axis=1), 1e-9), *_SCALES)
    left: Array = (of_probe - scale[:, np.newaxis] * of_known) * weights
    return left


def _centred(values: Array, squares: Array) -> Array:
    means = (squares * values).sum(axis=1, keepdims=True) / squares.sum(axis=1, keepdims=True)
    centred: Array = values - means
    return centred


def _mean_square(errors: Array, freedom: int) -> Array:
    roots: Array = np.sqrt((errors**2).sum(axis=1) / freedom)
    return roots
