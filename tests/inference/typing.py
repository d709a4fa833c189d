"""Regular typing for tests that need some, with a little noise."""

import numpy as np

from inference.sample import Keystroke, Sample

PHRASE = ("KeyT", "KeyH", "KeyE", "Space", "KeyT", "KeyI", "KeyD", "KeyE", "Space", "KeyI", "KeyS")


def typed(
    seed: int, *, codes: tuple[str, ...] = PHRASE, person: int = 0, enter: bool = True
) -> Sample:
    """One attempt of a made-up person: usual times of the person, noise of the attempt."""
    usual = np.random.default_rng((7, person))
    noise = np.random.default_rng((11, person, seed))
    all_codes = (*codes, "Enter") if enter else codes
    gaps_ms = usual.uniform(90, 260, len(all_codes)) * noise.normal(1, 0.06, len(all_codes))
    holds_ms = usual.uniform(60, 140, len(all_codes)) * noise.normal(1, 0.06, len(all_codes))
    presses_ms = np.cumsum(gaps_ms) + 1000
    return Sample(
        [
            Keystroke(code, press_ms, press_ms + hold_ms)
            for code, press_ms, hold_ms in zip(all_codes, presses_ms, holds_ms, strict=True)
        ]
    )


def attempts(count: int, *, person: int = 0) -> list[Sample]:
    """Several attempts of one made-up person."""
    return [typed(seed, person=person) for seed in range(count)]
