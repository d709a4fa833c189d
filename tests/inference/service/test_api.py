import json
import logging
from typing import Any, NoReturn

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inference.features import Features, features_from_dict
from inference.recognizer import Recognizer
from inference.service.api import Api
from inference.service.exchange import Request
from inference.service.service import Service
from inference.service.validation import MAX_BODY_BYTES
from inference.stores.sqlite import SqliteStore
from tests.inference.service.conftest import Caller, Typing, Writing
from tests.inference.typing import typed, written

ABSENT = "0" * 32


def enrolled(caller: Caller, typing: Typing, person: int = 0) -> str:
    document = {"label": "Work", "features": dicts(typing.many(6, person))}
    status, profile = caller.call("POST", "/v1/profiles", document)
    assert status == 201
    return str(profile["id"])


def dicts(attempts: list[Features]) -> list[dict[str, Any]]:
    return [attempt.to_dict() for attempt in attempts]


def test_health_says_what_scores_here_to_anyone(anyone: Caller, recognizer: Recognizer) -> None:
    assert anyone.call("GET", "/v1/health") == (
        200,
        {"status": "ok", "contract": recognizer.contract, "model": recognizer.model},
    )


def test_enrol_verify_and_delete(ada: Caller, typing: Typing) -> None:
    status, profile = ada.call(
        "POST", "/v1/profiles", {"label": "Work", "features": dicts(typing.many(6))}
    )
    assert status == 201
    assert set(profile) == {
        "id", "label", "mode", "samples", "keys", "created", "version", "notices",
    }  # fmt: skip
    path = f"/v1/profiles/{profile['id']}"

    status, decision = ada.call("POST", f"{path}/verify", {"features": typing.one(9).to_dict()})
    assert (status, decision["accepted"], decision["fmr"]) == (200, True, 0.01)
    assert decision["score"] == round(decision["score"], 1)

    probe = {"features": typing.one(9, person=1).to_dict(), "fmr": 0.05}
    status, decision = ada.call("POST", f"{path}/verify", probe)
    assert (status, decision["accepted"], decision["fmr"]) == (200, False, 0.05)
    assert [reason["code"] for reason in decision["reasons"]] == ["unlike_profile"]

    status, receipt = ada.call("DELETE", path)
    assert (status, receipt["deleted"]) == (200, profile["id"])
    assert ada.call("DELETE", path)[0] == 404


def test_free_text_is_enrolled_verified_and_identified(writing: Writing) -> None:
    ada = writing.ada
    enrolled = {"label": "Text", "features": dicts(writing.many(2))}
    status, profile = ada.call("POST", "/v1/profiles", enrolled)
    assert (status, profile["mode"], profile["samples"]) == (201, "free", 2)
    assert 260 <= profile["keys"] <= 300

    path = f"/v1/profiles/{profile['id']}/verify"
    status, decision = ada.call("POST", path, {"features": writing.one(9).to_dict()})
    assert (status, decision["accepted"], decision["reasons"]) == (200, True, [])
    status, decision = ada.call("POST", path, {"features": writing.one(9, keys=9).to_dict()})
    assert (status, decision["accepted"], decision["quality"]) == (200, False, 0)
    assert [reason["code"] for reason in decision["reasons"]] == ["too_short"]

    status, ranking = ada.call("POST", "/v1/identify", {"features": writing.one(10).to_dict()})
    assert (status, ranking["unknown"]) == (200, False)
    assert [match["id"] for match in ranking["matches"]] == [profile["id"]]


def test_local_and_remote_scores_of_free_text_are_equal(writing: Writing) -> None:
    template = writing.recognizer.enroll([written(seed, 150) for seed in range(3)], mode="free")
    sent = [features_from_dict(json.loads(one.to_json())) for one in writing.many(3)]
    profile = writing.service.enroll("ada", "Text", sent)
    for person in range(4):
        probe = features_from_dict(json.loads(writing.one(9, person).to_json()))
        local = writing.recognizer.verify(template, written(9, 150, person=person))
        remote = writing.service.verify("ada", profile.id, probe)
        assert remote.score == pytest.approx(local.score, abs=1e-6)
        assert remote == local


def test_a_phrase_and_free_text_cannot_be_compared(writing: Writing) -> None:
    ada, phrase = writing.ada, writing.recognizer.extract(typed(1)).to_dict()
    enrolled = {"label": "Text", "features": dicts(writing.many(2))}
    profile = ada.call("POST", "/v1/profiles", enrolled)[1]
    for path, document in (
        (f"/v1/profiles/{profile['id']}/verify", {"features": phrase}),
        ("/v1/profiles", {"label": "Both", "features": [*dicts(writing.many(2)), phrase]}),
    ):
        status, problem = ada.call("POST", path, document)
        assert (status, problem["code"]) == (409, "mode_mismatch")


