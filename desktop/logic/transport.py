"""Calls to the service over HTTP: JSON out and in, and never a blind repeat."""

import json
import time
import uuid
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final, NamedTuple, Protocol

import requests
import urllib3.exceptions

from desktop.errors import RemoteError, UnauthorizedError
from desktop.logic.endpoint import Endpoint
from desktop.logic.remote_failures import (
    cut,
    network_failure,
    not_the_service,
    redirected,
    refusal,
    too_slow,
)
from desktop.logic.retries import Retries

Document = dict[str, Any]

CONNECT_SECONDS: Final = 5.0
READ_SECONDS: Final = 15.0
MAX_ANSWER_BYTES: Final = 524_288

_HEADERS: Final = {
    "Accept": "application/json, application/problem+json",
    "Accept-Encoding": "identity",
    "Content-Type": "application/json",
}
_CORRELATION: Final = "X-Correlation-Id"
_LONGEST_WAIT_SECONDS: Final = 3600.0


class Tokens(Protocol):
    """Gives the access token that a caller sends."""

    def token(self, *, renew: bool = False) -> str | None:
        """Give the token, a new one if it must be; None where nobody is signed in."""


class NoTokens:
    """Nobody is signed in."""

    def token(self, *, renew: bool = False) -> str | None:
        """Give none."""
        del renew
        return None


class Answer(NamedTuple):
    """What came back, whatever it says.

    Parameters
    ----------
    status
        HTTP status.
    headers
        All headers; names in any case.
    content
        The body.
    """

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def document(self) -> Document | None:
        """The object that the body holds; None where it holds something else."""
        return _parsed(self.content)


class Transport:
    """Sends requests to one service.

    Parameters
    ----------
    endpoint
        The service's base address: https, or http on this machine.
    tokens
        Gives the caller's access token.
    retries
        Whether and when a failed request is sent again.
    connect_seconds, read_seconds
        How long to wait for the connection, and for the answer.

    Attributes
    ----------
    on_send
        Is told each request as it goes out, without the access token.

    Raises
    ------
    EndpointError
        If features mustn't be sent there.
    """

    def __init__(
        self,
        endpoint: str,
        tokens: Tokens | None = None,
        *,
        retries: Retries | None = None,
        connect_seconds: float = CONNECT_SECONDS,
        read_seconds: float = READ_SECONDS,
    ) -> None:
        self._endpoint = Endpoint.parse(endpoint)
        self._tokens = tokens or NoTokens()
        self._retries = retries or Retries()
        self._timeouts = (connect_seconds, read_seconds)
        self.on_send: Callable[[bytes], None] = lambda _request: None

    @property
    def host(self) -> str:
        """Name of the endpoint's host."""
        return self._endpoint.host

    def call(
        self,
        method: str,
        path: str,
        document: Document | None = None,
        *,
        key: str | None = None,
        changes_nothing: bool = False,
    ) -> Document:
        """Make one request and give the object that the answer holds.

        The request is sent again after failures where that does nothing twice; see
        :class:`~desktop.logic.retries.Retries`.

        Parameters
        ----------
        method, path, document
            What to ask.
        key
            Idempotency key, for whatever changes something at the service: with the same key the
            service does the same request once, however often it comes.
        changes_nothing
            Whether it may be repeated without a key; a GET always may.

        Raises
        ------
        RemoteError
            If there is no such answer; the subclass says why.
        """
        reference = new_reference()
        headers = {_CORRELATION: reference} | ({"Idempotency-Key": key} if key else {})

        def send(*, renew: bool = False) -> Document:
            token = self._tokens.token(renew=renew)
            answer = self.exchange(method, path, document, headers=headers, token=token)
            return self.opened(answer, reference)

        def send_signed_in() -> Document:
            try:
                return send()
            except UnauthorizedError:
                if self._tokens.token() is None:
                    raise
                # It was refused before anything was done; a clock may have been wrong.
                return send(renew=True)

        repeatable = key is not None or changes_nothing or method == "GET"
        return self._retries.run(send_signed_in, repeatable=repeatable)

    def exchange(
        self,
        method: str,
        path: str,
        document: Document | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        token: str | None = None,
    ) -> Answer:
        """Send one request once and give the answer, whatever it says.

        Raises
        ------
        RemoteError
            If there is no answer; the subclass says why.
        """
        body = None if document is None else json.dumps(document, allow_nan=False).encode()
        request = requests.Request(
            method,
            self._endpoint.base + path,
            headers={**_HEADERS, _CORRELATION: new_reference(), **(headers or {})},
            data=body,
            auth=_Bearer(token),
        )
        try:
            return self._exchanged(request.prepare())
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise network_failure(error, self.host) from error

    def opened(self, answer: Answer, reference: str = "") -> Document:
        """Give the object that an answer holds.

        Raises
        ------
        RemoteError
            If the answer isn't a success; the subclass says why.
        """
        status, document = answer.status, answer.document
        if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
            raise redirected(self.host)
        if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            raise self._refusal(answer, reference)
        if not answer.content:
            raise cut(self.host)
        if document is None:
            raise not_the_service(self.host)
        return document

    def _exchanged(self, request: requests.PreparedRequest) -> Answer:
        self.on_send(_as_sent(request))
        deadline = time.monotonic() + sum(self._timeouts)
        with requests.Session() as session:
            # A proxy can't reach this machine under its own loopback address.
            session.trust_env = not self._endpoint.is_loopback
            found = session.merge_environment_settings(request.url, {}, True, None, None)
            with session.send(
                request, timeout=self._timeouts, allow_redirects=False, **found
            ) as response:
                return Answer(
                    response.status_code, response.headers, self._received(response, deadline)
                )

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

    def _refusal(self, answer: Answer, reference: str) -> RemoteError:
        error = refusal(answer.status, answer.document or {}, self.host, reference)
        error.retry_after_seconds = _seconds(answer.headers.get("Retry-After"))
        return error


class _Bearer(requests.auth.AuthBase):
    """Sets the Authorization header, or none: never what a .netrc file says."""

    def __init__(self, token: str | None) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token is not None:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def _as_sent(request: requests.PreparedRequest) -> bytes:
    """Give a request as it goes out, but for the token."""
    shown = {name: value for name, value in request.headers.items() if name != "Authorization"}
    lines = [f"{request.method} {request.path_url} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in shown.items()]
    body = request.body or b""
    head = "\r\n".join([*lines, "", ""]).encode()
    return head + (body if isinstance(body, bytes) else body.encode())


def new_reference() -> str:
    """Make a correlation id: it finds one call in the service's log and tells nothing else."""
    return uuid.uuid4().hex


def _seconds(text: str | None) -> float | None:
    """Read a Retry-After header; one that gives a date asks for no repeat within patience."""
    if text is None or not text.strip().isdecimal():
        return None
    return min(float(text), _LONGEST_WAIT_SECONDS)


def _parsed(answer: bytes) -> Document | None:
    try:
        document = json.loads(answer)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None
