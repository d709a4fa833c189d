"""People of so steady a rhythm that no test fails by chance; the demo has harder ones."""

import random

from inference.sample import Keystroke, Sample
from inference.us_layout import key_for

_SHIFT_LEAD_MS = 45.0


def typed(phrase: str, person: str, repetition: int) -> Sample:
    """Type a phrase, with Enter at its end, as one person would.

    Parameters
    ----------
    phrase
        What a US keyboard can type.
    person
        Whose habits: a time of their own for each key and each pair of keys.
    repetition
        Which attempt; attempts of a person differ as no replay would.
    """
    noise = random.Random(f"{person} {repetition}")  # noqa: S311 - no secret
    press_ms, before = 0.0, "\n"
    keystrokes = []
    for character in f"{phrase}\n":
        code, shifted = key_for(character)
        press_ms += _habit_ms(f"{person} {before}{character}", 45, 200) + noise.gauss(0, 12)
        hold_ms = _habit_ms(f"{person} {character}", 40, 110) + noise.gauss(0, 6)
        if shifted:
            shift_ms = press_ms - _SHIFT_LEAD_MS
            keystrokes.append(Keystroke("ShiftLeft", shift_ms, press_ms + hold_ms / 2))
        keystrokes.append(Keystroke(code, press_ms, press_ms + hold_ms))
        before = character
    return Sample(keystrokes)


def _habit_ms(of: str, least: float, most: float) -> float:
    # Seeded by a string, a generator gives the same number in every process.
    return random.Random(of).uniform(least, most)  # noqa: S311 - no secret
