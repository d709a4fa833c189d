"""macOS: a listen-only event tap through pynput, with the system's time of each event.

pynput hands out neither time nor key code, so this takes events where its listener does, in a
private method: its version is pinned.
"""

import threading
from importlib import import_module
from typing import Any, Final

import pynput.keyboard

from desktop.capture import codes
from desktop.capture.clock import now_ms
from desktop.capture.events import KeyEvent
from desktop.capture.systems.listening import HeldKeys, Tell
from desktop.errors import CaptureError

_quartz: Any = import_module("Quartz")

# Modifiers only tell that the flags have changed: each key's own bit (IOLLEvent.h) says how.
_MODIFIER_FLAGS: Final = {
    "ControlLeft": 0x0001,
    "ShiftLeft": 0x0002,
    "ShiftRight": 0x0004,
    "MetaLeft": 0x0008,
    "MetaRight": 0x0010,
    "AltLeft": 0x0020,
    "AltRight": 0x0040,
    "ControlRight": 0x2000,
    "Fn": 0x800000,
}
_SAME_CLOCK_MS: Final = 1_000.0


def check() -> None:
    """Raise :class:`CaptureError` if the user hasn't allowed this program to listen.

    Asks the user for it, too: macOS shows its own question once.
    """
    if not _quartz.CGPreflightListenEventAccess():
        _quartz.CGRequestListenEventAccess()
        raise CaptureError(
            "macOS doesn't let this program listen to the keyboard: allow it in System Settings, "
            "Privacy & Security, Input Monitoring, and start it again."
        )


def listen(tell: Tell) -> "MacListener":
    """Make a listener that hands each event to `tell`."""
    return MacListener(tell)


class MacListener:
    """Listens through an event tap while it is started, and is used once."""

    def __init__(self, tell: Tell) -> None:
        self._listener = _TapListener(tell)

    def start(self) -> None:
        """Begin."""
        self._listener.start()
        self._listener.wait()

    def stop(self) -> None:
        """Remove the tap, and wait until it is gone."""
        self._listener.stop()
        threading.Thread.join(self._listener)

    @property
    def works(self) -> bool:
        """Whether the tap's thread still runs."""
        return self._listener.is_alive()


class _TapListener(pynput.keyboard.Listener):
    def __init__(self, tell: Tell) -> None:
        super().__init__()
        self._tell = tell
        self._held = HeldKeys()

    def _handle_message(
        self, _proxy: Any, kind: int, event: Any, _refcon: Any, _injected: bool
    ) -> None:
        read_ms = now_ms()
        keycode = _quartz.CGEventGetIntegerValueField(event, _quartz.kCGKeyboardEventKeycode)
        code = codes.from_macos(keycode)
        pressed = _pressed(kind, code, event)
        if pressed is not None and self._held.changed(keycode, pressed=pressed):
            self._tell(KeyEvent(code, pressed, _time_ms(event, read_ms)))


def _pressed(kind: int, code: str, event: Any) -> bool | None:
    """Whether the key went down; ``None`` for auto-repeat, Caps Lock's toggle and other events."""
    if _quartz.CGEventGetIntegerValueField(event, _quartz.kCGKeyboardEventAutorepeat):
        return None
    if kind in (_quartz.kCGEventKeyDown, _quartz.kCGEventKeyUp):
        return bool(kind == _quartz.kCGEventKeyDown)
    if kind == _quartz.kCGEventFlagsChanged and code in _MODIFIER_FLAGS:
        return bool(_quartz.CGEventGetFlags(event) & _MODIFIER_FLAGS[code])
    return None


def _time_ms(event: Any, read_ms: float) -> float:
    # Nanoseconds since the machine started, as our clock; injected events may carry anything.
    event_ms = float(_quartz.CGEventGetTimestamp(event)) / 1e6
    return event_ms if 0 <= read_ms - event_ms < _SAME_CLOCK_MS else read_ms
