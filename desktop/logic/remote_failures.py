"""What a failed call to the service means, as one clear error for each way to fail."""

import http.client
import ssl
from collections.abc import Iterator, Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final

import requests
import urllib3.exceptions

from desktop.errors import (
    AnswerError,
    ConnectionLostError,
    DeviceForgottenError,
    EndpointError,
    ForbiddenError,
    HostUnknownError,
    LockedRemotelyError,
    NotListeningError,
    ProofWantedError,
    ProxyFailedError,
    ReadTimeoutError,
    RedirectError,
    RemoteConflictError,
    RemoteContractError,
    RemoteEnrollmentError,
    RemoteError,
    RemoteInputError,
    RemoteModeMismatchError,
    RemoteProfileNotFoundError,
    RemoteTooManyProfilesError,
    ReplayRefusedError,
    RequestTooLargeError,
    ServiceFailedError,
    StillWorkingError,
    TlsError,
    TooManyRequestsError,
    UnauthorizedError,
    UnreachableError,
    VerificationWantedError,
)

_LONGEST_DETAIL: Final = 300
_MAYBE_DONE: Final = "What was asked may have been done or not: look before you repeat it."
_CUT: Final = "The connection to {host} broke off. " + _MAYBE_DONE
_TOO_SLOW: Final = "{host} didn't answer in time. " + _MAYBE_DONE
_NOT_THE_SERVICE: Final = (
    "What answers at {host} isn't the typing service, or is another version of it: check the "
    "endpoint in the settings, and update."
)

# The service says what was wrong with the request; its words are passed on.
_BY_CODE: Final[Mapping[str, type[RemoteError]]] = {
    kind.code: kind
    for kind in (
        RemoteConflictError,
        RemoteContractError,
        RemoteEnrollmentError,
        RemoteModeMismatchError,
        RemoteProfileNotFoundError,
        RemoteTooManyProfilesError,
        DeviceForgottenError,
        ProofWantedError,
        ReplayRefusedError,
        StillWorkingError,
        VerificationWantedError,
    )
}

# In order: a proxy or TLS that fails has one of the later ones behind it.
_BY_CAUSE: Final[tuple[tuple[tuple[type[BaseException], ...], type[RemoteError], str], ...]] = (
    (
        (requests.exceptions.ProxyError, requests.exceptions.InvalidSchema),
        ProxyFailedError,
        (
            "This network's proxy doesn't let the request to {host} through: check the proxy "
            "settings of this computer."
        ),
    ),
    (
        (ssl.SSLCertVerificationError,),
        TlsError,
        (
            "{host} can't prove who it is: its certificate isn't valid. Nothing was sent. Check "
            "the endpoint and this computer's clock, and ask the service's operator."
        ),
    ),
    (
        (ssl.SSLEOFError, ssl.SSLZeroReturnError),
        ConnectionLostError,
        _CUT,
    ),
    (
        (requests.exceptions.SSLError,),
        TlsError,
        "No encrypted connection to {host} comes about: check the endpoint and its port.",
    ),
    (
        (urllib3.exceptions.NameResolutionError,),
        HostUnknownError,
        "The name {host} isn't known: check the endpoint, and that this computer is online.",
    ),
    (
        (ConnectionRefusedError,),
        NotListeningError,
        "Nothing listens at the endpoint on {host}: check its port, and that the service runs.",
    ),
    (
        (urllib3.exceptions.ConnectTimeoutError, urllib3.exceptions.NewConnectionError),
        UnreachableError,
        "{host} can't be reached: check the endpoint, and the network, VPN or firewall.",
    ),
    (
        (TimeoutError, urllib3.exceptions.ReadTimeoutError),
        ReadTimeoutError,
        _TOO_SLOW,
    ),
    (
        (requests.exceptions.InvalidURL, urllib3.exceptions.LocationParseError),
        EndpointError,
        "The endpoint can't be used: give an address such as https://example.org.",
    ),
    (
        (ConnectionError, http.client.IncompleteRead),
        ConnectionLostError,
        _CUT,
    ),
    (
        (http.client.HTTPException,),
        AnswerError,
        _NOT_THE_SERVICE,
    ),
)

