"""What free text can't show of passphrases, put into its pseudo-phrases by chance.

KLiCKe's words are known by heart and were typed in one session. A new passphrase is slower for
everybody in places of its own; a person's times wander from day to day, and who never typed the
phrase before hesitates where its owner no longer does. How much of each was chosen on the
odd-numbered people of the CMU set, whose differences between their first and later repetitions
have these shapes.
"""

from dataclasses import dataclass

import numpy as np

from inference.detector import Array, Layout


@dataclass(frozen=True)
class Conditions:
    """How much is put in, in units of what was seen on the CMU set; 0 puts in nothing.

    Parameters
    ----------
    strangeness
        Of the phrase, to owner and impostors alike.
    drift
        From the enrolment to the owner's probe.
    practice
        That an impostor lacks and the owner has.
    """

    strangeness: float = 0.0
    drift: float = 0.0
    practice: float = 0.0

    def phrase_effect(self, rng: np.random.Generator, layout: Layout) -> Array:
        """Draw what a phrase does to everybody's times, shape (values,)."""
        amount = rng.uniform(0.0, self.strangeness)
        centre = np.where(layout.is_hold, -0.4, 1.0)
        spread = np.where(layout.is_hold, 0.3, 0.8)
        effect: Array = amount * rng.normal(centre, spread)
        return effect

    def later(self, rng: np.random.Generator, probes: Array, layout: Layout) -> Array:
        """Give probes as their owners may type them on a later day, shape (probes, values)."""
        count = len(probes)
        amount = rng.uniform(0.0, self.drift, (count, 1))
        hold, interval = rng.normal(0.0, 0.35, (count, 1)), rng.normal(-0.35, 0.5, (count, 1))
        speed = np.where(layout.is_hold, hold, interval)
        return probes + amount * (speed + rng.normal(0.0, 0.3, probes.shape))

    def unpractised(self, rng: np.random.Generator, probes: Array, layout: Layout) -> Array:
        """Give impostors' probes with their hesitation, shape (probes, values)."""
        slower = np.abs(rng.normal(0.0, rng.uniform(0.0, self.practice, (len(probes), 1))))
        uneven = rng.uniform(0.3, 1.7, probes.shape)
        return probes + np.where(layout.is_hold, 0.0, slower * uneven)
