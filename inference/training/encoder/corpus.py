"""What people typed, as strokes in a few long arrays, and windows drawn from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from inference.evaluation.datasets import TypingSession
from inference.keys import ENTER_KEYS, SHIFT_KEYS
from inference.sample import UNIDENTIFIED
from inference.strokes import STROKE_KEYS
from inference.timing import LONGEST_MS
from inference.training.encoder.recipe import Recipe

CODES: Final = (UNIDENTIFIED, *sorted(STROKE_KEYS - {UNIDENTIFIED, "NumpadEnter"}))
"""Keys that the encoder tells apart; the first one stands for all others."""

_REPEAT_MS: Final = 60
"""A held Backspace repeats faster than this; the program takes the repetitions for one stroke."""


class Batch(NamedTuple):
    """Windows of strokes, shape (windows, strokes) each, padded with zeros.

    Attributes
    ----------
    code
        Index into the encoder's keys, int64.
    hold_ms, gap_ms
        Press to release, and since the press before (0 for the first); float32.
    shifted
        Whether Shift went down since the stroke before.
    mask
        1 for strokes, 0 for padding; float32.
    """

    code: NDArray[np.int64]
    hold_ms: NDArray[np.float32]
    gap_ms: NDArray[np.float32]
    shifted: NDArray[np.bool_]
    mask: NDArray[np.float32]

    def part(self, which: slice) -> "Batch":
        """Give some of the windows."""
        code, hold_ms, gap_ms, shifted, mask = self
        return Batch(code[which], hold_ms[which], gap_ms[which], shifted[which], mask[which])


@dataclass(frozen=True, repr=False)
class Corpus:
    """Texts of people.

    Parameters
    ----------
    code, hold_ms, gap_ms, shifted
        Of all strokes of all texts, one text after the other.
    bounds
        Where each text begins, and the end of the last; shape (texts + 1,).
    people
        Number of each text's person, shape (texts,).
    """

    code: NDArray[np.uint8]
    hold_ms: NDArray[np.uint16]
    gap_ms: NDArray[np.uint16]
    shifted: NDArray[np.bool_]
    bounds: NDArray[np.int64]
    people: NDArray[np.int64]

    @classmethod
    def of(cls, sessions: Iterable[TypingSession]) -> "Corpus":
        """Pick the strokes out of typing sessions."""
        texts = [(session.user, _strokes_of(session)) for session in sessions]
        code, hold_ms, gap_ms, shifted = (
            np.concatenate(column) for column in zip(*(text for _, text in texts), strict=True)
        )
        lengths = [len(text[0]) for _, text in texts]
        return cls(
            code=code,
            hold_ms=hold_ms,
            gap_ms=gap_ms,
            shifted=shifted,
            bounds=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
            people=np.array([user for user, _ in texts], dtype=np.int64),
        )

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Strokes of each text."""
        return np.diff(self.bounds)

    def batch(self, starts: NDArray[np.int64], lengths: NDArray[np.int64], width: int) -> Batch:
        """Give windows by where they begin and how many strokes they have, at most `width`."""
        mask = np.arange(width) < lengths[:, np.newaxis]
        places = np.minimum(starts[:, np.newaxis] + np.arange(width), len(self.code) - 1)
        gap_ms = np.where(mask, self.gap_ms[places], 0).astype(np.float32)
        gap_ms[:, 0] = 0.0
        return Batch(
            code=np.where(mask, self.code[places], 0).astype(np.int64),
            hold_ms=np.where(mask, self.hold_ms[places], 0).astype(np.float32),
            gap_ms=gap_ms,
            shifted=mask & self.shifted[places],
            mask=mask.astype(np.float32),
        )


class Sampler:
    """Draws batches of windows of people.

    Parameters
    ----------
    corpora
        Sets of people, each giving the same share of every batch.
    recipe
        How many windows, and how long.
    """

    def __init__(self, corpora: Sequence[Corpus], recipe: Recipe) -> None:
        self._recipe = recipe
        self._corpora = corpora
        self._texts = [_texts_by_person(corpus, recipe) for corpus in corpora]
        self.people: Final = sum(len(texts) for texts in self._texts)

    def draw(self, rng: np.random.Generator) -> tuple[Batch, NDArray[np.int64]]:
        """Draw windows and the number of each one's person, person by person."""
        width = int(rng.choice(self._recipe.lengths))
        share = self._recipe.people // len(self._corpora)
        parts, labels, first = [], [], 0
        for corpus, texts in zip(self._corpora, self._texts, strict=True):
            chosen = rng.choice(len(texts), share, replace=False)
            windows = np.concatenate(
                [self._windows(corpus, texts[one], width, rng) for one in chosen]
            )
            parts.append(corpus.batch(windows[:, 0], windows[:, 1], width))
            labels.append(np.repeat(first + chosen, self._recipe.windows))
            first += len(texts)
        batch = Batch(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
        return batch, np.concatenate(labels)

    def _windows(
        self, corpus: Corpus, texts: NDArray[np.int64], width: int, rng: np.random.Generator
    ) -> NDArray[np.int64]:
        """Draw starts and lengths of one person's windows, from as many texts as there are."""
        count = self._recipe.windows
        chosen = texts[rng.permutation(max(count, len(texts)))[:count] % len(texts)]
        shortest = int(self._recipe.shortest * width)
        lengths = np.minimum(rng.integers(shortest, width + 1, count), corpus.lengths[chosen])
        room = corpus.lengths[chosen] - lengths
        starts = corpus.bounds[chosen] + (rng.random(count) * (room + 1)).astype(np.int64)
        return np.stack([starts, lengths], axis=1)


def _texts_by_person(corpus: Corpus, recipe: Recipe) -> list[NDArray[np.int64]]:
    """Group the texts of people who have enough strokes for a batch's windows."""
    order = np.argsort(corpus.people, kind="stable")
    changes = np.flatnonzero(np.diff(corpus.people[order])) + 1
    fewest = recipe.windows * min(recipe.lengths)
    groups = np.split(order, changes)
    return [texts for texts in groups if corpus.lengths[texts].sum() >= fewest]


def _strokes_of(session: TypingSession) -> tuple[NDArray[np.generic], ...]:
    code = _indices(session.codes)[session.code]
    at = np.flatnonzero((code >= 0) & ~_repeated(session))
    press_ms = np.cumsum(session.gap_ms.astype(np.int64))[at]
    shifts = np.cumsum(np.array([name in SHIFT_KEYS for name in session.codes])[session.code])[at]
    return (
        code[at].astype(np.uint8),
        np.minimum(session.hold_ms[at], LONGEST_MS).astype(np.uint16),
        np.minimum(np.diff(press_ms, prepend=press_ms[:1]), LONGEST_MS).astype(np.uint16),
        np.diff(shifts, prepend=0) > 0,
    )


def _indices(codes: Sequence[str]) -> NDArray[np.int64]:
    """Give the encoder's index of each of a data set's keys, -1 for those that make no stroke."""
    names = ["Enter" if code in ENTER_KEYS else code for code in codes]
    return np.array([CODES.index(name) if name in CODES else -1 for name in names])


def _repeated(session: TypingSession) -> NDArray[np.bool_]:
    backspace = np.array([code == "Backspace" for code in session.codes])[session.code]
    again = np.zeros(len(session), dtype=bool)
    again[1:] = backspace[1:] & backspace[:-1] & (session.gap_ms[1:] < _REPEAT_MS)
    return again
