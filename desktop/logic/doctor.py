"""What a client can tell of a deployment: one finding for each check, none hidden by another."""

import base64
import json
import socket
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Final, Literal, NamedTuple
from urllib.parse import urlsplit

from desktop.errors import AnswerError, RemoteError
from desktop.logic.connection import check_clock, check_model, skew_seconds
from desktop.logic.endpoint import Endpoint
from desktop.logic.remote_failures import network_failure
from desktop.logic.retries import ONCE
from desktop.logic.transport import CONNECT_SECONDS, Answer, Document, Transport
from inference.errors import KeystrokeError
from inference.service.problems import PROBLEM_TYPE

Outcome = Literal["passed", "failed", "skipped"]

FEWEST_DAYS: Final = 14
"""A certificate that ends sooner should have been renewed."""

_NOBODYS_PROFILE: Final = "/v1/profiles/" + "0" * 32
_UNSIGNED: Final = ".".join(
    base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()
    for part in ({"alg": "none", "typ": "JWT"}, {"sub": "anybody", "exp": 4_102_444_800})
)


class Finding(NamedTuple):
    """What one check found.

    Parameters
    ----------
    name
        The check.
    outcome
        Whether it passed; skipped where it can't be made.
    detail
        What was seen, or what is wrong and what to do.
    """

    name: str
    outcome: Outcome
    detail: str


class _SkippedError(Exception):
    """A check that can't be made here; the message says why."""


def examine(endpoint: str, contract: int, model: str, token: str | None) -> list[Finding]:
    """Check a deployment from outside.

    Parameters
    ----------
    endpoint
        Its base address.
    contract, model
        Of this program's recogniser; the service must have the same.
    token
        An access token that should be good there; without one, some checks are skipped.
    """
    return list(_findings(_Examination(endpoint, contract, model, token)))


def _findings(examination: "_Examination") -> Iterator[Finding]:
    reached = True
    for name, check, needs_service in examination.checks():
        if needs_service and not reached:
            yield Finding(name, "skipped", "The service couldn't be reached.")
            continue
        finding = _finding(name, check)
        reached = reached and (needs_service or finding.outcome != "failed")
        yield finding


def _finding(name: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(name, "passed", check())
    except _SkippedError as reason:
        return Finding(name, "skipped", str(reason))
    except KeystrokeError as error:
        return Finding(name, "failed", str(error))


class _Examination:
    """The checks of one endpoint; each gives what it saw or raises what is wrong."""

    def __init__(self, endpoint: str, contract: int, model: str, token: str | None) -> None:
        self._text = endpoint
        self._contract = contract
        self._model = model
        self._token = token

    def checks(self) -> Iterator[tuple[str, Callable[[], str], bool]]:
        """Give each check's name, the check, and whether it needs a service that answers."""
        yield "address", self._address, False
        yield "tls", self._tls, False
        yield "health", self._health, False
        yield "contract", self._same_model, True
        yield "clock", self._clock, True
        yield "caching", self._caching, True
        yield "problem details", self._problem_details, True
        yield "strangers", self._strangers, True
        yield "forged tokens", self._forged_tokens, True
        yield "caller", self._caller, True

    @property
    def _endpoint(self) -> Endpoint:
        return Endpoint.parse(self._text)

    @property
    def _transport(self) -> Transport:
        return Transport(self._text, retries=ONCE)

    def _address(self) -> str:
        return self._endpoint.base

    def _tls(self) -> str:
        endpoint = self._endpoint
        parts = urlsplit(endpoint.base)
        if parts.scheme == "http":
            raise _SkippedError("On this machine nothing is encrypted.")
        try:
            with (
                socket.create_connection(
                    (endpoint.host, parts.port or 443), CONNECT_SECONDS
                ) as raw,
                ssl.create_default_context().wrap_socket(
                    raw, server_hostname=endpoint.host
                ) as secured,
            ):
                certificate, protocol = secured.getpeercert() or {}, secured.version()
        except OSError as error:
            raise network_failure(error, endpoint.host) from error
        ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)
        days = (ends - datetime.now(UTC)).days
        if days < FEWEST_DAYS:
            raise AnswerError(f"The certificate ends in {days} days, on {ends:%Y-%m-%d}: renew it.")
        return f"{protocol}; the certificate holds until {ends:%Y-%m-%d}, {days} days more."

    def _health(self) -> str:
        self._transport.opened(self._asked("GET", "/v1/health"))
        return "The service answers."

    def _same_model(self) -> str:
        document = self._transport.opened(self._asked("GET", "/v1/health"))
        check_model(document, self._endpoint.host, self._contract, self._model)
        return f"Contract {self._contract}, model {self._model[:12]}, as here."

    def _clock(self) -> str:
        now = datetime.now(UTC)
        answer = self._asked("GET", "/v1/health")
        check_clock(answer, self._endpoint.host, now)
        ahead = skew_seconds(answer.headers, now)
        if ahead is None:
            raise _SkippedError("The service's answers have no Date.")
        return f"The clocks are {abs(ahead):.0f} seconds apart."

    def _caching(self) -> str:
        told = self._asked("GET", "/v1/health").headers.get("Cache-Control", "")
        if "no-store" not in told:
            raise AnswerError(
                "Answers don't say 'Cache-Control: no-store': something on the way may keep them. "
                "See what changes headers before the service."
            )
        return "Answers aren't to be kept on the way."

    def _problem_details(self) -> str:
        if self._token is None:
            # No method of an open route needs a caller.
            answer = self._asked("DELETE", "/v1/health")
        else:
            answer = self._asked("GET", _NOBODYS_PROFILE, self._token)
        kind = answer.headers.get("Content-Type", "").partition(";")[0]
        if kind != PROBLEM_TYPE and self._token is None:
            raise _SkippedError(
                "A gateway answers wrong paths by itself: give a token to reach the service."
            )
        if kind != PROBLEM_TYPE or "code" not in (answer.document or {}):
            raise AnswerError(
                f"A refusal came as {kind or 'nothing'}, not as problem details (RFC 9457): see "
                "what answers in the service's place."
            )
        return "Refusals come as problem details."

    def _strangers(self) -> str:
        answer = self._asked("POST", "/v1/identify")
        if answer.status == HTTPStatus.UNAUTHORIZED:
            return "Without a token nobody is let in."
        if self._endpoint.is_loopback:
            raise _SkippedError("It takes everybody, as it may on one's own machine.")
        raise _lets_in("a caller without a token", answer.status)

    def _forged_tokens(self) -> str:
        if self._asked("POST", "/v1/identify").status != HTTPStatus.UNAUTHORIZED:
            raise _SkippedError("It asks for no token.")
        for token in (_UNSIGNED + ".", "0" * 64):
            status = self._asked("POST", "/v1/identify", token).status
            if status not in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
                raise _lets_in("a token that nobody signed", status)
        return "Unsigned and made-up tokens are refused."

    def _caller(self) -> str:
        if self._token is None:
            raise _SkippedError("No token is given: set KEYSTROKE_TOKEN to one.")
        answer = self._asked("GET", "/v1/profiles", self._token)
        profiles = self._transport.opened(answer).get("profiles", [])
        return f"The token is taken; its owner has {len(profiles)} profiles."

    def _asked(self, method: str, path: str, token: str | None = None) -> Answer:
        document: Document | None = {} if method == "POST" else None
        return self._transport.exchange(method, path, document, token=token)


def _lets_in(whom: str, status: int) -> RemoteError:
    return AnswerError(
        f"The service answers {whom} with status {status} instead of 401: check its authorizer "
        "before anybody uses it."
    )