_BY_STATUS: Final[Mapping[int, tuple[type[RemoteError], str]]] = {
    HTTPStatus.UNAUTHORIZED: (
        UnauthorizedError,
        "The service at {host} wants you to sign in: sign in, or ask its operator for access.",
    ),
    HTTPStatus.FORBIDDEN: (
        ForbiddenError,
        "The service at {host} doesn't let you do this: ask its operator for access.",
    ),
    HTTPStatus.NOT_FOUND: (
        AnswerError,
        "There is no typing service at this address of {host}: check the endpoint in the settings.",
    ),
    HTTPStatus.CONFLICT: (
        RemoteConflictError,
        "The service at {host} has changed in the meantime: repeat what you did.",
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
        RequestTooLargeError,
        (
            "This is more than the service at {host} takes at once: enrol with fewer attempts or a "
            "shorter phrase."
        ),
    ),
    HTTPStatus.TOO_MANY_REQUESTS: (
        TooManyRequestsError,
        "The service at {host} gets too many requests: wait a minute and try again.",
    ),
}


def network_failure(error: Exception, host: str) -> RemoteError:
    """Say what kept the request or the answer from getting through.

    Parameters
    ----------
    error
        What `requests` raised.
    host
        Name of the endpoint's host.
    """
    causes = tuple(_causes(error))
    for kinds, failure, message in _BY_CAUSE:
        if any(isinstance(cause, kinds) for cause in causes):
            return failure(message.format(host=host))
    return ConnectionLostError(_CUT.format(host=host))


def refusal(status: int, problem: Mapping[str, Any], host: str, reference: str) -> RemoteError:
    """Say what an answer without success means.

    Parameters
    ----------
    status
        HTTP status.
    problem
        Problem details (RFC 9457); empty where the answer held none.
    host
        Name of the endpoint's host.
    reference
        Correlation id of the request, by which the operator finds it in the service's log.
    """
    if problem.get("code") == LockedRemotelyError.code:
        return _locked(problem, host)
    kind = _BY_CODE.get(str(problem.get("code")))
    if kind is not None:
        return kind(_detail(problem))
    if status in _BY_STATUS:
        kind, message = _BY_STATUS[status]
        return kind(message.format(host=host))
    if status in (HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY) and problem:
        return RemoteInputError(_detail(problem))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return ServiceFailedError(
            f"The service at {host} failed (status {status}): try again later, or tell its "
            f"operator the reference {reference}. {_MAYBE_DONE}",
            status,
        )
    return not_the_service(host)


def _locked(problem: Mapping[str, Any], host: str) -> RemoteError:
    try:
        until = datetime.fromisoformat(str(problem["locked_until"]))
        local = until.astimezone()
    except (KeyError, ValueError):
        return not_the_service(host)
    return LockedRemotelyError(
        "Too many attempts failed in a row: the service takes no more of them until "
        f"{local:%H:%M:%S} on {local:%d.%m.%Y}. Try again then.",
        until,
    )


def redirected(host: str) -> RemoteError:
    """Refuse an answer that points elsewhere: what is sent must go nowhere else."""
    return RedirectError(
        f"{host} points to another address, which isn't followed: sign in to this network if it "
        "asks for that, or enter the service's own address as endpoint."
    )


def not_the_service(host: str) -> RemoteError:
    """Refuse an answer that isn't what the service answers."""
    return AnswerError(_NOT_THE_SERVICE.format(host=host))


def too_slow(host: str) -> RemoteError:
    """Give up waiting for an answer."""
    return ReadTimeoutError(_TOO_SLOW.format(host=host))


def cut(host: str) -> RemoteError:
    """Refuse an answer without its end."""
    return ConnectionLostError(_CUT.format(host=host))


def _causes(error: BaseException) -> Iterator[BaseException]:
    while True:
        yield error
        behind = error.__cause__ or error.__context__
        if behind is None:
            return
        error = behind


def _detail(problem: Mapping[str, Any]) -> str:
    detail = "".join(one for one in str(problem.get("detail")) if one.isprintable())
    return detail[:_LONGEST_DETAIL]
