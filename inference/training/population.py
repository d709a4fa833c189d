"""The population's usual times, learnt from free text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.evaluation.datasets import FreeText, TypingSession
from inference.keys import (
    CHARACTER_KEYS,
    ENTER_KEYS,
    GENERIC,
    SHIFT_KEYS,
    hold_classes,
    interval_classes,
)
from inference.population import Population, Usual
from inference.timing import LONGEST_MS

PAUSE_MS = 1000
FEWEST_TIMES = 500
"""Classes with fewer times than this are left to the next wider class."""
BROKEN_HOLD_MS = 5
BROKEN_SHARE = 0.2
"""A recorder that gives more than this share of holds at or under `BROKEN_HOLD_MS` is broken."""


@dataclass(frozen=True)
class Runs:
    """Positions of one session and what lies between neighbours.

    Attributes
    ----------
    code
        Index of the key, shape (positions,).
    hold_ms
        Shape (positions,).
    press_press_ms
        To the next position, shape (positions - 1,).
    joined
        Whether nothing but Shift lies between a position and the next, shape (positions - 1,).
    shifted
        Whether Shift does, shape (positions - 1,).
    """

    code: NDArray[np.uint8]
    hold_ms: NDArray[np.float64]
    press_press_ms: NDArray[np.float64]
    joined: NDArray[np.bool_]
    shifted: NDArray[np.bool_]


def usable(session: TypingSession) -> bool:
    """Tell whether the session's recorder measured hold times."""
    return bool(np.mean(session.hold_ms <= BROKEN_HOLD_MS) <= BROKEN_SHARE)


def runs(session: TypingSession) -> Runs:
    """Pick a session's positions out of all its keystrokes."""
    is_position = _members(session.codes, CHARACTER_KEYS | ENTER_KEYS)[session.code]
    shifts = np.cumsum(_members(session.codes, SHIFT_KEYS)[session.code])
    press_ms = np.cumsum(session.gap_ms.astype(np.int64))
    at = np.flatnonzero(is_position)
    shifts_between = np.diff(shifts[at])
    return Runs(
        code=session.code[at],
        hold_ms=np.minimum(session.hold_ms[at].astype(np.float64), LONGEST_MS),
        press_press_ms=np.minimum(np.diff(press_ms[at]).astype(np.float64), LONGEST_MS),
        joined=np.diff(at) - 1 == shifts_between,
        shifted=shifts_between > 0,
    )


def fit_population(texts: FreeText, users: set[int]) -> Population:
    """Learn usual times from the free text of `users`.

    Times of over a second are pauses for thought, which nobody makes within a phrase known by
    heart, and lost releases: they are left out. Centre is the median of the square root, spread
    the distance to the 16th percentile: the side where no shorter pauses lie.
    """
    holds, intervals = [], []
    for session in _sessions(texts, users):
        found = runs(session)
        holds.append((found.code.astype(np.int32), found.hold_ms))
        pairs = (found.code[:-1].astype(np.int32) * 256 + found.code[1:]) * 2 + found.shifted
        intervals.append((pairs[found.joined], found.press_press_ms[found.joined]))

    def interval_names(pair: int) -> tuple[str, ...]:
        first, second = divmod(pair // 2, 256)
        return interval_classes(texts.codes[first], texts.codes[second], shifted=pair % 2 == 1)

    return Population(
        holds=_usual_times(holds, lambda code: hold_classes(texts.codes[code])),
        intervals=_usual_times(intervals, interval_names),
    )


def _sessions(texts: FreeText, users: set[int]) -> Iterator[TypingSession]:
    return (session for session in texts if session.user in users and usable(session))


def _members(codes: tuple[str, ...], keys: frozenset[str]) -> NDArray[np.bool_]:
    return np.array([code in keys for code in codes])


def _usual_times(
    found: list[tuple[NDArray[np.int32], NDArray[np.float64]]],
    names: Callable[[int], tuple[str, ...]],
) -> dict[str, Usual]:
    identities = np.concatenate([identity for identity, _ in found])
    times_ms = np.concatenate([times_ms for _, times_ms in found])
    identities, times_ms = identities[times_ms < PAUSE_MS], times_ms[times_ms < PAUSE_MS]
    roots = np.sqrt(times_ms.astype(np.float32))
    order = np.argsort(identities, kind="stable")
    kinds, starts = np.unique(identities[order], return_index=True)
    parts = np.split(roots[order], starts[1:])
    members: dict[str, list[NDArray[np.float32]]] = {GENERIC: []}
    for kind, part in zip(kinds, parts, strict=True):
        for name in names(int(kind)):
            members.setdefault(name, []).append(part)
    return {
        name: _usual(np.concatenate(times))
        for name, times in members.items()
        if sum(map(len, times)) >= FEWEST_TIMES
    }


def _usual(roots: NDArray[np.float32]) -> Usual:
    low, centre = np.percentile(roots, [15.87, 50.0])
    return Usual(round(float(centre), 4), round(max(float(centre - low), 0.1), 4))