def window(**change: Any) -> dict[str, Any]:
    return {"windows": [{"keys": 50, "vector": [32_767] + [0] * 31} | change]}


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"windows": None}, 422, "invalid_features"),
        (window(keys=14), 422, "invalid_features"),
        (window(vector=[0] * 32), 422, "invalid_features"),
        (window(vector=[0.5] * 32), 422, "invalid_features"),
        ({"windows": window()["windows"] * 33}, 422, "invalid_features"),
        ({"tag": None}, 422, "invalid_features"),
        ({"model": "0" * 64}, 409, "contract_mismatch"),
        (window(vector=[32_767]), 409, "contract_mismatch"),
    ],
)
def test_free_features_that_do_not_fit_are_refused_everywhere(
    writing: Writing, change: dict[str, Any], status: int, code: str
) -> None:
    ada, malformed = writing.ada, changed(writing.one(9), **change)
    enrolled = {"label": "Text", "features": dicts(writing.many(2))}
    profile = ada.call("POST", "/v1/profiles", enrolled)[1]
    for path, document in (
        ("/v1/profiles", {"label": "x", "features": [malformed]}),
        ("/v1/identify", {"features": malformed}),
        (f"/v1/profiles/{profile['id']}/verify", {"features": malformed}),
    ):
        answered, problem = ada.call("POST", path, document)
        assert (answered, problem["code"]) == (status, code)


def test_texts_that_are_too_short_make_no_profile(writing: Writing) -> None:
    attempts = [writing.one(1), writing.one(2, keys=9)]
    document = {"label": "x", "features": dicts(attempts)}
    status, problem = writing.ada.call("POST", "/v1/profiles", document)
    assert (status, problem["code"]) == (422, "failure_to_enroll")
    assert problem["detail"].startswith("Sample 2 is too short")


def test_what_a_profile_has_learnt_is_taken_back(
    ada: Caller, service: Service, typing: Typing
) -> None:
    service.adapt = True
    profile_id = enrolled(ada, typing)
    path = f"/v1/profiles/{profile_id}"
    verify = {"features": typing.one(9).to_dict()}
    assert ada.call("POST", f"{path}/verify", verify)[1]["accepted"]
    status, profile = ada.call("POST", f"{path}/restore")
    assert (status, profile["id"], profile["samples"]) == (200, profile_id, 6)
    assert ada.call("POST", f"/v1/profiles/{ABSENT}/restore")[0] == 404


def test_identify_gives_ids_and_labels(ada: Caller, typing: Typing) -> None:
    ids = [enrolled(ada, typing, person) for person in range(2)]
    status, ranking = ada.call("POST", "/v1/identify", {"features": typing.one(9, 1).to_dict()})
    assert status == 200
    assert [match["id"] for match in ranking["matches"]] == [ids[1], ids[0]]
    assert {match["label"] for match in ranking["matches"]} == {"Work"}
    assert ranking["skipped"] == []


def test_foreign_and_absent_look_the_same(ada: Caller, ben: Caller, typing: Typing) -> None:
    theirs, probe = enrolled(ada, typing), {"features": typing.one(9).to_dict()}
    for method, path, document in (
        ("POST", "/v1/profiles/{}/verify", probe),
        ("POST", "/v1/profiles/{}/restore", None),
        ("DELETE", "/v1/profiles/{}", None),
    ):
        foreign = ben.call(method, path.format(theirs), document)
        assert foreign == ben.call(method, path.format(ABSENT), document)
        assert foreign == ben.call(method, path.format("no-id"), document)
        assert (foreign[0], foreign[1]["code"]) == (404, "not_found")
    assert ben.call("POST", "/v1/identify", probe)[1]["matches"] == []


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("POST", "/v1/health", "GET"),
        ("HEAD", "/v1/health", "GET"),
        ("PUT", "/v1/profiles", "GET, POST"),
        ("PUT", f"/v1/profiles/{ABSENT}", "DELETE, GET"),
        ("GET", f"/v1/profiles/{ABSENT}/verify", "POST"),
        ("GET", f"/v1/profiles/{ABSENT}/restore", "POST"),
        ("DELETE", "/v1/identify", "POST"),
    ],
)
def test_another_method_is_told_what_the_path_takes(
    ada: Caller, method: str, path: str, allow: str
) -> None:
    response = ada.send(method, path, b"")
    assert (response.status, response.headers["Allow"]) == (405, allow)
    assert json.loads(response.body)["code"] == "method_not_allowed"


