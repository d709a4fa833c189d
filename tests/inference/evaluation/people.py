"""Made-up people in the shape of the research data."""

import numpy as np

from inference.evaluation.datasets import FreeText, PasswordTypist, ThirteenKeysTypist
from tests.inference.typing import LETTERS


def password_typist(number: int, *, spread: float = 0.1) -> PasswordTypist:
    """Someone with a rhythm of their own and a spread in common."""
    rng = np.random.default_rng(number)
    usual_hold, usual_gap = rng.normal(100, 15, 11), rng.normal(220, 50, 10)
    return PasswordTypist(
        subject=f"s{number:03d}",
        session=np.repeat(np.arange(1, 9), 50),
        repetition=np.tile(np.arange(1, 51), 8),
        hold_ms=(usual_hold * rng.normal(1, spread, (400, 11))).clip(20),
        gap_ms=(usual_gap * rng.normal(1, spread, (400, 10))).clip(20),
    )


def thirteen_keys_typist(number: int, *, spread: float = 0.1) -> ThirteenKeysTypist:
    """Someone who typed 13 keys 8 times."""
    rng = np.random.default_rng((1, number))
    gaps_ms = rng.normal(220, 50, 13) * rng.normal(1, spread, (8, 13))
    press_ms = np.cumsum(gaps_ms.clip(20), axis=1)
    hold_ms = rng.normal(100, 15, 13) * rng.normal(1, spread, (8, 13))
    return ThirteenKeysTypist(number, press_ms, press_ms + hold_ms.clip(20))


def free_text(
    people: int, sessions: int, keys: int, *, spread: float = 0.1, first: int = 1
) -> FreeText:
    """Give `people` who typed random letters, each with times of their own for each letter."""
    code, gap_ms, hold_ms = [], [], []
    for person in range(people):
        rng = np.random.default_rng((2, person))
        usual_hold, usual_gap = rng.normal(100, 25, len(LETTERS)), rng.normal(200, 60, len(LETTERS))
        typed = rng.integers(len(LETTERS), size=sessions * keys)
        code.append(typed)
        gap_ms.append(usual_gap[typed] * rng.normal(1, spread, len(typed)))
        hold_ms.append(usual_hold[typed] * rng.normal(1, spread, len(typed)))
    return FreeText(
        codes=tuple(LETTERS),
        users=np.repeat(np.arange(first, first + people, dtype=np.int32), sessions),
        sessions=np.tile(np.arange(sessions, dtype=np.int32), people),
        starts=np.arange(0, people * sessions * keys + 1, keys, dtype=np.int64),
        code=np.concatenate(code).astype(np.uint8),
        gap_ms=np.concatenate(gap_ms).clip(20).astype(np.uint16),
        hold_ms=np.concatenate(hold_ms).clip(20).astype(np.uint16),
    )
