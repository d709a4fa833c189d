"""Problem details (RFC 9457): how every error looks to a caller over HTTP."""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

from inference.errors import (
    ConflictError,
    ContractError,
    EnrollmentError,
    InputError,
    KeystrokeError,
    LockedError,
    ModeMismatchError,
    NotFoundError,
    PreconditionError,
    ProofError,
    ReplayedError,
    StoreError,
    TamperedRecordError,
    VerificationRequiredError,
)

PROBLEM_TYPE: Final = "application/problem+json"

_STATUS: Final[Mapping[type[KeystrokeError], HTTPStatus]] = {
    InputError: HTTPStatus.UNPROCESSABLE_ENTITY,
    EnrollmentError: HTTPStatus.UNPROCESSABLE_ENTITY,
    ContractError: HTTPStatus.CONFLICT,
    ModeMismatchError: HTTPStatus.CONFLICT,
    ConflictError: HTTPStatus.CONFLICT,
    NotFoundError: HTTPStatus.NOT_FOUND,
    PreconditionError: HTTPStatus.PRECONDITION_FAILED,
    LockedError: HTTPStatus.TOO_MANY_REQUESTS,
    ReplayedError: HTTPStatus.CONFLICT,
    VerificationRequiredError: HTTPStatus.FORBIDDEN,
    ProofError: HTTPStatus.FORBIDDEN,
    TamperedRecordError: HTTPStatus.INTERNAL_SERVER_ERROR,
    StoreError: HTTPStatus.SERVICE_UNAVAILABLE,
}


_REQUEST_STATUS: Final[Mapping[str, HTTPStatus]] = {
    "invalid_json": HTTPStatus.BAD_REQUEST,
    "invalid_header": HTTPStatus.BAD_REQUEST,
    "unauthorized": HTTPStatus.UNAUTHORIZED,
    "no_such_route": HTTPStatus.NOT_FOUND,
    "method_not_allowed": HTTPStatus.METHOD_NOT_ALLOWED,
    "idempotency_in_progress": HTTPStatus.CONFLICT,
    "body_too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "unsupported_media_type": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "idempotency_key_reused": HTTPStatus.UNPROCESSABLE_ENTITY,
    "internal_error": HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""Of what is wrong with a request for a reason of HTTP's."""


@dataclass(frozen=True)
class Problem:
    """What went wrong with one request.

    Parameters
    ----------
    status
        HTTP status.
    code
        Machine-readable name of the kind of problem.
    detail
        What is wrong and what to do, for people.
    headers
        Headers that belong to the answer.
    members
        What programs should know besides.
    """

    status: HTTPStatus
    code: str
    detail: str
    headers: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> bytes:
        """Write the problem details."""
        document = {
            "type": "about:blank",
            "title": self.status.phrase,
            "status": self.status.value,
            "detail": self.detail,
            "code": self.code,
            **self.members,
        }
        return json.dumps(document).encode()


class RequestError(KeystrokeError):
    """A request can't be answered as it is, for a reason of HTTP's.

    Parameters
    ----------
    status, code, detail, headers
        See :class:`Problem`.
    """

    def __init__(
        self, status: HTTPStatus, code: str, detail: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.problem = Problem(status, code, detail, headers or {})


def status_of(code: str) -> HTTPStatus:
    """Give the HTTP status that goes with a problem's code."""
    if code in _REQUEST_STATUS:
        return _REQUEST_STATUS[code]
    return _status(next(kind for kind in _kinds(KeystrokeError) if kind.code == code))


def problem_of(error: Exception) -> Problem:
    """Give the problem that an error is to the caller.

    Errors that are no fault of the caller's tell nothing about the machine.
    """
    if isinstance(error, RequestError):
        return error.problem
    if isinstance(error, LockedError):
        return _locked(error)
    if isinstance(error, KeystrokeError):
        status = _status(type(error))
        if status < HTTPStatus.INTERNAL_SERVER_ERROR or isinstance(error, TamperedRecordError):
            return Problem(status, error.code, str(error))
    if isinstance(error, StoreError):
        return Problem(
            HTTPStatus.SERVICE_UNAVAILABLE,
            StoreError.code,
            "The service can't use its store at the moment: try again later, or tell its operator.",
        )
    return Problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "internal_error",
        "The service failed: try again later, or tell its operator.",
    )


def _status(kind: type[KeystrokeError]) -> HTTPStatus:
    known = (_STATUS[one] for one in kind.__mro__ if one in _STATUS)
    return next(known, HTTPStatus.INTERNAL_SERVER_ERROR)


def _kinds(kind: type[KeystrokeError]) -> Iterator[type[KeystrokeError]]:
    yield kind
    for one in kind.__subclasses__():
        yield from _kinds(one)


def _locked(error: LockedError) -> Problem:
    # Rounded up, so that who waits for so long is not too early.
    seconds = max(1, math.ceil(error.until.timestamp() - error.now))
    return Problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        error.code,
        str(error),
        {"Retry-After": str(seconds)},
        {"locked_until": error.until.isoformat()},
    )
