"""Windows: a low-level keyboard hook through pynput.

The hook tells the hardware's scan code and a time of 1/64 s steps; it is called at once, so that
the clock read in it is the better one, held within the step that the event's own time names.
"""

import time
from typing import Any, Final

import pynput.keyboard

from desktop.capture import codes
from desktop.capture.clock import WINDOWS_TICK, JoinedClock, now_ms
from desktop.capture.events import KeyEvent
from desktop.capture.systems.listening import HeldKeys, Tell

# KBDLLHOOKSTRUCT's flags.
_EXTENDED: Final = 0x01
_UP: Final = 0x80
# Larger ones are made up by the system: Shift around numpad keys, Control with AltGr.
_LARGEST_SCAN_CODE: Final = 0xFF
# Text without a key, as from an input method: its "scan code" is a character.
_VK_PACKET: Final = 0xE7
_HOOK_SECONDS: Final = 0.05


def check() -> None:
    """Do nothing: every process of the session may listen."""


def listen(tell: Tell) -> "WindowsListener":
    """Make a listener that hands each event to `tell`."""
    return WindowsListener(tell)


class WindowsListener:
    """Listens through a hook while it is started, and is used once."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._held = HeldKeys()
        self._clock = JoinedClock(WINDOWS_TICK)
        self._listener = pynput.keyboard.Listener(win32_event_filter=self._take)

    def start(self) -> None:
        """Begin."""
        self._listener.start()
        self._listener.wait()
        # pynput says that it is ready just before it sets the hook.
        time.sleep(_HOOK_SECONDS)

    def stop(self) -> None:
        """Remove the hook, and wait until it is gone."""
        self._listener.stop()
        self._listener.join()

    @property
    def works(self) -> bool:
        """Whether the hook's thread still runs."""
        return self._listener.is_alive()

    def _take(self, _message: int, event: Any) -> bool:
        time_ms = self._clock.join(event.time, now_ms())
        if event.vkCode != _VK_PACKET and event.scanCode <= _LARGEST_SCAN_CODE:
            self._tell_change(event.scanCode, event.flags, time_ms)
        # Nothing is left to do for pynput: it needn't find out characters.
        return False

    def _tell_change(self, scan_code: int, flags: int, time_ms: float) -> None:
        extended, pressed = bool(flags & _EXTENDED), not flags & _UP
        if self._held.changed(scan_code | extended << 8, pressed=pressed):
            self._tell(KeyEvent(codes.from_windows(scan_code, extended=extended), pressed, time_ms))