@pytest.mark.parametrize(
    "path",
    ["", "/", "/v1", "/v2/health", "/v1/health/", "/v1/profiles/", f"/v1/profiles/{ABSENT}/", "//"],
)
def test_unknown_paths(ada: Caller, path: str) -> None:
    status, problem = ada.call("GET", path)
    assert (status, problem["code"]) == (404, "no_such_route")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v1/profiles"),
        ("DELETE", f"/v1/profiles/{ABSENT}"),
        ("POST", f"/v1/profiles/{ABSENT}/verify"),
        ("POST", f"/v1/profiles/{ABSENT}/restore"),
        ("POST", "/v1/identify"),
    ],
)
@pytest.mark.parametrize("owner", [None, "", "\ud800", "ada\udfff", 7, b"ada"])
def test_nothing_is_answered_to_nobody(
    service: Service, owner: Any, method: str, path: str
) -> None:
    response = Api(service).handle(Request(method, path, owner, b"{}", "application/json"))
    assert (response.status, response.headers["WWW-Authenticate"]) == (401, "Bearer")


@pytest.mark.parametrize(
    "content_type", ["", "text/plain", "application/x-www-form-urlencoded", "application/jsonp"]
)
def test_only_json_is_taken(ada: Caller, content_type: str) -> None:
    response = ada.send("POST", "/v1/identify", b"{}", content_type)
    assert response.status == 415


@pytest.mark.parametrize("content_type", ["application/json; charset=utf-8", "Application/JSON"])
def test_json_may_be_named_in_any_way(ada: Caller, content_type: str) -> None:
    assert ada.send("POST", "/v1/identify", b"{}", content_type).status == 422


def test_a_body_may_be_large_but_not_too_large(ada: Caller) -> None:
    assert ada.send("POST", "/v1/identify", b" " * (MAX_BODY_BYTES - 2) + b"{}").status == 422
    response = ada.send("POST", "/v1/identify", b" " * (MAX_BODY_BYTES - 1) + b"{}")
    assert (response.status, json.loads(response.body)["code"]) == (413, "body_too_large")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe{}",
        b'\xef\xbb\xbf{"features": {}}',
        b'{"features": NaN}',
        b'{"fmr": Infinity, "features": {}}',
        b'{"fmr": 0.01, "fmr": 0.5, "features": {}}',
        b"[" * 200_000,
        b'{"a":' * 40_000,
        b"1" * 5_000,
        "{}".encode("utf-16"),
    ],
)
def test_what_is_no_strict_json_is_refused(ada: Caller, body: bytes) -> None:
    response = ada.send("POST", "/v1/identify", body)
    assert (response.status, json.loads(response.body)["code"]) == (400, "invalid_json")


@pytest.mark.parametrize("document", [None, [], "text", 1, {}, {"features": {}, "extra": 1}])
def test_other_fields_are_refused(ada: Caller, document: Any) -> None:
    response = ada.send("POST", "/v1/identify", json.dumps(document).encode())
    problem = json.loads(response.body)
    assert (response.status, problem["code"]) == (422, "invalid_input")
    assert "features and optionally fmr" in problem["detail"]


def changed(features: Features, **change: Any) -> dict[str, Any]:
    return {**features.to_dict(), **change}


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"holds": [1, 2]}, 422, "invalid_features"),
        ({"holds": []}, 422, "invalid_features"),
        ({"intervals": [[0]] * 11}, 422, "invalid_features"),
        ({"holds": [0.5] * 12}, 422, "invalid_features"),
        ({"holds": [True] * 12}, 422, "invalid_features"),
        ({"holds": [32_768] * 12}, 422, "invalid_features"),
        ({"holds": [0] * 129, "intervals": [0] * 128}, 422, "invalid_features"),
        ({"model": "xyz"}, 422, "invalid_features"),
        ({"contract": 1.0}, 422, "invalid_features"),
        ({"extra": 1}, 422, "invalid_features"),
        ({"mode": "free"}, 422, "invalid_features"),
        ({"mode": "dreamt"}, 422, "unsupported_mode"),
        ({"mode": 1}, 422, "invalid_features"),
        ({"contract": 2}, 409, "contract_mismatch"),
        ({"model": "0" * 64}, 409, "contract_mismatch"),
    ],
)
def test_features_that_do_not_fit_are_refused_everywhere(
    ada: Caller, typing: Typing, change: dict[str, Any], status: int, code: str
) -> None:
    profile_id, malformed = enrolled(ada, typing), changed(typing.one(9), **change)
    for path, document in (
        ("/v1/profiles", {"label": "x", "features": [malformed] * 5}),
        ("/v1/identify", {"features": malformed}),
        (f"/v1/profiles/{profile_id}/verify", {"features": malformed}),
    ):
        answered, problem = ada.call("POST", path, document)
        assert (answered, problem["code"]) == (status, code)


