"""The same service on one machine, over Flask, for people without AWS; only HTTP here.

Callers are told apart by access tokens: JSON Web Tokens of an OpenID Connect issuer, or one secret
token of this machine. Where neither is set, it answers this machine only.
"""

import logging
import socket
from collections.abc import Callable
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

import flask
import waitress  # type: ignore[import-untyped]  # it comes without types

from inference.authentication.settings import STATIC_SUBJECT
from inference.authentication.tokens import Authenticator
from inference.errors import IssuerError, SettingsError, TokenError
from inference.service.api import Api, refusal
from inference.service.exchange import Request, Response
from inference.service.problems import Problem
from inference.service.service import Service
from inference.service.telemetry import observed
from inference.service.validation import MAX_BODY_BYTES

DEFAULT_PORT: Final = 8765
LOOPBACK: Final = {"127.0.0.1": "127.0.0.1", "localhost": "127.0.0.1", "::1": "::1"}

_log = logging.getLogger(__name__)


def create_app(service: Service, authenticator: Authenticator | None = None) -> flask.Flask:
    """Make the Flask app that answers from a service.

    Parameters
    ----------
    service
        Does the work.
    authenticator
        Tells who calls; where there is none, all profiles are of whoever uses this machine.
    """
    api = Api(service)
    app = flask.Flask(__name__, static_folder=None)

    # The API has its own routes; with Flask's, unknown paths would be answered unlike on AWS.
    @app.before_request
    def answer() -> flask.Response:
        # Who needs a token can't be lured: no page of another site has it.
        if authenticator is None and not _is_loopback(flask.request.host):
            return _response(refusal(_FOREIGN_HOST))
        try:
            owner = _owner(authenticator, flask.request)
        except TokenError as error:
            return _response(refusal(_bad_token(error)))
        except IssuerError as error:
            _log.error("%s", error)
            return _response(refusal(_NO_KEYS))
        return _response(observed(api.handle, _request(flask.request, owner)))

    return app


def serve(
    service: Service,
    host: str,
    port: int,
    announce: Callable[[str], None] = lambda _: None,
    authenticator: Authenticator | None = None,
) -> None:
    """Answer requests until interrupted.

    Bodies of more than twice what the API takes are refused unread, with status 413 and a line of
    plain text: the API, whose answers are all JSON, doesn't see them.

    Parameters
    ----------
    service
        Does the work.
    host
        Address to listen at; without an authenticator, this machine's own only.
    port
        Port to listen at; any free one if 0.
    announce
        Called with the base address once it is listened at.
    authenticator
        Tells who calls.

    Raises
    ------
    SettingsError
        If it can't or mustn't listen there.
    """
    if authenticator is None and host not in LOOPBACK:
        raise SettingsError(
            "Without authentication the service answers this machine only: set KEYSTROKE_ISSUER "
            f"and KEYSTROKE_AUDIENCE or a token, or listen at {', '.join(LOOPBACK)}."
        )
    with _listener(LOOPBACK.get(host, host), port) as listener:
        server = waitress.create_server(
            create_app(service, authenticator),
            sockets=[listener],
            ident=None,
            # No body is ever spooled to a file.
            max_request_body_size=2 * MAX_BODY_BYTES,
            inbuf_overflow=4 * MAX_BODY_BYTES,
        )
        announce(_base_address(listener))
        server.run()


def _listener(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        return socket.create_server((address, port), family=family)
    except OSError as error:
        raise SettingsError(
            f"Port {port} of {address} can't be listened at ({error.strerror}): choose another one."
        ) from error


def _base_address(listener: socket.socket) -> str:
    address, port = listener.getsockname()[:2]
    return f"http://[{address}]:{port}" if ":" in address else f"http://{address}:{port}"


_FOREIGN_HOST: Final = Problem(
    HTTPStatus.FORBIDDEN,
    "foreign_host",
    "This service answers under this machine's own names only: use 127.0.0.1 or localhost.",
)


_NO_KEYS: Final = Problem(
    HTTPStatus.SERVICE_UNAVAILABLE,
    IssuerError.code,
    "Access tokens can't be checked now: try again later, or tell the service's operator.",
    {"Retry-After": "5"},
)


def _bad_token(error: TokenError) -> Problem:
    headers = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
    return Problem(HTTPStatus.UNAUTHORIZED, error.code, str(error), headers)


def _owner(authenticator: Authenticator | None, request: flask.Request) -> str | None:
    if authenticator is None:
        return STATIC_SUBJECT
    authorization = request.headers.get("Authorization")
    return None if authorization is None else authenticator.subject(authorization)


def _is_loopback(host: str) -> bool:
    # A page of another site whose name was made to point here (DNS rebinding) says that name.
    try:
        return urlsplit(f"//{host}").hostname in LOOPBACK
    except ValueError:
        return False


def _request(request: flask.Request, owner: str | None) -> Request:
    return Request(
        method=request.method,
        path=request.path,
        owner=owner,
        body=request.get_data(),
        content_type=request.headers.get("Content-Type", ""),
        headers={name.lower(): value for name, value in request.headers.items()},
    )


def _response(response: Response) -> flask.Response:
    headers = {"Content-Type": response.content_type, **response.headers}
    return flask.Response(response.body, response.status, headers)
