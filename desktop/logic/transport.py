"""Calls to the service over HTTP: JSON out and in, never twice by itself."""

import json
import time
from http import HTTPStatus
from typing import Any, Final

import requests
import urllib3.exceptions

from desktop.logic.endpoint import Endpoint
from desktop.logic.remote_failures import (
    cut,
    network_failure,
    not_the_service,
    redirected,
    refusal,
    too_slow,
)

Document = dict[str, Any]

CONNECT_SECONDS: Final = 5.0
READ_SECONDS: Final = 15.0
MAX_ANSWER_BYTES: Final = 262_144

_HEADERS: Final = {
    "Accept": "application/json, application/problem+json",
    "Accept-Encoding": "identity",
    "Content-Type": "application/json",
}


class Transport:
    """Sends requests to one service.

    Parameters
    ----------
    endpoint
        The service's base address: https, or http on this machine.
    connect_seconds, read_seconds
        How long to wait for the connection, and for the answer.

    Raises
    ------
    EndpointError
        If features mustn't be sent there.
    """

    def __init__(
        self,
        endpoint: str,
        connect_seconds: float = CONNECT_SECONDS,
        read_seconds: float = READ_SECONDS,
    ) -> None:
        self._endpoint = Endpoint.parse(endpoint)
        self._timeouts = (connect_seconds, read_seconds)

    @property
    def host(self) -> str:
        """Name of the endpoint's host."""
        return self._endpoint.host

    def call(self, method: str, path: str, document: Document | None = None) -> Document:
        """Send one request and give the object that the answer holds.

        Raises
        ------
        RemoteError
            If there is no such answer; the subclass says why.
        """
        body = None if document is None else json.dumps(document, allow_nan=False).encode()
        try:
            status, answer = self._exchanged(method, path, body)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise network_failure(error, self.host) from error
        return self._opened(status, answer)

    def _exchanged(self, method: str, path: str, body: bytes | None) -> tuple[int, bytes]:
        deadline = time.monotonic() + sum(self._timeouts)
        with requests.Session() as session:
            # A proxy can't reach this machine under its own loopback address.
            session.trust_env = not self._endpoint.is_loopback
            with session.request(
                method,
                self._endpoint.base + path,
                data=body,
                headers=_HEADERS,
                timeout=self._timeouts,
                allow_redirects=False,
                stream=True,
            ) as response:
                return response.status_code, self._received(response, deadline)

    def _received(self, response: requests.Response, deadline: float) -> bytes:
        answer = bytearray()
        # Byte by byte (sockets buffer them), so that a slow drip can't outlast the deadline.
        for byte in response.iter_content(1):
            answer += byte
            if len(answer) > MAX_ANSWER_BYTES:
                raise not_the_service(self.host)
            if time.monotonic() > deadline:
                raise too_slow(self.host)
        return bytes(answer)

    def _opened(self, status: int, answer: bytes) -> Document:
        if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
            raise redirected(self.host)
        document = _parsed(answer)
        if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            raise refusal(status, document or {}, self.host)
        if not answer:
            raise cut(self.host)
        if document is None:
            raise not_the_service(self.host)
        return document


def _parsed(answer: bytes) -> Document | None:
    try:
        document = json.loads(answer)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None
