import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from inference.errors import StoreError
from inference.service import telemetry
from inference.service.api import failure
from inference.service.exchange import JSON_TYPE, Request, Response

ID = "0123456789abcdef" * 2


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[Any]:
    """Give what has been logged since, one document for each line."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(telemetry.JsonFormatter())
    root = logging.getLogger()
    root.addHandler(handler)

    def read() -> list[dict[str, Any]]:
        return [json.loads(line) for line in stream.getvalue().splitlines()]

    with caplog.at_level(logging.INFO):
        yield read
    root.removeHandler(handler)


def answering(document: dict[str, Any], status: int = 200) -> Any:
    return lambda _: Response(status, JSON_TYPE, json.dumps(document).encode(), {"ETag": '"1"'})


def test_a_request_is_one_line_with_its_metrics(lines: Any) -> None:
    request = Request("POST", f"/v1/profiles/{ID}/verify", "ada")
    telemetry.observed(answering({"accepted": True, "score": 3.2}), request, "invocation-1")
    (line,) = lines()
    assert line["message"] == "request"
    assert line["level"] == "INFO"
    assert line["request_id"] == "invocation-1"
    assert (line["method"], line["route"], line["status"]) == (
        "POST", "/v1/profiles/{id}/verify", 200,
    )  # fmt: skip
    assert (line["Accepted"], line["Failures"]) == (1, 0)
    assert line["Latency"] >= 0
    (directive,) = line["_aws"]["CloudWatchMetrics"]
    assert directive["Namespace"] == "Keystroke"
    assert directive["Dimensions"] == [["Function"]]
    assert line["Function"] == "local"
    # CloudWatch takes a metric only where the line has a number under its name.
    named = {metric["Name"] for metric in directive["Metrics"]}
    assert named == {"Latency", "Failures", "Accepted"}
    assert all(type(line[name]) in (int, float) for name in named)


def test_a_refusal_is_counted_as_such_and_a_failure_as_one(lines: Any) -> None:
    request = Request("POST", f"/v1/profiles/{ID}/verify", "ada")
    telemetry.observed(answering({"accepted": False}), request)
    telemetry.observed(lambda _: failure(StoreError("The disk is full.")), request)
    refused, told, failed = lines()
    assert (refused["Refused"], refused["Failures"]) == (1, 0)
    assert "The disk is full." in told["message"]
    assert (failed["status"], failed["code"], failed["Failures"]) == (503, "store_failed", 1)
    assert told["correlation_id"] == failed["correlation_id"] != refused["correlation_id"]


def test_a_callers_correlation_id_is_logged_and_echoed(lines: Any) -> None:
    request = Request("GET", "/v1/health", headers={"x-correlation-id": "desktop-1234.5"})
    response = telemetry.observed(answering({}), request)
    assert response.headers == {"ETag": '"1"', "X-Correlation-Id": "desktop-1234.5"}
    assert lines()[0]["correlation_id"] == "desktop-1234.5"


@pytest.mark.parametrize(
    "given", ["", "short", "x" * 65, "with blanks in it", 'quote"and\nnewline', "\u00e9" * 9]
)
def test_a_correlation_id_that_cannot_be_used_is_replaced(lines: Any, given: str) -> None:
    request = Request("GET", "/v1/health", headers={"x-correlation-id": given})
    echoed = telemetry.observed(answering({}), request).headers["X-Correlation-Id"]
    assert len(echoed) == 32
    assert lines()[0]["correlation_id"] == echoed != given


@pytest.mark.parametrize(
    ("path", "code", "route"),
    [
        ("/v1/health", None, "/v1/health"),
        (f"/v1/profiles/{ID}", None, "/v1/profiles/{id}"),
        ("/v1/profiles/planted/verify", "not_found", "/v1/profiles/{id}/verify"),
        ("/v1/planted", "no_such_route", "other"),
        ("", "malformed_event", "other"),
    ],
)
def test_a_route_names_no_profile_and_nothing_that_a_caller_made_up(
    lines: Any, path: str, code: str | None, route: str
) -> None:
    document = {} if code is None else {"code": code}
    telemetry.observed(answering(document), Request("PLANTED", path))
    (line,) = lines()
    assert (line["route"], line["method"]) == (route, "other")
    assert "planted" not in json.dumps(line).lower()


def test_an_exception_is_told_by_kind_and_place_alone(lines: Any) -> None:
    try:
        int("planted")
    except ValueError:
        logging.getLogger("somewhere").exception("It failed.")
    (line,) = lines()
    assert line["exception"].startswith("ValueError, at test_an_exception_is_told")
    assert "planted" not in json.dumps(line)


def test_other_libraries_log_as_json_too(lines: Any) -> None:
    logging.getLogger("library").warning("%d tries", 3)
    logging.getLogger("library").debug("not told")
    (line,) = lines()
    assert (line["level"], line["message"]) == ("WARNING", "3 tries")
