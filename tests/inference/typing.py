"""Regular typing for tests that need some, with a little noise."""

import numpy as np

from inference.sample import Keystroke, Sample
from inference.simulation.typists import typists

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


SENTENCES = (
    "the quick brown fox jumps over the lazy dog and runs away",
    "it was a bright cold day in april and the clocks were striking",
    "all happy families are alike but every unhappy one is not",
    "she sells sea shells by the sea shore in the early morning",
    "we hold these truths to be self evident that all men are equal",
    "to be or not to be that is the question here tonight",
)


def sentence(place: int, *, person: int = 0) -> Sample:
    """A sentence by a simulated person, as hard to tell from others as a real one."""
    return typists(person + 1, seed=3)[person].type(SENTENCES[place], 0)


LETTERS = tuple(f"Key{letter}" for letter in "ETAOINSHRDLU")


def written(seed: int, keys: int = 60, *, person: int = 0) -> Sample:
    """Text of random letters by a made-up person, whose times are usual for each letter."""
    usual = np.random.default_rng((17, person))
    noise = np.random.default_rng((19, person, seed))
    of_letter = dict(zip(LETTERS, usual.uniform([90, 60], [260, 140], (12, 2)), strict=True))
    codes = noise.choice(LETTERS, keys).tolist()
    times_ms = np.array([of_letter[code] for code in codes]) * noise.normal(1, 0.1, (keys, 2))
    presses_ms = np.cumsum(times_ms[:, 0]) + 1000
    return Sample(
        [
            Keystroke(code, press_ms, press_ms + hold_ms)
            for code, press_ms, hold_ms in zip(codes, presses_ms, times_ms[:, 1], strict=True)
        ]
    )
