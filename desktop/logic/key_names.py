"""What the keys of a phrase are called in a picture of it."""

from typing import Final

_SHOWN: Final = {" ": "␣"}
_ENTER: Final = "⏎"
_MASK: Final = "•"


def key_names(positions: int, text: str, *, masked: bool) -> tuple[str, ...]:
    """Name each position by its character, or by its number where the text doesn't tell.

    Parameters
    ----------
    positions
        Number of keys, the closing Enter among them.
    text
        What was typed into the field; empty where it isn't known.
    masked
        Whether it is hidden on the screen: then so it is here.
    """
    names = [_MASK if masked else _SHOWN.get(character, character) for character in text]
    if len(names) == positions - 1:
        names.append(_ENTER)
    if len(names) == positions:
        return tuple(names)
    return tuple(str(number) for number in range(1, positions + 1))
