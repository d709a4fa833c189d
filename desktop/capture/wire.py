"""What the capture process and its parent tell each other: one line of text a message."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from desktop.capture.events import KeyEvent


@dataclass(frozen=True)
class Arm:
    """To the capture process: begin to tell key events, and say so under this number."""

    turn: int


@dataclass(frozen=True)
class Disarm:
    """To the capture process: stop reading key events."""


@dataclass(frozen=True)
class Ready:
    """From the capture process: it can listen."""


@dataclass(frozen=True)
class Armed:
    """From the capture process: from now on no key event is missed."""

    turn: int


@dataclass(frozen=True)
class Alive:
    """From the capture process, twice a second: it isn't stuck."""


@dataclass(frozen=True)
class Unavailable:
    """From the capture process, its last words: it can't listen here."""

    message: str


Message = Arm | Disarm | Ready | Armed | Alive | Unavailable | KeyEvent


def encode(message: Message) -> bytes:
    """Write a message as a line."""
    match message:
        case KeyEvent(code, pressed, time_ms):
            line = f"key {code} {int(pressed)} {time_ms!r}"
        case Arm(turn):
            line = f"arm {turn}"
        case Armed(turn):
            line = f"armed {turn}"
        case Unavailable(text):
            line = f"unavailable {' '.join(text.split())}"
        case _:
            line = type(message).__name__.lower()
    return line.encode() + b"\n"


def decode(line: bytes) -> Message | None:
    """Read a line; ``None`` if it isn't a whole message, as the last one of a dying process."""
    kind, _, rest = line.decode(errors="replace").rstrip("\r\n").partition(" ")
    if not line.endswith(b"\n") or kind not in _READERS:
        return None
    try:
        return _READERS[kind](rest)
    except ValueError:
        return None


def _read_key(rest: str) -> KeyEvent:
    code, pressed, time_ms = rest.split(" ")
    return KeyEvent(code, pressed == "1", float(time_ms))


_READERS: Final[dict[str, Callable[[str], Message]]] = {
    "arm": lambda rest: Arm(int(rest)),
    "disarm": lambda _: Disarm(),
    "ready": lambda _: Ready(),
    "armed": lambda rest: Armed(int(rest)),
    "alive": lambda _: Alive(),
    "unavailable": Unavailable,
    "key": _read_key,
}
