"""From a stream of key events to blocks of text, none of which outlives the next."""

import math
from typing import Final, NamedTuple

from desktop.capture.events import KeyEvent
from desktop.capture.pairing import KeystrokePairer
from inference.keys import SHIFT_KEYS
from inference.sample import Keystroke, Sample
from inference.strokes import STROKE_KEYS

BLOCK_KEYS: Final = 50
"""Keys of a block: enough for a quick answer."""
PAUSE_MS: Final = 60_000.0
"""After so long without a key somebody else may have sat down: another stretch begins."""

SHORTCUT_KEYS: Final = frozenset(
    {"AltLeft", "ControlLeft", "ControlRight", "MetaLeft", "MetaRight"}
)
"""What is pressed while one of them is down is a command, no text; the right Alt makes characters
on many keyboards."""

_TEXT_KEYS: Final = STROKE_KEYS | SHIFT_KEYS
# A block waits so many keys for a moment in which no key is down.
_PATIENCE_KEYS: Final = 8


class Block(NamedTuple):
    """A run of text keys, to be scored and dropped.

    Parameters
    ----------
    stretch
        Number of the stretch of typing that it belongs to.
    sample
        Its keystrokes.
    """

    stretch: int
    sample: Sample

    def __repr__(self) -> str:
        # What was typed must not reach a log or a traceback.
        return f"Block({self.stretch})"


class TextStream:
    """Cuts what is typed into blocks of about 50 text keys.

    Only the block in hand is kept. Shortcuts, keys that make no text and auto-repeat are left out.
    After a pause, or when it is told to begin anew, the keys in hand are forgotten and another
    stretch begins: what was typed before may be somebody else's.
    """

    def __init__(self) -> None:
        self._stretch = 0
        self.begin_stretch()

    @property
    def keys(self) -> int:
        """Text keys in hand."""
        return sum(key.code in STROKE_KEYS for key in self._keystrokes)

    def begin_stretch(self) -> None:
        """Forget the keys in hand, and begin another stretch."""
        self._stretch += 1
        self._pairer = KeystrokePairer()
        self._keystrokes: list[Keystroke] = []
        self._shortcut_keys: set[str] = set()
        self._last_ms = math.nan

    def feed(self, event: KeyEvent) -> Block | None:
        """Take the next key event; give the block that it completes, if it does."""
        if event.time_ms - self._last_ms > PAUSE_MS:
            self.begin_stretch()
        self._last_ms = event.time_ms
        if self._is_command(event):
            return None
        keystroke = self._pairer.feed(event)
        if keystroke is None:
            return None
        self._keystrokes.append(keystroke)
        return self._cut() if self._is_full() else None

    def _is_command(self, event: KeyEvent) -> bool:
        if event.code in SHORTCUT_KEYS:
            (self._shortcut_keys.add if event.pressed else self._shortcut_keys.discard)(event.code)
        # The pairer ignores the release of a key whose press it wasn't told.
        is_shortcut = event.pressed and bool(self._shortcut_keys)
        return is_shortcut or event.code not in _TEXT_KEYS

    def _is_full(self) -> bool:
        # Cut while a key is down, a block would lack one between its others.
        wanted = BLOCK_KEYS if self._pairer.all_up else BLOCK_KEYS + _PATIENCE_KEYS
        return self.keys >= wanted

    def _cut(self) -> Block:
        keystrokes, self._keystrokes = self._keystrokes, []
        in_order = sorted(keystrokes, key=lambda keystroke: keystroke.press_ms)
        return Block(self._stretch, Sample(in_order))
