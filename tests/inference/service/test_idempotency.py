import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from inference.errors import StoreError
from inference.service.api import Api
from inference.service.exchange import Request, Response
from inference.service.idempotency import Idempotency
from inference.service.service import Service
from inference.stores.sqlite import SqliteStore
from tests.inference.service.conftest import Caller, Typing, Watch

KEY = {"idempotency-key": "3d1e7c1a-planted"}


def enrolment(typing: Typing, label: str = "Work") -> dict[str, Any]:
    return {"label": label, "features": [one.to_dict() for one in typing.many(6)]}


def test_the_same_request_gets_the_same_answer_and_is_done_once(
    ada: Caller, service: Service, typing: Typing
) -> None:
    body = json.dumps(enrolment(typing)).encode()
    first, second = (ada.send("POST", "/v1/profiles", body, headers=KEY) for _ in range(2))
    assert first == second
    assert first.status == 201
    assert len(service.profiles("ada").profiles) == 1


def test_another_request_with_the_key_is_refused(ada: Caller, typing: Typing) -> None:
    _, profile = ada.call("POST", "/v1/profiles", enrolment(typing), KEY)
    for method, path, document in (
        ("POST", "/v1/profiles", enrolment(typing, "Other")),
        ("DELETE", f"/v1/profiles/{profile['id']}", None),
        ("POST", f"/v1/profiles/{profile['id']}/restore", None),
    ):
        status, problem = ada.call(method, path, document, KEY)
        assert (status, problem["code"]) == (422, "idempotency_key_reused")
    assert len(ada.call("GET", "/v1/profiles")[1]["profiles"]) == 1


def test_the_version_that_is_meant_belongs_to_the_request(ada: Caller, typing: Typing) -> None:
    _, profile = ada.call("POST", "/v1/profiles", enrolment(typing))
    path = f"/v1/profiles/{profile['id']}/restore"
    assert ada.call("POST", path, None, {**KEY, "if-match": '"1"'})[0] == 200
    status, problem = ada.call("POST", path, None, {**KEY, "if-match": '"2"'})
    assert (status, problem["code"]) == (422, "idempotency_key_reused")


def test_a_deletion_that_is_repeated_has_the_same_receipt(
    ada: Caller, typing: Typing, clock: Watch
) -> None:
    _, profile = ada.call("POST", "/v1/profiles", enrolment(typing))
    path = f"/v1/profiles/{profile['id']}"
    first = ada.call("DELETE", path, None, KEY)
    clock.now += 60
    assert ada.call("DELETE", path, None, KEY) == first
    assert first[0] == 200
    assert ada.call("DELETE", path)[0] == 404


def test_an_attempt_whose_answer_was_lost_is_no_replay(ada: Caller, typing: Typing) -> None:
    _, profile = ada.call("POST", "/v1/profiles", enrolment(typing))
    path, attempt = f"/v1/profiles/{profile['id']}/verify", {"features": typing.one(9).to_dict()}
    first = ada.call("POST", path, attempt, KEY)
    assert ada.call("POST", path, attempt, KEY) == first
    assert ada.call("POST", path, attempt)[1]["code"] == "replayed"


def test_owners_have_their_own_keys(ada: Caller, ben: Caller, typing: Typing) -> None:
    ids = {
        caller.call("POST", "/v1/profiles", enrolment(typing), KEY)[1]["id"]
        for caller in (ada, ben)
    }
    assert len(ids) == 2


def test_an_answer_is_kept_for_a_day(ada: Caller, typing: Typing, clock: Watch) -> None:
    _, first = ada.call("POST", "/v1/profiles", enrolment(typing), KEY)
    clock.now += 86_399
    assert ada.call("POST", "/v1/profiles", enrolment(typing), KEY)[1]["id"] == first["id"]
    clock.now += 2
    assert ada.call("POST", "/v1/profiles", enrolment(typing), KEY)[1]["id"] != first["id"]


