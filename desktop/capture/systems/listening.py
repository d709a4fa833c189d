"""What every system's listener has in common."""

import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Protocol, cast

from desktop.capture.events import KeyEvent
from desktop.errors import CaptureError

Tell = Callable[[KeyEvent], None]

_SYSTEMS = {"win32": "windows", "darwin": "macos"}


class KeyListener(Protocol):
    """Tells all key events of the session from :meth:`start` to :meth:`stop`."""

    def start(self) -> None:
        """Begin; no event is missed once this has returned."""

    def stop(self) -> None:
        """Stop reading key events; none is told once this has returned."""

    @property
    def works(self) -> bool:
        """Whether it is still listening."""


class System(Protocol):
    """A module of this package."""

    def check(self) -> None:
        """Raise :class:`CaptureError` with what to do where this process may not listen."""

    def listen(self, tell: Tell) -> KeyListener:
        """Make a listener that hands each event to `tell`, on a thread of its own."""


class HeldKeys:
    """Tells a press from auto-repeat, by the number that the system gives each key.

    Parameters
    ----------
    down
        Keys that are down already.
    """

    def __init__(self, down: Iterable[int] = ()) -> None:
        self._down = set(down)

    def changed(self, key: int, *, pressed: bool) -> bool:
        """Take an event; whether the key was in the other state before."""
        if pressed == (key in self._down):
            return False
        self._down ^= {key}
        return True


def this_system() -> System:
    """Give the module for the system that this process runs on.

    Raises
    ------
    CaptureError
        If pynput can't be used here.
    """
    name = _SYSTEMS.get(sys.platform, "x11")
    try:
        return cast("System", import_module(f"desktop.capture.systems.{name}"))
    except ImportError as error:
        # pynput connects to the X server when it is imported.
        raise CaptureError(
            f"The keyboard can't be listened to with pynput: {str(error).splitlines()[0]}"
        ) from error
