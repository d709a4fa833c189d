"""Recorded typing, altered as somebody might who replays it."""

from typing import Final, NamedTuple

import numpy as np

from inference.sample import Keystroke, Sample


class Alteration(NamedTuple):
    """What is done to the times of a recording.

    Parameters
    ----------
    scale
        All times are multiplied by it.
    hold_shift_ms
        Each key is held so much longer; below 0, shorter.
    jitter_ms
        Each press and release is moved by up to this either way, at random.
    """

    scale: float = 1.0
    hold_shift_ms: float = 0.0
    jitter_ms: float = 0.0


JITTER_MS: Final = 3.0

ALTERATIONS: Final = {
    "exact": Alteration(),
    "jittered": Alteration(jitter_ms=JITTER_MS),
    "shifted": Alteration(hold_shift_ms=8.0),
    "shifted, jittered": Alteration(hold_shift_ms=-8.0, jitter_ms=JITTER_MS),
    "scaled": Alteration(scale=1.1),
    "scaled, jittered": Alteration(scale=0.9, jitter_ms=JITTER_MS),
}
"""What replays are tried with."""


def altered(sample: Sample, alteration: Alteration, rng: np.random.Generator) -> Sample:
    """Give a recording with other times.

    Presses stay in their order, and no key is released before its press.
    """
    scale, hold_shift_ms, jitter_ms = alteration
    keys = sample.keystrokes
    times_ms = scale * np.array([(key.press_ms, key.release_ms) for key in keys])
    times_ms[:, 1] += hold_shift_ms
    times_ms += rng.uniform(-jitter_ms, jitter_ms, times_ms.shape)
    press_ms = np.maximum.accumulate(times_ms[:, 0])
    release_ms = np.maximum(press_ms, times_ms[:, 1])
    codes = [key.code for key in keys]
    return Sample(list(map(Keystroke, codes, press_ms.tolist(), release_ms.tolist())))
