"""Which key makes which character on a US layout."""

from typing import Final

from inference.errors import InputError

_PLAIN: Final = {
    **{chr(letter): f"Key{chr(letter).upper()}" for letter in range(ord("a"), ord("z") + 1)},
    **{digit: f"Digit{digit}" for digit in "0123456789"},
    "`": "Backquote",
    "-": "Minus",
    "=": "Equal",
    "[": "BracketLeft",
    "]": "BracketRight",
    "\\": "Backslash",
    ";": "Semicolon",
    "'": "Quote",
    ",": "Comma",
    ".": "Period",
    "/": "Slash",
    " ": "Space",
    "\n": "Enter",
    "\t": "Tab",
}
_SHIFTED: Final = {
    **{chr(letter): f"Key{chr(letter)}" for letter in range(ord("A"), ord("Z") + 1)},
    **{character: f"Digit{digit}" for digit, character in enumerate(")!@#$%^&*(")},
    "~": "Backquote",
    "_": "Minus",
    "+": "Equal",
    "{": "BracketLeft",
    "}": "BracketRight",
    "|": "Backslash",
    ":": "Semicolon",
    '"': "Quote",
    "<": "Comma",
    ">": "Period",
    "?": "Slash",
}

US_KEYS: Final = tuple(_PLAIN.values())
"""W3C UI Events ``code`` of every key that makes a character."""


def key_for(character: str) -> tuple[str, bool]:
    """Give the key that makes a character, and whether Shift is held for it.

    Parameters
    ----------
    character
        One character of a US keyboard; newline stands for Enter.

    Returns
    -------
    code : str
        W3C UI Events ``code``.
    shifted : bool

    Raises
    ------
    InputError
        If a US keyboard can't type it.
    """
    if character in _PLAIN:
        return _PLAIN[character], False
    if character in _SHIFTED:
        return _SHIFTED[character], True
    raise InputError(
        "A character can't be typed on a US keyboard: use letters without accents, digits, "
        "punctuation and spaces."
    )
