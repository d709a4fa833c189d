"""D-Bus for those who mostly listen: jeepney's connection, with its signals kept in order."""

from collections import deque
from collections.abc import Iterator
from typing import Any, Final, Self

from jeepney import DBusAddress, HeaderFields, MatchRule, MessageType, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from desktop.errors import BusError

REPLY_SECONDS: Final = 0.5

# No variable with its address, an address that isn't understood, nobody there, or no answer.
_NO_BUS: Final = (KeyError, ValueError, RuntimeError, StopIteration, OSError)


class Bus:
    """A connection to one bus.

    Parameters
    ----------
    address
        ``SESSION``, ``SYSTEM`` or an address.

    Raises
    ------
    BusError
        If there is no such bus.
    """

    def __init__(self, address: str) -> None:
        try:
            self._connection: DBusConnection = open_dbus_connection(address)
        except _NO_BUS as error:
            raise BusError(f"There is no D-Bus to ask: {error}") from error
        self._signals: deque[Any] = deque()

    def fileno(self) -> int:
        """Give the socket, to be waited for."""
        descriptor: int = self._connection.sock.fileno()
        return descriptor

    def call(self, address: DBusAddress, method: str, signature: str = "", *values: Any) -> Any:
        """Call a method and give the first value of its answer.

        Raises
        ------
        BusError
            If there is no answer in time, or an error.
        """
        message = new_method_call(address, method, signature or None, values)
        try:
            reply = self._connection.send_and_get_reply(message, timeout=REPLY_SECONDS)
        except OSError as error:
            raise BusError(f"Nobody answers on D-Bus: {error}") from error
        if reply.header.message_type is MessageType.error:
            name = reply.header.fields.get(HeaderFields.error_name)
            raise BusError(f"D-Bus answers with an error: {name}")
        return reply.body[0] if reply.body else None

    def listen(self, rule: MatchRule) -> None:
        """Have the bus send signals that match."""
        # The bus sends a few others unasked.
        self._connection.filter(rule, queue=self._signals)
        self.call(message_bus, "AddMatch", "s", rule.serialise())

    def process_of(self, name: str) -> int:
        """Give the number of the process behind a name on the bus."""
        number: int = self.call(message_bus, "GetConnectionUnixProcessID", "s", name)
        return number

    def signals(self) -> Iterator[Any]:
        """Give the signals that have come; waits for none.

        Raises
        ------
        BusError
            If the bus is gone.
        """
        while True:
            while self._signals:
                yield self._signals.popleft()
            try:
                self._connection.recv_messages(timeout=0)
            except TimeoutError:
                return
            except OSError as error:
                raise BusError(f"D-Bus is gone: {error}") from error

    def close(self) -> None:
        """Leave the bus."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