def test_an_error_leaves_the_key_free(ada: Caller, typing: Typing) -> None:
    few = {"label": "Work", "features": [typing.one(1).to_dict()]}
    for _ in range(2):
        assert ada.call("POST", "/v1/profiles", few, KEY)[1]["code"] == "failure_to_enroll"
    assert ada.call("POST", "/v1/profiles", enrolment(typing), KEY)[0] == 201


@pytest.mark.parametrize("key", ["", " ", "two words", "é", "x" * 129, "tab\t"])
def test_a_key_that_cannot_be_used_is_refused(ada: Caller, typing: Typing, key: str) -> None:
    headers = {"idempotency-key": key}
    status, problem = ada.call("POST", "/v1/profiles", enrolment(typing), headers)
    assert (status, problem["code"]) == (400, "invalid_header")


def test_a_key_may_be_long(ada: Caller, typing: Typing) -> None:
    headers = {"idempotency-key": "!~" * 64}
    assert ada.call("POST", "/v1/profiles", enrolment(typing), headers)[0] == 201


def test_the_key_itself_is_not_stored(ada: Caller, typing: Typing, store: SqliteStore) -> None:
    ada.call("POST", "/v1/profiles", enrolment(typing), KEY)
    (record,) = store.list("ada", "idempotency").records
    assert "planted" not in record.record_id
    assert b"planted" not in record.data


def test_of_many_at_once_one_is_done(service: Service, typing: Typing) -> None:
    caller = Caller(Api(service), "ada")

    def enrol(_: int) -> tuple[int, Any]:
        return caller.call("POST", "/v1/profiles", enrolment(typing), KEY)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(enrol, range(24)))
    ids = {document["id"] for status, document in answers if status == 201}
    assert len(ids) == 1
    assert {document.get("code") for status, document in answers if status != 201} <= {
        "idempotency_in_progress"
    }
    assert len(service.profiles("ada").profiles) == 1


def request() -> Request:
    return Request("POST", "/v1/profiles", "ada", b"{}", headers=KEY)


def test_while_the_first_is_under_way_the_second_waits(store: SqliteStore, clock: Watch) -> None:
    idempotency, begun, go_on = Idempotency(store, clock), threading.Event(), threading.Event()

    def slow(_: str) -> Response:
        begun.set()
        assert go_on.wait(10)
        return Response(200, "application/json", b"{}", {})

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(idempotency.answer, "ada", request(), slow)
        assert begun.wait(10)
        with pytest.raises(Exception, match="still under way"):
            idempotency.answer("ada", request(), slow)
        go_on.set()
        assert first.result(10).status == 200
    assert idempotency.answer("ada", request(), slow) == first.result()


class Killed(BaseException):
    """Stands for the end of the process."""


def test_a_request_whose_process_was_killed_is_taken_over_with_its_seed(
    store: SqliteStore, clock: Watch
) -> None:
    idempotency, seeds = Idempotency(store, clock), []

    def killed(seed: str) -> Response:
        seeds.append(seed)
        raise Killed

    def done(seed: str) -> Response:
        seeds.append(seed)
        return Response(200, "application/json", b"{}", {"ETag": '"1"'})

    with pytest.raises(Killed):
        idempotency.answer("ada", request(), killed)
    with pytest.raises(Exception, match="still under way"):
        idempotency.answer("ada", request(), done)
    clock.now += 60
    answer = idempotency.answer("ada", request(), done)
    assert seeds[0] == seeds[1]
    assert answer == idempotency.answer("ada", request(), killed)


def test_what_failed_half_way_is_taken_over_at_once(store: SqliteStore, clock: Watch) -> None:
    idempotency, seeds = Idempotency(store, clock), []

    def failing(seed: str) -> Response:
        seeds.append(seed)
        raise StoreError("The disk is full.")

    for _ in range(2):
        with pytest.raises(StoreError):
            idempotency.answer("ada", request(), failing)
    assert seeds[0] == seeds[1]


def test_an_enrolment_that_was_cut_off_is_not_made_twice(service: Service, typing: Typing) -> None:
    first, second = (service.enroll("ada", "Work", typing.many(6), "a" * 32) for _ in range(2))
    assert first == second
    assert [one.id for one in service.profiles("ada").profiles] == ["a" * 32]
