"""The loopback address that the browser comes back to (RFC 8252, section 7.3)."""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Final
from urllib.parse import parse_qs, urlsplit

from desktop.errors import SignInError

PORTS: Final = (8767, 8768, 8769, 0)
"""Tried in this order, for issuers that compare redirect addresses with their ports."""
PATH: Final = "/callback"

_POLL_SECONDS: Final = 0.2
_PAGE: Final = (
    "<!doctype html><meta charset=utf-8><title>Keystroke</title>"
    "<p>Keystroke has got the answer. You can close this page."
)


class Redirect:
    """Waits for the browser at one address of this machine.

    Parameters
    ----------
    server
        Listens already.
    """

    def __init__(self, server: "_Server") -> None:
        self._server = server
        self.address = f"http://127.0.0.1:{server.server_port}{PATH}"

    def wait(self, state: str, seconds: float) -> str:
        """Give the whole address that the browser came back with.

        Requests that don't bring `state`, such as other programs', change nothing.

        Raises
        ------
        SignInError
            If it doesn't come in time.
        """
        self._server.state = state
        deadline = time.monotonic() + seconds
        while self._server.query is None:
            if time.monotonic() > deadline:
                raise SignInError("Nobody signed in within the time for it: try again.")
            self._server.handle_request()
        return f"{self.address}?{self._server.query}"


@contextmanager
def listening() -> Iterator[Redirect]:
    """Listen for the browser, on this machine's own address only."""
    with _first_free() as server:
        yield Redirect(server)


def _first_free() -> "_Server":
    for port in PORTS:
        try:
            return _Server(("127.0.0.1", port), _Handler)
        except OSError as error:
            failure = error
    raise SignInError(
        "No port of this computer is free for the browser's answer: close other programs."
    ) from failure


class _Server(HTTPServer):
    # On Windows it would let another program listen at the same port.
    allow_reuse_address = os.name == "posix"
    timeout = _POLL_SECONDS
    state = ""
    query: str | None = None

    def get_request(self) -> tuple[socket.socket, tuple[str, int]]:
        """Give nobody the time to hold the others up."""
        connection, address = super().get_request()
        connection.settimeout(_POLL_SECONDS * 10)
        return connection, address

    def handle_error(self, *_arguments: object) -> None:
        """Say nothing: what came may hold the code."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version = "Keystroke"
    sys_version = ""

    def do_GET(self) -> None:
        """Take the answer if it is the one that is waited for."""
        parts = urlsplit(self.path)
        is_ours = parts.path == PATH and parse_qs(parts.query).get("state") == [self.server.state]
        if is_ours and self.server.query is None:
            self.server.query = parts.query
        self._answer(HTTPStatus.OK if is_ours else HTTPStatus.NOT_FOUND)

    def _answer(self, status: HTTPStatus) -> None:
        page = (_PAGE if status is HTTPStatus.OK else "").encode()
        self.send_response(status)
        for name, value in (
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(page))),
            ("Cache-Control", "no-store"),
            ("Referrer-Policy", "no-referrer"),
            ("Content-Security-Policy", "default-src 'none'"),
            ("Connection", "close"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_arguments: object) -> None:
        """Log nothing: the address holds the code."""
