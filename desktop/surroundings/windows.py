"""X11: which program's window is in front, and whether the screen saver is on."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import Xlib.display
import Xlib.error
import Xlib.X
from Xlib.ext import screensaver

from desktop.errors import CaptureError
from desktop.surroundings.state import App, Surroundings

_SAVER: Final = "X screen saver"


class WindowInFront:
    """Follows the window in front, as the window manager tells it (EWMH).

    Raises
    ------
    CaptureError
        If there is no X server.
    """

    def __init__(self) -> None:
        try:
            self._display = Xlib.display.Display()
        except (Xlib.error.DisplayError, OSError) as error:
            raise CaptureError(f"There is no X server to ask for the active window: {error}") from (
                error
            )
        self._root = self._display.screen().root
        self._active = self._display.intern_atom("_NET_ACTIVE_WINDOW")
        self._owner = self._display.intern_atom("_NET_WM_PID")
        self._root.change_attributes(event_mask=Xlib.X.PropertyChangeMask)
        self._saved = -1
        if self._display.has_extension(screensaver.extname):
            self._root.screensaver_select_input(screensaver.NotifyMask)
            # Events of extensions are of classes made anew: only their number tells them.
            self._saved = self._display.extension_event.Notify
        self._display.flush()
        self._is_new = True

    def fileno(self) -> int:
        """Give what to wait for."""
        descriptor: int = self._display.fileno()
        return descriptor

    def read(self, seen: Surroundings) -> Surroundings:
        """Take in what has come; CaptureError once the X server is gone."""
        try:
            while self._is_new or self._display.pending_events():
                if self._is_new:
                    seen = replace(seen, app=self._app())
                    self._is_new = False
                else:
                    seen = self._take(self._display.next_event(), seen)
        except (Xlib.error.ConnectionClosedError, OSError) as error:
            raise CaptureError(f"The X server is gone: {error}") from error
        return seen

    def without(self, seen: Surroundings) -> Surroundings:
        """Give what is known without the X server."""
        return replace(seen, app=None)

    def close(self) -> None:
        """Stop following."""
        with suppress(Xlib.error.ConnectionClosedError, OSError):
            self._display.close()

    def _take(self, event: Any, seen: Surroundings) -> Surroundings:
        if event.type == Xlib.X.PropertyNotify and event.atom == self._active:
            self._is_new = True
        elif event.type == self._saved:
            is_on = event.state != screensaver.StateOff
            return seen.with_lock(_SAVER, is_on=is_on)
        return seen

    def _app(self) -> App | None:
        # The window may be gone by now.
        with suppress(Xlib.error.XError):
            number = _number(self._root, self._active)
            if number:
                window = self._display.create_resource_object("window", number)
                names = window.get_wm_class()
                process_id = _number(window, self._owner)
                return App(process_id, names[1] if names else "", _executable(process_id))
        return None


def _number(window: Any, name: int) -> int:
    held = window.get_full_property(name, Xlib.X.AnyPropertyType)
    return int(held.value[0]) if held and len(held.value) else 0


def _executable(process_id: int) -> str:
    if process_id:
        with suppress(OSError):
            return Path(f"/proc/{process_id}/exe").readlink().name
    return ""
