"""AWS Lambda's entry: an API Gateway event in, a response out; only HTTP here.

The event is an HTTP API's, payload format 2.0, with a JWT authorizer in front: profiles belong to
the token's subject.
"""

import base64
import os
from functools import cache
from typing import Any, Final

from inference.errors import KeystrokeError
from inference.service.api import Api, failure
from inference.service.exchange import Request, Response
from inference.service.settings import ServiceSettings

_DEFAULT_STAGE: Final = "$default"


@cache
def service_api() -> Api:
    """Build the service from the environment, once for all requests of this process."""
    return Api(ServiceSettings.from_environment(os.environ).open())


def lambda_handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Answer one request.

    Parameters
    ----------
    event
        API Gateway's event, payload format 2.0.
    context
        Lambda's own, not needed.

    Returns
    -------
    dict
        API Gateway's response, payload format 2.0.
    """
    try:
        api = service_api()
    except KeystrokeError as error:
        return _answer(failure(error))
    return _answer(api.handle(_request(event)))


def _request(event: dict[str, Any]) -> Request:
    context = event["requestContext"]
    return Request(
        method=context["http"]["method"],
        path=_path(event["rawPath"], context.get("stage", _DEFAULT_STAGE)),
        owner=context.get("authorizer", {}).get("jwt", {}).get("claims", {}).get("sub"),
        body=_body(event),
        content_type=event.get("headers", {}).get("content-type", ""),
    )


def _path(raw_path: str, stage: str) -> str:
    # Only a stage with a name is a part of the path.
    return raw_path.removeprefix(f"/{stage}") if stage != _DEFAULT_STAGE else raw_path


def _body(event: dict[str, Any]) -> bytes:
    body = event.get("body") or ""
    return base64.b64decode(body) if event.get("isBase64Encoded") else body.encode(errors="replace")


def _answer(response: Response) -> dict[str, Any]:
    return {
        "statusCode": response.status,
        "headers": {"Content-Type": response.content_type, **response.headers},
        "body": response.body.decode(),
        "isBase64Encoded": False,
    }
