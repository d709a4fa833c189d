"""Physical keys: which of them make characters, and which class a key or a digraph belongs to.

The classes are those of typing research (Salthouse, 1986; Dhakal et al., 2018): times differ most
by the hands and fingers that two keys need. Fingers are those of touch typing on a US layout.
"""

from typing import Final

from inference.sample import UNIDENTIFIED

ENTER_KEYS: Final = frozenset({"Enter", "NumpadEnter"})
SHIFT_KEYS: Final = frozenset({"ShiftLeft", "ShiftRight"})

_FINGERS: Final = {
    "left little": "KeyQ KeyA KeyZ Digit1 Backquote IntlBackslash",
    "left ring": "KeyW KeyS KeyX Digit2",
    "left middle": "KeyE KeyD KeyC Digit3",
    "left index": "KeyR KeyF KeyV KeyT KeyG KeyB Digit4 Digit5",
    "right index": "KeyY KeyH KeyN KeyU KeyJ KeyM Digit6 Digit7",
    "right middle": "KeyI KeyK Comma Digit8",
    "right ring": "KeyO KeyL Period Digit9",
    "right little": (
        "KeyP Semicolon Slash Digit0 Minus Equal BracketLeft BracketRight Backslash Quote "
        "IntlRo IntlYen"
    ),
}
_FINGER_OF: Final = {code: finger for finger, codes in _FINGERS.items() for code in codes.split()}
_NUMPAD: Final = frozenset(
    [f"Numpad{digit}" for digit in range(10)]
    + ["NumpadAdd", "NumpadSubtract", "NumpadMultiply", "NumpadDivide", "NumpadDecimal"]
    + ["NumpadComma", "NumpadEqual", "NumpadParenLeft", "NumpadParenRight"]
)
CHARACTER_KEYS: Final = frozenset(_FINGER_OF) | _NUMPAD | {"Space", UNIDENTIFIED}

GENERIC: Final = "*"


def hold_classes(code: str) -> tuple[str, ...]:
    """Give the classes of a key's hold time, the narrowest first.

    Parameters
    ----------
    code
        W3C UI Events ``code``.

    Returns
    -------
    tuple of str
        Always ends with the generic class.
    """
    return (GENERIC,) if code == UNIDENTIFIED else (code, _kind(code), GENERIC)


def interval_classes(first: str, second: str, *, shifted: bool) -> tuple[str, ...]:
    """Give the classes of the press-press time between two keys, the narrowest first.

    Parameters
    ----------
    first, second
        W3C UI Events ``code`` of the two keys.
    shifted
        Whether Shift went down between the two presses, which takes time of its own.

    Returns
    -------
    tuple of str
        Always ends with the generic class.
    """
    if UNIDENTIFIED in {first, second}:
        return (GENERIC,)
    if shifted:
        return f"{first} Shift {second}", "Shift", GENERIC
    return f"{first} {second}", _movement(first, second), GENERIC


def _kind(code: str) -> str:
    if code.startswith("Key"):
        return f"letter {_FINGER_OF.get(code, GENERIC).split()[0]}"
    if code.startswith("Digit"):
        return "digit"
    if code in _NUMPAD:
        return "numpad"
    return "punctuation" if code in _FINGER_OF else GENERIC


def _movement(first: str, second: str) -> str:
    if first == second:
        return "same key"
    fingers = _FINGER_OF.get(first), _FINGER_OF.get(second)
    if None in fingers:
        return f"{_reach(first)} to {_reach(second)}"
    if fingers[0] == fingers[1]:
        movement = "same finger"
    elif fingers[0] and fingers[1] and fingers[0].split()[0] == fingers[1].split()[0]:
        movement = "same hand"
    else:
        movement = "other hand"
    return movement if first.startswith("Key") and second.startswith("Key") else f"far {movement}"


def _reach(code: str) -> str:
    if code in ENTER_KEYS:
        return "enter"
    return "thumb" if code == "Space" else "numpad" if code in _NUMPAD else "hand"