def test_the_malformed_attempt_is_named(ada: Caller, typing: Typing) -> None:
    attempts = [*dicts(typing.many(2)), changed(typing.one(3), holds=[])]
    _, problem = ada.call("POST", "/v1/profiles", {"label": "x", "features": attempts})
    assert problem["detail"].startswith("Attempt 3: ")


@pytest.mark.parametrize("fmr", ["0.01", True, None, [], 0, -1, 0.6, 1, 10**400, 1e-400])
def test_an_fmr_that_is_none_is_refused(ada: Caller, typing: Typing, fmr: Any) -> None:
    document = {"features": typing.one(9).to_dict(), "fmr": fmr}
    status, problem = ada.call("POST", "/v1/identify", document)
    assert (status, problem["code"]) == (422, "invalid_input")


@pytest.mark.parametrize(
    "label", [None, 1, [], "", "x" * 101, "two\nlines", "\ud800", "\u200b\u202e"]
)
def test_a_label_that_is_none_is_refused(ada: Caller, typing: Typing, label: Any) -> None:
    document = {"label": label, "features": dicts(typing.many(5))}
    status, problem = ada.call("POST", "/v1/profiles", document)
    assert (status, problem["code"]) == (422, "invalid_input")


def test_failure_to_enrol_is_an_outcome_of_its_own(ada: Caller, typing: Typing) -> None:
    for attempts in ([], typing.many(4)):
        document = {"label": "x", "features": dicts(attempts)}
        status, problem = ada.call("POST", "/v1/profiles", document)
        assert (status, problem["code"]) == (422, "failure_to_enroll")


def test_another_phrase_is_a_decision(ada: Caller, typing: Typing) -> None:
    profile_id = enrolled(ada, typing)
    longer = changed(typing.one(9), holds=[0] * 20, intervals=[0] * 19)
    status, decision = ada.call("POST", f"/v1/profiles/{profile_id}/verify", {"features": longer})
    assert (status, decision["accepted"]) == (200, False)
    assert [reason["code"] for reason in decision["reasons"]] == ["other_phrase"]


def test_problems_are_rfc_9457(ada: Caller) -> None:
    response = ada.send("GET", "/v2", b"")
    assert response.content_type == "application/problem+json"
    assert json.loads(response.body) == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "There is nothing at this path: check the address.",
        "code": "no_such_route",
    }


def test_no_cache_may_keep_an_answer(ada: Caller) -> None:
    for path in ("/v1/health", "/v2"):
        assert ada.send("GET", path, b"").headers["Cache-Control"] == "no-store"


def test_a_store_that_fails_tells_nothing_about_the_machine(
    ada: Caller, typing: Typing, store: SqliteStore, caplog: pytest.LogCaptureFixture
) -> None:
    store.close()
    status, problem = ada.call("POST", "/v1/identify", {"features": typing.one(9).to_dict()})
    assert (status, problem["code"]) == (503, "store_failed")
    assert "sqlite" not in json.dumps(problem)
    assert "store.sqlite" in caplog.text


class Failing(Service):
    def identify(self, *_: Any, **__: Any) -> NoReturn:
        raise ValueError("planted 4711")


def test_an_unexpected_error_leaks_nothing(
    recognizer: Recognizer, store: SqliteStore, typing: Typing, caplog: pytest.LogCaptureFixture
) -> None:
    caller = Caller(Api(Failing(recognizer, store)), "ada")
    with caplog.at_level(logging.DEBUG):
        answer = caller.call("POST", "/v1/identify", {"features": typing.one(9).to_dict()})
    assert (answer[0], answer[1]["code"]) == (500, "internal_error")
    assert "planted" not in json.dumps(answer)
    assert "planted" not in caplog.text
    assert "ValueError: unexpected, at identify:" in caplog.text


