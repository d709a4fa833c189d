"""A network between the app and a service that fails in one way after another."""

import asyncio
import os
import socket
import struct
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Final
from urllib.parse import urlsplit

_HEAD_END: Final = b"\r\n\r\n"
_DELAY_SECONDS: Final = 0.2
_DRIP_SECONDS: Final = 0.1
_GARBAGE_BYTES: Final = 300


class Connection:
    """One connection of the app's, and the service behind it.

    Parameters
    ----------
    reader, writer
        To the app.
    upstream
        Host and port of the service.
    """

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        upstream: tuple[str, int],
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._upstream = upstream

    async def request(self) -> bytes:
        """Read one request, whole."""
        head = await self._reader.readuntil(_HEAD_END)
        lines = head.lower().split(b"\r\n")
        lengths = [int(line[15:]) for line in lines if line.startswith(b"content-length:")]
        body = await self._reader.readexactly(lengths[0] if lengths else 0)
        # The service's end of the answer is the end of its connection.
        return head[: -len(_HEAD_END)] + b"\r\nConnection: close" + _HEAD_END + body

    async def forwarded(self, request: bytes) -> bytes:
        """Have the service do a request and give its answer, whole."""
        reader, writer = await asyncio.open_connection(*self._upstream)
        writer.write(request)
        answer = await reader.read(-1)
        writer.close()
        return answer

    async def cut_off(self, request: bytes) -> None:
        """Let the service have a part of a request, then hang up on it."""
        _, writer = await asyncio.open_connection(*self._upstream)
        writer.write(request)
        await writer.drain()
        writer.close()

    async def send(self, data: bytes) -> None:
        """Send something to the app."""
        self._writer.write(data)
        await self._writer.drain()

    async def hung_up(self) -> None:
        """Wait until the app gives up."""
        await self._reader.read()

    def reset(self) -> None:
        """Break the connection off at once, with what is still on its way."""
        raw = self._writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._writer.transport.abort()


Fault = Callable[[Connection], Awaitable[None]]


async def none(connection: Connection) -> None:
    """Let everything through."""
    await connection.send(await connection.forwarded(await connection.request()))


async def delay(connection: Connection) -> None:
    """Let everything through, late."""
    await asyncio.sleep(_DELAY_SECONDS)
    await none(connection)


async def reset_at_once(connection: Connection) -> None:
    """Break off before anything is sent."""
    connection.reset()


async def reset_before(connection: Connection) -> None:
    """Break off before the service has the request."""
    await connection.request()
    connection.reset()


async def reset_after(connection: Connection) -> None:
    """Break off once the service has done its work."""
    await connection.forwarded(await connection.request())
    connection.reset()


async def cut_request(connection: Connection) -> None:
    """Break off with half of the request at the service."""
    request = await connection.request()
    await connection.cut_off(request[: len(request) // 2])


async def cut_head(connection: Connection) -> None:
    """Break off in the answer's head."""
    answer = await connection.forwarded(await connection.request())
    await connection.send(answer[: answer.index(_HEAD_END) // 2])


async def cut_body(connection: Connection) -> None:
    """Break off in the answer's body."""
    answer = await connection.forwarded(await connection.request())
    head, _, body = answer.partition(_HEAD_END)
    await connection.send(head + _HEAD_END + body[: len(body) // 2])


async def garbage(connection: Connection) -> None:
    """Send anything instead of the answer."""
    await connection.forwarded(await connection.request())
    await connection.send(os.urandom(_GARBAGE_BYTES) + _HEAD_END)


async def bad_gateway(connection: Connection) -> None:
    """Answer as a gateway that can't reach the service."""
    await connection.request()
    await connection.send(_answer("502 Bad Gateway"))


async def gateway_timeout(connection: Connection) -> None:
    """Answer as a gateway that has lost the service's answer."""
    await connection.forwarded(await connection.request())
    await connection.send(_answer("504 Gateway Timeout"))


async def unavailable(connection: Connection) -> None:
    """Answer as a service that is overloaded."""
    await connection.request()
    await connection.send(_answer("503 Service Unavailable", "Retry-After: 0"))


async def too_many(connection: Connection) -> None:
    """Answer as a gateway that throttles."""
    await connection.request()
    await connection.send(_answer("429 Too Many Requests", "Retry-After: 0"))


async def stall(connection: Connection) -> None:
    """Keep the answer back for ever."""
    await connection.forwarded(await connection.request())
    await connection.hung_up()


async def drip(connection: Connection) -> None:
    """Send the answer's body byte by byte, slower than anybody waits."""
    answer = await connection.forwarded(await connection.request())
    head, _, body = answer.partition(_HEAD_END)
    await connection.send(head + _HEAD_END)
    for byte in body:
        await connection.send(bytes([byte]))
        await asyncio.sleep(_DRIP_SECONDS)


async def twice(connection: Connection) -> None:
    """Have the service get the request twice, and give its second answer."""
    request = await connection.request()
    await connection.forwarded(request)
    await connection.send(await connection.forwarded(request))


FAULTS: Final[Mapping[str, Fault]] = {
    fault.__name__: fault
    for fault in (
        delay, reset_at_once, reset_before, reset_after, cut_request, cut_head, cut_body, garbage,
        bad_gateway, gateway_timeout, unavailable, too_many, stall, drip, twice,
    )
}  # fmt: skip


class FaultyProxy:
    """Passes connections on to a service; those that are asked for fail.

    Parameters
    ----------
    base
        Base address of the service, on this machine.
    """

    def __init__(self, base: str) -> None:
        parts = urlsplit(base)
        self._upstream = (parts.hostname or "", parts.port or 80)
        self._lock = threading.Lock()
        self._fault: Fault = none
        self._left = 0

    def fail(self, fault: Fault, connections: int) -> None:
        """Have the next so many connections fail; those after them work."""
        with self._lock:
            self._fault, self._left = fault, connections

    def heal(self) -> None:
        """Have all connections work again."""
        self.fail(none, 0)

    @contextmanager
    def running(self) -> Iterator[str]:
        """Listen on a free port and give the base address."""
        loop = asyncio.new_event_loop()
        server = loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        thread = threading.Thread(target=loop.run_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        finally:
            asyncio.run_coroutine_threadsafe(_end(server), loop).result()
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # The app hanging up, or the service, ends a connection as well as any fault.
        with suppress(OSError, EOFError, asyncio.CancelledError):
            await self._next()(Connection(reader, writer, self._upstream))
        writer.close()

    def _next(self) -> Fault:
        with self._lock:
            if self._left == 0:
                return none
            self._left -= 1
            return self._fault


def _answer(status: str, *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", "Content-Length: 0", "Connection: close", *headers]
    return "\r\n".join(lines).encode() + _HEAD_END


async def _end(server: asyncio.Server) -> None:
    server.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
