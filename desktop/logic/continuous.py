"""Continuous verification: who writes, decided anew with every block of text.

What blocks say is put together as the recogniser puts the windows of one long sample together: the
encoder's vectors of the latest blocks, at most about 500 keys, go to
:meth:`~inference.recognizer.Recognizer.verify` as one probe. It takes their mean direction,
weighted by their keys, and the calibration for their number of keys, so the score is the
log-likelihood ratio of all that text, and the threshold still means the requested FMR. Adding the
blocks' own ratios up, as a sequential test does (Wald, 1945), would count as independent evidence
what isn't: blocks of one sitting err alike.

Three words are possible. *Owner*: the score reaches the threshold. *Other*: the ratio is at most
the FMR itself (a calibrated ratio is so low for at most that share of the owner's own texts, by
Markov's inequality, since over them the mean of its reciprocal is 1). *Unsure*: all between.
Either word is firm from 150 keys on. The FMR is that of each answer; over a day, there are many.

When a new block alone says *other* while the text before was taken for the owner's, somebody may
have taken over within a sentence: the evidence begins anew with that block. The other way round it
does not: who wasn't the owner so far has to make up for it.
"""

from dataclasses import dataclass
from math import log
from typing import Final, Literal, Protocol

from inference.decision import Decision
from inference.features import FreeFeatures
from inference.free import FIRM_KEYS

MOST_KEYS: Final = 500
"""So much text, at most, is decided on together: the calibration was learnt up to about that."""

Verdict = Literal["owner", "other", "unsure"]


class Verify(Protocol):
    """Verifies features against one profile, without that counting as an attempt."""

    def __call__(self, features: FreeFeatures) -> Decision:
        """Decide."""


@dataclass(frozen=True)
class Reading:
    """What is known of the writer after a block.

    Parameters
    ----------
    stretch
        Number of the stretch of typing.
    keys
        Number of keys that it rests on.
    score
        Log-likelihood ratio of all these keys, natural log.
    threshold
        Score from which on it is the owner's writing.
    fmr
        What the threshold means.
    """

    stretch: int
    keys: int
    score: float
    threshold: float
    fmr: float

    @property
    def verdict(self) -> Verdict:
        """Whose writing it is."""
        if self.score >= self.threshold:
            return "owner"
        return "other" if self.score <= log(self.fmr) else "unsure"

    @property
    def is_firm(self) -> bool:
        """Whether it rests on as many keys as a firm answer needs."""
        return self.keys >= FIRM_KEYS


class Evidence:
    """What the latest blocks of one stretch say together.

    Only the encoder's vectors are kept, in memory, and no longer than their stretch lasts.

    Parameters
    ----------
    verify
        Verifies against the profile in question.
    """

    def __init__(self, verify: Verify) -> None:
        self._verify = verify
        self._blocks: list[FreeFeatures] = []
        self._last: Reading | None = None

    def add(self, stretch: int, block: FreeFeatures) -> Reading:
        """Take the features of the next block.

        Parameters
        ----------
        stretch
            Number of the stretch that it belongs to; with another one the evidence begins anew.
        block
            At least the 15 keys that make a window.
        """
        if self._last is not None and self._last.stretch != stretch:
            self._blocks.clear()
        self._blocks.append(block)
        while len(self._blocks) > 1 and self._keys() > MOST_KEYS:
            del self._blocks[0]
        reading = self._read(stretch, self._blocks)
        if len(self._blocks) > 1 and self._last is not None and self._last.verdict == "owner":
            alone = self._read(stretch, [block])
            if alone.verdict == "other":
                self._blocks = [block]
                reading = alone
        self._last = reading
        return reading

    def _keys(self) -> int:
        return sum(block.keys for block in self._blocks)

    def _read(self, stretch: int, blocks: list[FreeFeatures]) -> Reading:
        windows = tuple(window for block in blocks for window in block.windows)
        probe = FreeFeatures(blocks[-1].contract, blocks[-1].model, windows)
        decision = self._verify(probe)
        return Reading(stretch, probe.keys, decision.score, decision.threshold, decision.fmr)
