"""Whether the screen is locked, as screen savers and the login manager tell over D-Bus."""

import os
from typing import Any, Final

from jeepney import DBusAddress, HeaderFields, MatchRule

from desktop.errors import BusError
from desktop.surroundings.bus import Bus
from desktop.surroundings.state import Surroundings

_MANAGER: Final = DBusAddress(
    "/org/freedesktop/login1", "org.freedesktop.login1", "org.freedesktop.login1.Manager"
)
_SESSION: Final = "org.freedesktop.login1.Session"
_PROPERTIES: Final = "org.freedesktop.DBus.Properties"


class ScreenSaver:
    """Listens to the session's screen savers: freedesktop's, GNOME's, Cinnamon's, MATE's.

    Raises
    ------
    BusError
        If there is no session bus.
    """

    def __init__(self) -> None:
        self._bus = Bus("SESSION")
        self._bus.listen(MatchRule(type="signal", member="ActiveChanged"))

    def fileno(self) -> int:
        """Give what to wait for."""
        return self._bus.fileno()

    def read(self, seen: Surroundings) -> Surroundings:
        """Take in what has come; BusError once the bus is gone."""
        for signal in self._bus.signals():
            name = signal.header.fields.get(HeaderFields.interface, "")
            if name.endswith(".ScreenSaver"):
                seen = seen.with_lock(name, is_on=bool(signal.body[0]))
        return seen

    def without(self, seen: Surroundings) -> Surroundings:
        """Give what is known without the bus: what was locked stays so."""
        return seen

    def close(self) -> None:
        """Stop listening."""
        self._bus.close()


class LoginSession:
    """Listens to systemd-logind about the session that this process runs in.

    Raises
    ------
    BusError
        If there is no system bus, or no such session.
    """

    def __init__(self) -> None:
        name = os.environ.get("XDG_SESSION_ID")
        if not name:
            raise BusError("This process runs in no login session.")
        self._bus = Bus("SYSTEM")
        try:
            path: str = self._bus.call(_MANAGER, "GetSession", "s", name)
            self._bus.listen(MatchRule(type="signal", path=path))
        except BusError:
            self._bus.close()
            raise

    def fileno(self) -> int:
        """Give what to wait for."""
        return self._bus.fileno()

    def read(self, seen: Surroundings) -> Surroundings:
        """Take in what has come; BusError once the bus is gone."""
        for signal in self._bus.signals():
            is_locked = _is_locked(signal)
            if is_locked is not None:
                seen = seen.with_lock(_SESSION, is_on=is_locked)
        return seen

    def without(self, seen: Surroundings) -> Surroundings:
        """Give what is known without the bus: what was locked stays so."""
        return seen

    def close(self) -> None:
        """Stop listening."""
        self._bus.close()


def _is_locked(signal: Any) -> bool | None:
    """Read a signal of the session; None if it is about something else."""
    interface = signal.header.fields.get(HeaderFields.interface)
    member = signal.header.fields.get(HeaderFields.member)
    if interface == _SESSION and member in {"Lock", "Unlock"}:
        return bool(member == "Lock")
    if interface == _PROPERTIES and signal.body[0] == _SESSION:
        hint = signal.body[1].get("LockedHint")
        return None if hint is None else bool(hint[1])
    return None
