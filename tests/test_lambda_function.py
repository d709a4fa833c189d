import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import lambda_function
from inference.recognizer import Recognizer
from inference.stores.keys import AvailableKeys
from inference.stores.sqlite import SqliteStore
from tests.doors import answer_of, event, forget_service
from tests.inference.typing import typed


@pytest.fixture(autouse=True)
def _environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("KEYSTROKE_STORE", str(tmp_path / "store.sqlite"))
    monkeypatch.setenv("KEYSTROKE_PASSPHRASE", "of the tests")
    monkeypatch.delenv("KEYSTROKE_MAX_FMR", raising=False)
    forget_service()
    yield
    forget_service()


@pytest.fixture
def enrollment(recognizer: Recognizer) -> dict[str, Any]:
    features = [recognizer.extract(typed(one)).to_dict() for one in range(5)]
    return {"label": "Work", "features": features}


def handled(event: dict[str, Any]) -> tuple[int, Any]:
    answer = answer_of(lambda_function.lambda_handler(event, None))
    return answer.status, answer.document


def test_health_needs_no_claims() -> None:
    assert handled(event("health"))[0] == 200


def test_profiles_belong_to_the_tokens_subject(tmp_path: Path, enrollment: dict[str, Any]) -> None:
    signed_in = event("enroll", enrollment)
    status, profile = handled(signed_in)
    assert status == 201
    subject = signed_in["requestContext"]["authorizer"]["jwt"]["claims"]["sub"]
    forget_service()
    with SqliteStore(tmp_path / "store.sqlite", AvailableKeys("of the tests")) as store:
        kept = store.list(subject, "profile").records
    assert [one.record_id for one in kept] == [profile["id"]]


def test_another_subject_sees_nothing(enrollment: dict[str, Any]) -> None:
    _, profile = handled(event("enroll", enrollment))
    foreign = event("delete", profile_id=profile["id"])
    foreign["requestContext"]["authorizer"]["jwt"]["claims"]["sub"] = "somebody else"
    assert handled(foreign)[0] == 404
    assert handled(event("delete", profile_id=profile["id"]))[0] == 200


@pytest.mark.parametrize(
    "authorizer",
    [None, {}, {"jwt": {}}, {"jwt": {"claims": {}}}, {"jwt": {"claims": {"sub": ""}}}, {"iam": {}}],
)
def test_without_claims_nothing_is_done(
    authorizer: dict[str, Any] | None, enrollment: dict[str, Any]
) -> None:
    bare = event("not_signed_in", enrollment)
    if authorizer is not None:
        bare["requestContext"]["authorizer"] = authorizer
    response = lambda_function.lambda_handler(bare, None)
    assert response["statusCode"] == 401
    assert response["headers"]["WWW-Authenticate"] == "Bearer"
    assert json.loads(response["body"])["code"] == "unauthorized"


def test_a_body_in_base64_is_decoded(enrollment: dict[str, Any]) -> None:
    assert handled(event("enroll", enrollment, in_base64=True))[0] == 201


def test_a_stage_with_a_name_is_no_part_of_the_path() -> None:
    assert handled(event("named_stage"))[0] == 200


def test_a_missing_body_is_refused() -> None:
    without = event("enroll", None)
    del without["body"]
    assert handled(without)[0] == 400


@pytest.mark.parametrize(
    "damage",
    [
        {"requestContext": None},
        {"requestContext": {}},
        {"requestContext": {"http": {"method": ["POST"]}}},
        {"requestContext": {"http": {"method": "POST"}, "authorizer": None}},
        {"requestContext": {"http": {"method": "POST"}, "authorizer": {"jwt": {"claims": []}}}},
        {"rawPath": None},
        {"headers": None},
        {"headers": {"content-type": 1}},
        {"body": {"features": []}},
        {"body": "no base 64!", "isBase64Encoded": True},
        {"body": "e30", "isBase64Encoded": True},
        {"body": "\u00e9", "isBase64Encoded": True},
    ],
)
def test_a_malformed_event_is_a_problem(damage: dict[str, Any], enrollment: dict[str, Any]) -> None:
    status, problem = handled({**event("enroll", enrollment), **damage})
    assert (status, problem["code"]) == (400, "malformed_event")


@pytest.mark.parametrize("what", [{}, [], None, "event", {"source": "aws.events"}])
def test_what_is_no_event_is_a_problem(what: Any) -> None:
    assert handled(what)[0] == 400


@pytest.mark.parametrize("subject", [7, ["ada"], "\ud800", ""])
def test_a_subject_that_cannot_be_used_is_nobody(subject: Any, enrollment: dict[str, Any]) -> None:
    odd = event("enroll", enrollment)
    odd["requestContext"]["authorizer"]["jwt"]["claims"]["sub"] = subject
    assert handled(odd)[0] == 401


def test_an_unexpected_error_of_the_start_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lambda_function, "service_api", lambda: 1 / 0)
    status, problem = handled(event("health"))
    assert (status, problem["code"]) == (500, "internal_error")
    monkeypatch.undo()


def test_an_unknown_route_of_a_catch_all_is_a_problem() -> None:
    unknown = event("health")
    unknown["rawPath"] = "/v1/nothing"
    assert handled(unknown)[0] == 404


def test_the_service_is_built_once(monkeypatch: pytest.MonkeyPatch) -> None:
    handled(event("health"))
    monkeypatch.delenv("KEYSTROKE_STORE")
    assert handled(event("health"))[0] == 200


@pytest.mark.parametrize(
    ("variable", "value", "logged"),
    [
        ("KEYSTROKE_STORE", "", "Set KEYSTROKE_STORE"),
        ("KEYSTROKE_STORE", "/nowhere/store.sqlite", "check the path"),
        ("KEYSTROKE_MAX_FMR", "2", "KEYSTROKE_MAX_FMR must be"),
        ("KEYSTROKE_MAX_FMR", "strict", "KEYSTROKE_MAX_FMR must be"),
    ],
)
def test_settings_that_cannot_be_used_are_told_to_the_operator_only(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    variable: str,
    value: str,
    logged: str,
) -> None:
    monkeypatch.setenv(variable, value)
    status, problem = handled(event("health"))
    assert status in (500, 503)
    assert variable not in json.dumps(problem)
    assert "nowhere" not in json.dumps(problem)
    assert logged in caplog.text


def test_the_operators_largest_fmr_holds(
    monkeypatch: pytest.MonkeyPatch, recognizer: Recognizer
) -> None:
    monkeypatch.setenv("KEYSTROKE_MAX_FMR", "0.02")
    probe = recognizer.extract(typed(1)).to_dict()
    assert handled(event("identify", {"features": probe, "fmr": 0.02}))[0] == 200
    assert handled(event("identify", {"features": probe, "fmr": 0.03}))[0] == 422
