"""The HTTP API without HTTP: requests are routed, checked and answered here, whatever the door.

`lambda_function.py` and `app.py` only translate, so that both answer alike.
"""

import json
import logging
import traceback
from http import HTTPStatus
from types import TracebackType
from typing import Final

from inference.errors import KeystrokeError
from inference.service.exchange import JSON_TYPE, Request, Response
from inference.service.idempotency import Idempotency
from inference.service.operation import Call, Operation
from inference.service.problems import PROBLEM_TYPE, Problem, RequestError, problem_of
from inference.service.routes import find_operation
from inference.service.service import Service

# Answers are about one caller: no cache between here and there may keep them.
_HEADERS: Final = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}

_log = logging.getLogger(__name__)


class Api:
    """Answers requests from a service.

    Parameters
    ----------
    service
        Does the work.
    """

    def __init__(self, service: Service) -> None:
        self._service = service
        self._idempotency = Idempotency(service.store, service.clock)

    def handle(self, request: Request) -> Response:
        """Answer one request; never raises.

        1. Find the operation: 404, 405.
        2. Ask for an owner where one is needed: 401.
        3. Give the answer that was given before to the same request: 400, 409, 422.
        4. Check body and fields: 413, 415, 400, 422.
        5. Let the service do it: 403, 404, 409, 412, 422, 429, 503.
        """
        try:
            return self._answer(request)
        # Whatever fails in here, the caller gets a clear answer that tells nothing about it.
        except Exception as error:
            return failure(error)

    def _answer(self, request: Request) -> Response:
        operation, record_id = find_operation(request.method, request.path)  # step 1
        owner = self._owner(operation, request)  # step 2

        def act(seed: str) -> Response:
            call = Call(request, owner, record_id, seed)
            document, headers = operation.endpoint(self._service, call)  # steps 4, 5
            body = json.dumps(document, allow_nan=False).encode()
            return Response(operation.status.value, JSON_TYPE, body, {**_HEADERS, **headers})

        if not operation.takes_key:
            return act("")
        return self._idempotency.answer(owner, request, act)  # step 3

    @staticmethod
    def _owner(operation: Operation, request: Request) -> str:
        if operation.is_open:
            return ""
        if not _is_owner(request.owner):
            raise RequestError(
                HTTPStatus.UNAUTHORIZED,
                "unauthorized",
                "This needs a signed-in caller: sign in and send the access token.",
                {"WWW-Authenticate": "Bearer"},
            )
        return str(request.owner)


def failure(error: Exception) -> Response:
    """Answer with what an error is to the caller; log it where it is no fault of the caller's."""
    return refusal(_logged(error))


def refusal(problem: Problem) -> Response:
    """Answer with a problem."""
    headers = {**_HEADERS, **problem.headers}
    return Response(problem.status.value, PROBLEM_TYPE, problem.to_json(), headers)


def _is_owner(owner: object) -> bool:
    # Half a character (a lone surrogate) can't be encoded, so nothing could be kept under it.
    try:
        return isinstance(owner, str) and bool(owner.encode())
    except UnicodeEncodeError:
        return False


def _logged(error: Exception) -> Problem:
    problem = problem_of(error)
    if problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        # An unexpected error's message may quote what was sent; the place where it arose doesn't.
        message = str(error) if isinstance(error, KeystrokeError) else "unexpected"
        _log.error("%s: %s, at %s", type(error).__name__, message, _places(error.__traceback__))
    return problem


def _places(trace: TracebackType | None) -> str:
    frames = reversed(traceback.extract_tb(trace))
    return " < ".join(f"{frame.name}:{frame.lineno}" for frame in frames)
