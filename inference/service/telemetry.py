"""What the service says of itself while it runs: one line of JSON for each request, and metrics.

A line never holds features, templates, tokens, subjects or labels: it is made of a fixed set of
fields, and of an unexpected error it tells the kind and the place alone. The metrics are in the
same line, in CloudWatch's embedded metric format, so that no call is made for them.
"""

import json
import logging
import os
import re
import sys
import time
import traceback
import uuid
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from inference.service.exchange import Request, Response

CORRELATION_HEADER: Final = "X-Correlation-Id"
NAMESPACE: Final = "Keystroke"

_DIMENSION: Final = "Function"
_FUNCTION: Final = os.environ.get("AWS_LAMBDA_FUNCTION_NAME", "local")
_CORRELATION_ID: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")
_KNOWN_METHODS: Final = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
_NO_ROUTE: Final = frozenset({"no_such_route", "malformed_event"})
_NAMED: Final = re.compile(r"(/v1/[a-z]+)/[^/]+")
_UNITS: Final = {
    "Latency": "Milliseconds", "Accepted": "Count", "Refused": "Count", "Failures": "Count",
}  # fmt: skip

_log = logging.getLogger(__name__)
_ids: ContextVar[Mapping[str, str] | None] = ContextVar("keystroke_request", default=None)


def observed(
    handle: Callable[[Request], Response], request: Request, request_id: str = ""
) -> Response:
    """Answer a request, say so in the log, and name it in the answer.

    Parameters
    ----------
    handle
        Answers; never raises.
    request
        What is asked; its correlation id is kept, and one made where there is none of use.
    request_id
        The platform's own id of the request, if any.

    Returns
    -------
    Response
        The answer, with the correlation id among its headers.
    """
    given = request.headers.get(CORRELATION_HEADER.lower(), "")
    correlation_id = given if _CORRELATION_ID.fullmatch(given) else uuid.uuid4().hex
    token = _ids.set({"correlation_id": correlation_id, "request_id": request_id})
    start = time.perf_counter()
    try:
        response = handle(request)
        _tell(request, response, 1e3 * (time.perf_counter() - start))
    finally:
        _ids.reset(token)
    return replace(response, headers={**response.headers, CORRELATION_HEADER: correlation_id})


def log_as_json(level: int = logging.INFO) -> None:
    """Have everything that is logged in this process written as lines of JSON."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON, with the ids of the request that it is about."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record; of an exception, the kind and the place."""
        document = {
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat("T", "milliseconds"),
            "level": record.levelname,
            "message": record.getMessage(),
            **{name: value for name, value in (_ids.get() or {}).items() if value},
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[0]:
            # An exception's message may quote what was sent.
            frames = traceback.extract_tb(record.exc_info[2])
            places = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
            document["exception"] = f"{record.exc_info[0].__name__}, at {places}"
        return json.dumps(document, separators=(",", ":"))


def _tell(request: Request, response: Response, latency_ms: float) -> None:
    document = _document(response)
    code = document.get("code")
    fields: dict[str, Any] = {
        "method": request.method if request.method in _KNOWN_METHODS else "other",
        "route": "other" if code in _NO_ROUTE else _NAMED.sub(r"\1/{id}", request.path),
        "status": response.status,
    }
    if isinstance(code, str):
        fields["code"] = code
    metrics = {"Latency": round(latency_ms, 2), "Failures": int(response.status >= 500)}
    accepted = document.get("accepted")
    if isinstance(accepted, bool):
        metrics["Accepted" if accepted else "Refused"] = 1
    fields |= {**metrics, _DIMENSION: _FUNCTION, "_aws": _embedded(metrics)}
    _log.info("request", extra={"fields": fields})


def _document(response: Response) -> Mapping[str, Any]:
    try:
        document = json.loads(response.body)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def _embedded(metrics: Mapping[str, float]) -> Mapping[str, Any]:
    definitions = [{"Name": name, "Unit": _UNITS[name]} for name in metrics]
    # Each value of a dimension is a metric to pay for: routes are fields of the log alone.
    directive = {"Namespace": NAMESPACE, "Dimensions": [[_DIMENSION]], "Metrics": definitions}
    return {"Timestamp": int(1e3 * time.time()), "CloudWatchMetrics": [directive]}
