"""A little free text of made-up people who type `` the and ing to of that`` over and over."""

import numpy as np

from inference.evaluation.datasets import FreeText

CODES = ("Unidentified", "Space", *(f"Key{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
CODES += ("ShiftLeft", "Backspace", "Enter")
TEXT = " the and ing to of that her is on at"


def free_text(people: int, rounds: int, seed: int = 0) -> FreeText:
    """Each person repeats the text `rounds` times, with a rhythm of their own."""
    rng = np.random.default_rng(seed)
    letters = ["Space" if letter == " " else f"Key{letter.upper()}" for letter in TEXT]
    code = np.array([CODES.index(name) for name in letters] * rounds, dtype=np.uint8)
    gaps, holds = [], []
    for _ in range(people):
        usual_gap = rng.normal(180, 25, len(TEXT))
        usual_hold = rng.normal(100, 12, len(TEXT))
        gaps.append(np.tile(usual_gap, rounds) * rng.normal(1, 0.16, len(code)))
        holds.append(np.tile(usual_hold, rounds) * rng.normal(1, 0.16, len(code)))
    return FreeText(
        codes=CODES,
        users=np.arange(people, dtype=np.int32),
        sessions=np.zeros(people, dtype=np.int32),
        starts=np.arange(people + 1, dtype=np.int64) * len(code),
        code=np.tile(code, people),
        gap_ms=np.concatenate(gaps).clip(20).astype(np.uint16),
        hold_ms=np.concatenate(holds).clip(20).astype(np.uint16),
    )
