"""Typing as rows of keystrokes, from real people and simulated ones alike."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from inference.evaluation.datasets import TypingSession
from inference.sample import Sample
from inference.simulation.people import KEYS, NOTHING

PAUSE_MS: Final = 1500
"""A longer gap is thinking, and ends a run of typing."""
REPEAT_MS: Final = 60
"""The same key again within this time is auto-repeat: fingers are not that fast."""
RECORDED_HOLD_MS: Final = (5, 1000)
"""Holds at or outside these bounds are faults of the recorder or keys left down."""

_SHIFT: Final = KEYS.index("ShiftLeft")
_WORD_STARTERS: Final = (KEYS.index("Space"), KEYS.index("Enter"), _SHIFT)


class Typing(NamedTuple):
    """Keystrokes of many people, one after the other, auto-repeat left out.

    Attributes
    ----------
    writer
        Counted from 0; shape (keystrokes,).
    key
        Index into `KEYS`, NOTHING for keys outside it; shape (keystrokes,).
    gap_ms
        Press to press since the keystroke before, infinite for the first of each text; shape
        (keystrokes,).
    hold_ms
        Press to release; shape (keystrokes,).
    """

    writer: NDArray[np.int64]
    key: NDArray[np.int64]
    gap_ms: NDArray[np.float64]
    hold_ms: NDArray[np.float64]


class Surroundings(NamedTuple):
    """Each keystroke's neighbours within its run, NOTHING where there is none; (keystrokes,)."""

    second_before: NDArray[np.int64]
    before: NDArray[np.int64]
    key: NDArray[np.int64]
    after: NDArray[np.int64]


def typing_of_sessions(sessions: Iterable[TypingSession]) -> Typing:
    """Take one session of each writer from the research data."""
    return _typing(_read_session(session) for session in sessions)


def typing_of_samples(people: Iterable[Iterable[Sample]]) -> Typing:
    """Take the samples of simulated typists, each a text of its own."""
    return _typing(_join([_read_sample(sample) for sample in samples]) for samples in people)


def surroundings(typing: Typing) -> Surroundings:
    """Give each keystroke's neighbours in its run of typing."""
    key = typing.key
    known = key != NOTHING
    joined = (typing.gap_ms <= PAUSE_MS) & known & np.roll(known, 1)
    before = np.where(joined, np.roll(key, 1), NOTHING)
    return Surroundings(
        second_before=np.where(joined, np.roll(before, 1), NOTHING),
        before=before,
        key=key,
        after=np.where(np.roll(joined, -1), np.roll(key, -1), NOTHING),
    )


def within_word(around: Surroundings) -> NDArray[np.bool_]:
    """Tell which keystrokes lie within a word; shape (keystrokes,)."""
    outside = [NOTHING, *_WORD_STARTERS]
    return ~np.isin(around.before, outside) & ~np.isin(around.after, NOTHING)


def recorded(typing: Typing) -> NDArray[np.bool_]:
    """Tell which holds are a key's and no fault of the recorder; shape (keystrokes,)."""
    shortest, longest = RECORDED_HOLD_MS
    plausible = (shortest < typing.hold_ms) & (typing.hold_ms < longest)
    return plausible & ~np.isin(typing.key, _SHIFT)


def _read_session(session: TypingSession) -> Typing:
    index_of = {code: index for index, code in enumerate(KEYS)}
    key = np.array([index_of.get(code, NOTHING) for code in session.codes])[session.code]
    gap_ms = session.gap_ms.astype(np.float64)
    again = np.diff(session.code.astype(np.int64), prepend=-1) == 0
    kept = ~(again & ((gap_ms < REPEAT_MS) | (key == _SHIFT)))
    press_ms = np.cumsum(gap_ms)[kept]
    return _text(key[kept], press_ms, session.hold_ms[kept].astype(np.float64))


def _read_sample(sample: Sample) -> Typing:
    codes, press_ms, release_ms = zip(*sample.keystrokes, strict=True)
    key = np.array([KEYS.index(code) for code in codes])
    return _text(key, np.array(press_ms), np.array(release_ms) - np.array(press_ms))


def _text(
    key: NDArray[np.int64], press_ms: NDArray[np.float64], hold_ms: NDArray[np.float64]
) -> Typing:
    return Typing(np.zeros_like(key), key, np.diff(press_ms, prepend=-np.inf), hold_ms)


def _join(texts: Sequence[Typing]) -> Typing:
    return Typing._make(map(np.concatenate, zip(*texts, strict=True)))


def _typing(people: Iterable[Typing]) -> Typing:
    return _join([text._replace(writer=text.writer + index) for index, text in enumerate(people)])
