"""Suggested passphrases: words drawn at random from a list that was made for it.

The words come from the EFF's large list (CC BY 3.0 US), which leaves out what is rude, hard to
spell or easily mistaken; only those of at most six letters are taken, since they are typed often.
"""

import math
import secrets
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

WORDS: Final = 4
"""Words of a passphrase: about 46 bits, and long enough for a rhythm."""

_LIST: Final = Path(__file__).with_name("passphrase_words.txt")


class Passphrase(NamedTuple):
    """A passphrase that was drawn.

    Parameters
    ----------
    text
        Its words, with a space between them.
    bits
        How hard it is to guess: the binary logarithm of how many could have been drawn.
    """

    text: str
    bits: float

    def __repr__(self) -> str:
        # It may become what somebody types every day.
        return f"Passphrase({self.bits:.0f} bits)"


@cache
def words() -> tuple[str, ...]:
    """Give all words that are drawn from, in alphabetical order."""
    lines = _LIST.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if not line.startswith("#"))


def draw_passphrase() -> Passphrase:
    """Draw one, each word independently of the others."""
    choices = words()
    text = " ".join(secrets.choice(choices) for _ in range(WORDS))
    return Passphrase(text, WORDS * math.log2(len(choices)))
