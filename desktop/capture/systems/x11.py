"""X11: the server's RECORD extension through pynput, with the server's time of each event.

pynput hands out neither time nor hardware key code, so this takes events where its listener does,
in private methods: its version is pinned.
"""

import threading
from typing import Any, Final

import pynput.keyboard
import Xlib.display
import Xlib.X
from Xlib.ext.record import StartOfData

from desktop.capture import codes
from desktop.capture.clock import JoinedClock, now_ms
from desktop.capture.events import KeyEvent
from desktop.capture.systems.listening import HeldKeys, Tell
from desktop.errors import CaptureError

START_SECONDS: Final = 10.0


def check() -> None:
    """Raise :class:`CaptureError` if the X server can't record key events."""
    display = Xlib.display.Display()
    try:
        if not display.has_extension("RECORD"):
            raise CaptureError(
                "The X server has no RECORD extension, through which key events are captured: "
                "enable it in the server's configuration."
            )
    finally:
        display.close()


def listen(tell: Tell) -> "X11Listener":
    """Make a listener that hands each event to `tell`."""
    return X11Listener(tell)


class X11Listener:
    """Listens to the X server while it is started, and is used once."""

    def __init__(self, tell: Tell) -> None:
        self._listener = _RecordListener(tell)

    def start(self) -> None:
        """Begin; the server records from when this has returned."""
        self._listener.start()
        if not self._listener.recording.wait(START_SECONDS):
            raise CaptureError("The X server didn't begin to record key events.")

    def stop(self) -> None:
        """Have the server stop recording, and wait until it has."""
        self._listener.stop()
        threading.Thread.join(self._listener)

    @property
    def works(self) -> bool:
        """Whether the server still records."""
        return self._listener.is_alive()


class _RecordListener(pynput.keyboard.Listener):
    def __init__(self, tell: Tell) -> None:
        super().__init__()
        self.recording = threading.Event()
        self._tell = tell
        self._held = HeldKeys()
        self._clock = JoinedClock()
        self._read_ms = 0.0

    def _handler(self, reply: Any) -> None:
        self._read_ms = now_ms()
        if reply.category == StartOfData:
            # A key that is down already may yet repeat, which would look like a press.
            self._held = HeldKeys(_keys_down(self._display_stop))  # type: ignore[attr-defined]  # private
            self.recording.set()
        super()._handler(reply)  # type: ignore[misc]  # private: not in the stubs

    def _handle_message(self, _display: Any, event: Any, _injected: bool) -> None:
        time_ms = self._clock.join(event.time, self._read_ms)
        pressed = event.type == Xlib.X.KeyPress
        if self._held.changed(event.detail, pressed=pressed):
            self._tell(KeyEvent(codes.from_x11(event.detail), pressed, time_ms))

    def _stop_platform(self) -> None:
        # pynput asks over the connection that records, where the server only answers after the
        # next key: what is typed until then would still be read.
        display = Xlib.display.Display()
        # With the next key pynput ends by itself, and disables and frees the context over two
        # connections: whoever comes too late gets an error.
        for connection in (display, self._display_stop):  # type: ignore[attr-defined]  # private
            connection.set_error_handler(_ignore)
        display.record_disable_context(self._context)  # type: ignore[attr-defined]  # private
        display.sync()
        display.close()


def _ignore(_error: Any, _request: Any) -> None:
    """Say nothing: by default python-xlib prints errors."""


def _keys_down(display: Xlib.display.Display) -> set[int]:
    keymap = display.query_keymap()
    return {key for key in range(256) if keymap[key // 8] >> key % 8 & 1}
