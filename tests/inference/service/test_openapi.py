"""The document is held against what the API does: every answer, every status, every code."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it has no types

from inference.recognizer import Recognizer, load_recognizer
from inference.service.api import Api
from inference.service.exchange import JSON_TYPE, Request, Response
from inference.service.openapi import openapi, problem_codes
from inference.service.operation import Operation
from inference.service.problems import PROBLEM_TYPE, status_of
from inference.service.proof import proof_digest, to_base64url
from inference.service.routes import OPERATIONS
from inference.service.service import Service
from inference.stores.sqlite import SqliteStore
from tests.inference.free_model import free_recognizer
from tests.inference.service.conftest import Typing, Watch, Writing

ABSENT: Final = "0" * 32
DOCUMENT: Final = openapi(OPERATIONS, load_recognizer(scoring_only=True).model)
STAND_IN: Final = openapi(OPERATIONS, free_recognizer().model)


class Checked:
    """Calls the API and holds each answer against the document."""

    def __init__(self, service: Service, document: dict[str, Any] = DOCUMENT) -> None:
        self._api = Api(service)
        self._document = document
        self.codes: set[tuple[str, str, str]] = set()
        self.succeeded: set[tuple[str, str]] = set()

    def call(
        self,
        method: str,
        path: str,
        document: Any = None,
        headers: Mapping[str, str] | None = None,
        owner: str | None = "ada",
    ) -> Any:
        body = b"" if document is None else json.dumps(document).encode()
        request = Request(method, path, owner, body, JSON_TYPE, headers or {})
        response = self._api.handle(request)
        operation = next(
            one for one in OPERATIONS if one.method == method and one.pattern.fullmatch(path)
        )
        return self._checked(operation, response)

    def _checked(self, operation: Operation, response: Response) -> Any:
        answer = json.loads(response.body)
        described = self._document["paths"][operation.path][operation.method.lower()]["responses"]
        content = described[str(response.status)]["content"]
        validator(content[response.content_type]["schema"], self._document).validate(answer)
        if response.content_type == PROBLEM_TYPE:
            assert answer["code"] in problem_codes(operation)
            assert answer["status"] == response.status == status_of(answer["code"])
            self.codes.add((operation.method, operation.path, answer["code"]))
        else:
            self.succeeded.add((operation.method, operation.path))
        return answer


def validator(
    schema: Mapping[str, Any], document: dict[str, Any] = DOCUMENT
) -> Draft202012Validator:
    """Resolve references within the document."""
    return Draft202012Validator({**schema, "components": document["components"]})


@pytest.fixture
def api(service: Service) -> Checked:
    return Checked(service)


def enrolled(api: Checked, features: list[Any]) -> str:
    document = {"label": "Work", "features": [one.to_dict() for one in features]}
    return str(api.call("POST", "/v1/profiles", document)["id"])


def test_it_describes_the_routes_that_there_are() -> None:
    described = {
        (method.upper(), path) for path, item in DOCUMENT["paths"].items() for method in item
    }
    assert described == {(one.method, one.path) for one in OPERATIONS}
    ids = [
        operation["operationId"]
        for item in DOCUMENT["paths"].values()
        for operation in item.values()
    ]
    assert len(set(ids)) == len(OPERATIONS)


def test_it_is_served(api: Checked) -> None:
    assert api.call("GET", "/v1/openapi.json", owner=None) == json.loads(json.dumps(DOCUMENT))


def test_its_schemas_are_schemas_and_its_references_lead_somewhere() -> None:
    for schema in DOCUMENT["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    for reference in references(DOCUMENT):
        assert reference.rpartition("/")[2] in DOCUMENT["components"]["schemas"]


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from (node["$ref"] for _ in [0] if "$ref" in node)
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def test_every_operation_answers_as_described(api: Checked, typing: Typing) -> None:
    profile = enrolled(api, typing.many(6))
    path = f"/v1/profiles/{profile}"
    for get in ("health", "model", "openapi.json", "profiles", "devices"):
        api.call("GET", f"/v1/{get}")
    api.call("GET", path)
    verified = api.call("POST", f"{path}/verify", {"features": typing.one(10).to_dict()})
    assert verified["accepted"]
    attempt = {"features": typing.one(11, person=1).to_dict(), "verdict_only": True}
    assert set(api.call("POST", f"{path}/verify", attempt)) == {"accepted", "fmr", "reasons"}
    identified: dict[str, Any] = {"features": typing.one(12).to_dict()}
    assert "score" in api.call("POST", "/v1/identify", identified)["matches"][0]
    identified = {"features": typing.one(13).to_dict(), "verdict_only": True}
    assert "score" not in api.call("POST", "/v1/identify", identified)["matches"][0]
    api.call("POST", f"{path}/samples", {"features": [typing.one(20).to_dict()]})
    exported = api.call("GET", f"{path}/export")
    assert len(exported["attempts"]["seen"]) == 3
    assert exported["enrolled"]["steps"] == exported["template"]["steps"][:-1]
    api.call("POST", f"{path}/restore")
    api.call("POST", "/v1/challenges", {"action": "identify", "profile": None})
    device = api.call("POST", "/v1/devices", {"public_key": "A" * 43, "label": "Laptop"})
    api.call("GET", "/v1/devices")
    api.call("DELETE", f"/v1/devices/{device['id']}")
    api.call("DELETE", path)
    assert api.succeeded == {(one.method, one.path) for one in OPERATIONS}


def test_free_profiles_are_exported_as_described(writing: Writing) -> None:
    api = Checked(writing.service, STAND_IN)
    profile = enrolled(api, writing.many(3))
    exported = api.call("GET", f"/v1/profiles/{profile}/export")
    assert exported["template"]["mode"] == "free"


def test_what_goes_in_is_described(typing: Typing, writing: Writing) -> None:
    for document, features in ((DOCUMENT, typing.one(1)), (STAND_IN, writing.one(1))):
        one = json.loads(features.to_json())
        known = validator(document["components"]["schemas"]["Features"], document)
        known.validate(one)
        for change in ({"extra": 1}, {"contract": 2}, {"model": "0" * 64}, {"mode": "both"}):
            assert not known.is_valid({**one, **change})


def test_problems_of_a_request_are_described(api: Checked, typing: Typing) -> None:
    profile = enrolled(api, typing.many(6))
    path, key = f"/v1/profiles/{profile}", {"idempotency-key": "k"}
    probe = {"features": typing.one(10).to_dict()}
    foreign_model = {"features": {**probe["features"], "model": "0" * 64}}
    for method, where, document, headers in (
        ("POST", "/v1/profiles", {"label": "x", "features": [probe["features"]]}, None),
        ("POST", "/v1/profiles", {"label": "x", "features": [foreign_model["features"]] * 5}, None),
        ("POST", "/v1/profiles", {"label": "x"}, {"idempotency-key": ""}),
        ("POST", f"{path}/verify", {"features": 7}, None),
        ("POST", f"{path}/verify", probe | {"fmr": 2}, None),
        ("POST", f"{path}/verify", foreign_model, None),
        ("POST", f"{path}/verify", ["x" * 300_000], None),
        ("POST", f"{path}/restore", None, key),
        ("POST", f"{path}/restore", None, {**key, "if-match": '"1"'}),
        ("POST", f"{path}/restore", None, {"if-match": '"1"'}),
        ("POST", f"{path}/samples", {"features": [probe["features"]]}, None),
        ("DELETE", path, None, {"if-match": "W/other"}),
        ("GET", f"/v1/profiles/{ABSENT}", None, None),
        ("GET", "/v1/profiles/none/export", None, None),
    ):
        api.call(method, where, document, headers)
    api.call("GET", "/v1/profiles", owner=None)
    api.call("POST", f"{path}/verify", probe)
    for _ in range(6):
        api.call("POST", f"{path}/verify", probe)
    assert {code for _, _, code in api.codes} == {
        "failure_to_enroll", "contract_mismatch", "invalid_header", "invalid_features",
        "invalid_input", "body_too_large", "idempotency_key_reused", "precondition_failed",
        "verification_required", "not_found", "unauthorized", "replayed", "locked",
    }  # fmt: skip


def test_a_locked_profile_says_until_when(
    api: Checked, service: Service, typing: Typing, clock: Watch
) -> None:
    profile = enrolled(api, typing.many(6))
    for repetition in range(5):
        service.verify("ada", profile, typing.one(repetition, person=1))
    attempt = json.dumps({"features": typing.one(10).to_dict()}).encode()
    request = Request("POST", f"/v1/profiles/{profile}/verify", "ada", attempt, JSON_TYPE)
    clock.now = int(clock.now) + 10.5
    response = Api(service).handle(request)
    assert (response.status, response.headers["Retry-After"]) == (429, "20")
    problem = json.loads(response.body)
    assert (problem["code"], problem["locked_until"][-6:]) == ("locked", "+00:00")


def test_problems_of_a_proof_are_described(
    recognizer: Recognizer, store: SqliteStore, clock: Watch, typing: Typing
) -> None:
    api = Checked(Service(recognizer, store, proof_required=True, clock=clock))
    profile, probe, key = (
        enrolled(api, typing.many(6)),
        typing.one(10),
        Ed25519PrivateKey.generate(),
    )
    public_key = to_base64url(key.public_key().public_bytes_raw())
    device = api.call("POST", "/v1/devices", {"public_key": public_key, "label": "Laptop"})
    wanted = {"action": "verify", "profile": profile}
    challenge = api.call("POST", "/v1/challenges", wanted)["challenge"]
    digest = proof_digest(challenge, probe)
    proof: dict[str, Any] = {
        "challenge": challenge,
        "device": device["id"],
        "digest": digest.hex(),
        "signature": to_base64url(key.sign(digest)),
    }
    validator(DOCUMENT["components"]["schemas"]["Proof"]).validate(proof)
    for change in (
        {"challenge": "none"}, {"device": ABSENT}, {"digest": "0" * 64}, {}, {}, None,
    ):  # fmt: skip
        proofs: dict[str, Any] = {} if change is None else {"proof": {**proof, **change}}
        api.call("POST", f"/v1/profiles/{profile}/verify", {"features": probe.to_dict()} | proofs)
    assert {code for _, _, code in api.codes} == {
        "challenge_invalid", "device_unknown", "signature_invalid", "challenge_used",
        "proof_required",
    }  # fmt: skip


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: f"{one.method} {one.path}")
def test_every_code_has_a_status(operation: Operation) -> None:
    for code in problem_codes(operation):
        assert 400 <= status_of(code) <= 503
