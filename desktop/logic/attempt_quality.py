"""What can be said of one attempt by itself: whether a person typed it, and whether in one go."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop.logic.refusal import TOO_FAST, Refusal
from desktop.logic.wording import QT_TRANSLATE_NOOP
from inference.sample import Sample
from inference.timing import positions

CONTEXT: Final = "Remark"

# Of 86,000 stretches of 12 keys by KLiCKe's writers that serve for choices, one in 1,300 is faster
# than the one, and one in 450 shorter than the other; those are faults of the recording.
_FASTEST_MS: Final = 30.0
_SHORTEST_HOLD_MS: Final = 10.0

_PAUSE_MS: Final = 1000.0
_TIMES_THE_USUAL: Final = 4.0


class Remark(NamedTuple):
    """What an attempt that counts could have had better.

    Parameters
    ----------
    message
        One sentence, in English, with ``{place}`` where the place stands; translated under
        :data:`CONTEXT`.
    place
        Which key, the first one being 1.
    """

    message: str
    place: int


_PAUSED: Final = QT_TRANSLATE_NOOP("Remark", "There was a pause before key {place}.")


def inhuman(sample: Sample) -> Refusal | None:
    """Say that an attempt was too fast to be human, where its usual times are."""
    presses_ms, holds_ms = _times(sample)
    gaps_ms = np.diff(presses_ms)
    too_fast = len(gaps_ms) and np.median(gaps_ms) < _FASTEST_MS
    too_short = len(holds_ms) and np.median(holds_ms) < _SHORTEST_HOLD_MS
    return TOO_FAST if too_fast or too_short else None


def remark(sample: Sample) -> Remark | None:
    """Find what an attempt at a phrase could have had better: its longest pause, if it has one."""
    gaps_ms = np.diff(_times(sample)[0])
    if not len(gaps_ms):
        return None
    longest = int(np.argmax(gaps_ms))
    is_pause = gaps_ms[longest] >= max(_PAUSE_MS, _TIMES_THE_USUAL * float(np.median(gaps_ms)))
    return Remark(_PAUSED, longest + 2) if is_pause else None


def _times(sample: Sample) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    keys = positions(sample)
    presses_ms = np.array([key.press_ms for key in keys], dtype=np.float64)
    return presses_ms, np.array([key.release_ms for key in keys], dtype=np.float64) - presses_ms
