"""AWS Lambda's entry: an API Gateway event in, a response out; only HTTP here.

The event is an HTTP API's, payload format 2.0, with a JWT authorizer in front: profiles belong to
the token's subject.
"""

import base64
import os
from functools import cache
from http import HTTPStatus
from typing import Any, Final

from inference.service import telemetry
from inference.service.api import Api, failure
from inference.service.exchange import Request, Response
from inference.service.problems import RequestError
from inference.service.settings import ServiceSettings

_DEFAULT_STAGE: Final = "$default"
_ON_LAMBDA: Final = "AWS_LAMBDA_RUNTIME_API" in os.environ
_UNREADABLE: Final = Request("", "")


@cache
def service_api() -> Api:
    """Build the service from the environment, once for all requests of this process."""
    return Api(ServiceSettings.from_environment(os.environ).open())


def start() -> None:
    """Build the service before the first request, where Lambda gives all its processor time."""
    telemetry.log_as_json()
    try:
        service_api()
    # The first request tries again, and its caller hears a clear answer.
    except Exception as error:
        failure(error)


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Answer one request; never raises.

    Parameters
    ----------
    event
        API Gateway's event, payload format 2.0.
    context
        Lambda's own; names the invocation.

    Returns
    -------
    dict
        API Gateway's response, payload format 2.0.
    """
    invocation = getattr(context, "aws_request_id", "")
    try:
        request = _checked_request(event)
    except RequestError as error:
        refused = failure(error)
        return _answer(telemetry.observed(lambda _: refused, _UNREADABLE, invocation))
    return _answer(telemetry.observed(_handle, request, invocation))


def _handle(request: Request) -> Response:
    try:
        return service_api().handle(request)
    # What is raised here would be API Gateway's own 500, which no client of the API understands.
    except Exception as error:
        return failure(error)


def _checked_request(event: dict[str, Any]) -> Request:
    try:
        return _request(event)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise RequestError(
            HTTPStatus.BAD_REQUEST,
            "malformed_event",
            "This is no request of an HTTP API (payload format 2.0): call it through API Gateway.",
        ) from None


def _request(event: dict[str, Any]) -> Request:
    context, headers = event["requestContext"], event.get("headers", {})
    return Request(
        method=_text(context["http"]["method"]),
        path=_path(event["rawPath"], context.get("stage", _DEFAULT_STAGE)),
        owner=context.get("authorizer", {}).get("jwt", {}).get("claims", {}).get("sub"),
        body=_body(event),
        content_type=_text(headers.get("content-type", "")),
        headers={name.lower(): _text(text) for name, text in headers.items()},
    )


def _path(raw_path: str, stage: str) -> str:
    # Only a stage with a name is a part of the path.
    return _text(raw_path).removeprefix("" if stage == _DEFAULT_STAGE else f"/{stage}")


def _body(event: dict[str, Any]) -> bytes:
    body = _text(event.get("body") or "")
    if event.get("isBase64Encoded"):
        return base64.b64decode(body, validate=True)
    return body.encode(errors="replace")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _answer(response: Response) -> dict[str, Any]:
    return {
        "statusCode": response.status,
        "headers": {"Content-Type": response.content_type, **response.headers},
        "body": response.body.decode(),
        "isBase64Encoded": False,
    }


if _ON_LAMBDA:
    start()
