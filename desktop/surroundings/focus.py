"""AT-SPI: what has the focus, as programs tell assistive technology over a bus of its own.

Programs tell by the signal ``StateChanged`` with the detail ``focused``; the one that sends it is
asked for the role (the numbers are those of ``atspi-constants.h``). Who doesn't take part is
silent: then nobody can tell whether a password is typed.
"""

from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

from jeepney import DBusAddress, HeaderFields, MatchRule

from desktop.errors import BusError
from desktop.surroundings.bus import Bus
from desktop.surroundings.state import Field, FieldKind, Surroundings

_LAUNCHER: Final = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
_REGISTRY: Final = DBusAddress(
    "/org/a11y/atspi/registry", "org.a11y.atspi.Registry", "org.a11y.atspi.Registry"
)
_FOCUSED: Final = "object:state-changed:focused"
_ACCESSIBLE: Final = "org.a11y.atspi.Accessible"
_KINDS: Final[dict[int, FieldKind]] = {40: "password", 60: "terminal"}


class FocusedField:
    """Follows the focus.

    Raises
    ------
    BusError
        If this session has no AT-SPI.
    """

    def __init__(self) -> None:
        with Bus("SESSION") as session:
            address: str = session.call(_LAUNCHER, "GetAddress")
        self._bus = Bus(address)
        try:
            self._bus.listen(
                MatchRule(
                    type="signal", interface="org.a11y.atspi.Event.Object", member="StateChanged"
                )
            )
            self._bus.call(_REGISTRY, "RegisterEvent", "s", _FOCUSED)
        except BusError:
            self._bus.close()
            raise

    def fileno(self) -> int:
        """Give what to wait for."""
        return self._bus.fileno()

    def read(self, seen: Surroundings) -> Surroundings:
        """Take in what has come; BusError once AT-SPI is gone."""
        for signal in self._bus.signals():
            detail, is_on = signal.body[:2]
            if detail == "focused" and is_on:
                seen = replace(seen, field=self._field(signal.header.fields))
        return seen

    def without(self, seen: Surroundings) -> Surroundings:
        """Give what is known without AT-SPI."""
        return replace(seen, field=None)

    def close(self) -> None:
        """Stop following."""
        self._bus.close()

    def _field(self, fields: dict[HeaderFields, Any]) -> Field | None:
        sender, path = fields[HeaderFields.sender], fields[HeaderFields.path]
        # A program that doesn't answer doesn't tell.
        with suppress(BusError):
            role: int = self._bus.call(DBusAddress(path, sender, _ACCESSIBLE), "GetRole")
            return Field(self._bus.process_of(sender), _KINDS.get(role, "other"))
        return None
