"""Problem details (RFC 9457): how every error looks to a caller over HTTP."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

from inference.errors import (
    ConflictError,
    ContractError,
    EnrollmentError,
    InputError,
    KeystrokeError,
    ModeMismatchError,
    NotFoundError,
    StoreError,
    TamperedRecordError,
)

PROBLEM_TYPE: Final = "application/problem+json"

_STATUS: Final[Mapping[type[KeystrokeError], HTTPStatus]] = {
    InputError: HTTPStatus.UNPROCESSABLE_ENTITY,
    EnrollmentError: HTTPStatus.UNPROCESSABLE_ENTITY,
    ContractError: HTTPStatus.CONFLICT,
    ModeMismatchError: HTTPStatus.CONFLICT,
    ConflictError: HTTPStatus.CONFLICT,
    NotFoundError: HTTPStatus.NOT_FOUND,
    TamperedRecordError: HTTPStatus.INTERNAL_SERVER_ERROR,
}


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
    """

    status: HTTPStatus
    code: str
    detail: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> bytes:
        """Write the problem details."""
        document = {
            "type": "about:blank",
            "title": self.status.phrase,
            "status": self.status.value,
            "detail": self.detail,
            "code": self.code,
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


def problem_of(error: Exception) -> Problem:
    """Give the problem that an error is to the caller.

    Errors that are no fault of the caller's tell nothing about the machine.
    """
    if isinstance(error, RequestError):
        return error.problem
    if isinstance(error, KeystrokeError):
        for kind in type(error).__mro__:
            if kind in _STATUS:
                return Problem(_STATUS[kind], error.code, str(error))
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
