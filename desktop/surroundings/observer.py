"""Watches the surroundings, on one thread of its own that waits for all who tell."""

import os
import selectors
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final, Protocol

from desktop.errors import BusError, CaptureError
from desktop.surroundings.focus import FocusedField
from desktop.surroundings.locks import LoginSession, ScreenSaver
from desktop.surroundings.state import Surroundings
from desktop.surroundings.windows import WindowInFront

Tell = Callable[[Surroundings], None]


class Teller(Protocol):
    """Somebody who tells about one thing."""

    def fileno(self) -> int:
        """Give what to wait for."""

    def read(self, seen: Surroundings) -> Surroundings:
        """Take in what has come; BusError or CaptureError once no more can come."""

    def without(self, seen: Surroundings) -> Surroundings:
        """Give what is still known once no more can come."""

    def close(self) -> None:
        """Stop listening."""


_TELLERS: Final[tuple[Callable[[], Teller], ...]] = (
    WindowInFront,
    FocusedField,
    ScreenSaver,
    LoginSession,
)


class Observer:
    """Tells the surroundings when they change; those who aren't here are done without.

    Parameters
    ----------
    tell
        Called on a thread of the observer's, first with what is known at the start.
    """

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._waker, self._alarm = os.pipe()
        self._thread = threading.Thread(target=self._observe, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """End, and wait for it; nothing is told afterwards."""
        os.close(self._alarm)
        self._thread.join()
        os.close(self._waker)

    def _observe(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._waker, selectors.EVENT_READ)
            tellers = list(_present())
            for teller in tellers:
                selector.register(teller.fileno(), selectors.EVENT_READ, teller)
            # What has come while others were connected to doesn't show at the socket any more.
            seen = self._read(selector, tellers, Surroundings())
            self._tell(seen)
            while True:
                ready = [key for key, _ in selector.select()]
                if any(key.data is None for key in ready):
                    break
                before, seen = seen, self._read(selector, [key.data for key in ready], seen)
                if seen != before:
                    self._tell(seen)
            for key in list(selector.get_map().values()):
                if key.data is not None:
                    key.data.close()

    def _read(
        self, selector: selectors.BaseSelector, tellers: list[Teller], seen: Surroundings
    ) -> Surroundings:
        for teller in tellers:
            try:
                seen = teller.read(seen)
            except (BusError, CaptureError):
                selector.unregister(teller.fileno())
                teller.close()
                seen = teller.without(seen)
        return seen


def _present() -> list[Teller]:
    found: list[Teller] = []
    for make in _TELLERS:
        with suppress(BusError, CaptureError):
            found.append(make())
    return found