def test_nothing_personal_reaches_a_log(
    service: Service, typing: Typing, caplog: pytest.LogCaptureFixture
) -> None:
    ada = Caller(Api(service), "planted-subject")
    planted = [one.to_dict() for one in typing.many(6)]
    enrolment = {"label": "planted label", "features": planted}
    headers = {"idempotency-key": "planted-key", "authorization": "Bearer planted-token"}
    with caplog.at_level(logging.DEBUG):
        _, profile = ada.call("POST", "/v1/profiles", enrolment, headers)
        path = f"/v1/profiles/{profile['id']}"
        for features in (planted[0], typing.one(9).to_dict(), typing.one(9, person=1).to_dict()):
            ada.call("POST", f"{path}/verify", {"features": features}, headers)
            ada.call("POST", "/v1/identify", {"features": features, "proof": "planted"})
        ada.call("POST", "/v1/challenges", {"action": "verify", "profile": profile["id"]})
        ada.call("POST", "/v1/devices", {"public_key": "A" * 43, "label": "planted device"})
        exported = ada.call("GET", f"{path}/export")[1]
        service.store.close()
        assert ada.call("GET", path, headers=headers)[0] == 503
    assert "StoreError" in caplog.text
    assert "planted" not in caplog.text
    assert exported["template"]["bytes"] not in caplog.text
    assert str(list(planted[0]["holds"])) not in caplog.text
    assert json.dumps(planted[0]["holds"]) not in caplog.text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
FEATURES_LIKE = st.fixed_dictionaries(
    {
        "mode": st.sampled_from(["fixed", "free"]) | JSON,
        "contract": st.just(1) | JSON,
        "model": st.just("0" * 64) | JSON,
        "tag": st.none() | JSON,
        "holds": st.lists(st.integers(-40_000, 40_000), max_size=6) | JSON,
        "intervals": st.lists(st.integers(-40_000, 40_000), max_size=6) | JSON,
    }
) | st.fixed_dictionaries(
    {
        "mode": st.just("free"),
        "contract": st.just(1) | JSON,
        "model": st.just("0" * 64) | JSON,
        "windows": st.lists(
            st.fixed_dictionaries(
                {
                    "keys": st.integers(0, 100) | JSON,
                    "vector": st.just([32_767, 0]) | st.lists(st.integers(), max_size=3) | JSON,
                }
            )
            | JSON,
            max_size=3,
        )
        | JSON,
    }
)
BODIES = st.one_of(
    st.binary(max_size=60),
    JSON.map(lambda document: json.dumps(document).encode()),
    st.fixed_dictionaries(
        {"features": FEATURES_LIKE | st.lists(FEATURES_LIKE, max_size=6) | JSON},
        optional={"fmr": JSON, "label": JSON},
    ).map(lambda document: json.dumps(document).encode()),
)
METHODS = st.sampled_from(["GET", "POST", "PATCH", "DELETE", "PUT", "HEAD", "OPTIONS", "get", ""])
PATHS = st.one_of(
    st.sampled_from(
        [
            "/v1/health",
            "/v1/profiles",
            "/v1/identify",
            "/v1/profiles/{}",
            "/v1/profiles/{}/verify",
            "/v1/profiles/{}/restore",
            "/v1/profiles/{}/samples",
            "/v1/profiles/{}/export",
            "/v1/devices",
            "/v1/devices/{}",
            "/v1/challenges",
            "/v1/model",
            "/v1/openapi.json",
        ]
    ).map(lambda path: path.format(ABSENT)),
    st.text(max_size=40).map(lambda text: f"/v1/profiles/{text}"),
    st.text(max_size=40),
)


HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "idempotency-key": st.text(max_size=10) | st.just("key"),
        "if-match": st.text(max_size=10) | st.sampled_from(['"1"', "*", 'W/"1"', '"1", "2"']),
        "x-unknown": st.text(max_size=10),
    },
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(METHODS, PATHS, BODIES, HEADERS)
def test_whatever_comes_the_answer_is_json_and_never_a_failure(
    ada: Caller, method: str, path: str, body: bytes, headers: dict[str, str]
) -> None:
    response = ada.send(method, path, body, headers=headers)
    document = json.loads(response.body)
    assert response.status < 500
    if response.status >= 400:
        assert response.content_type == "application/problem+json"
        assert (document["status"], bool(document["code"])) == (response.status, True)


def test_requests_and_answers_show_nothing_in_their_repr() -> None:
    request = Request("POST", "/v1/identify", "ada", b"planted", "application/json")
    assert "planted" not in repr(request)
    assert "ada" not in repr(request)
