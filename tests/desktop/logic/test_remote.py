import json
import socket
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import (
    AnswerError,
    ConnectionLostError,
    EndpointError,
    ForbiddenError,
    HostUnknownError,
    NotListeningError,
    ProxyFailedError,
    ReadTimeoutError,
    RedirectError,
    RemoteConflictError,
    RemoteContractError,
    RemoteEnrollmentError,
    RemoteError,
    RemoteInputError,
    RemoteModeMismatchError,
    RemoteProfileNotFoundError,
    RemoteTooManyProfilesError,
    RequestTooLargeError,
    ServiceFailedError,
    TlsError,
    TooManyRequestsError,
    UnauthorizedError,
    UnreachableError,
)
from desktop.logic.connection import check_connection
from desktop.logic.remote import RemoteScorer
from desktop.logic.retries import ONCE
from desktop.logic.scorer import LocalScorer, Scorer
from desktop.logic.transport import Transport
from inference.errors import ContractError, EnrollmentError, NotFoundError
from inference.features import Features
from inference.recognizer import Recognizer
from inference.service.messages import rounded
from inference.service.service import Service
from inference.stores.sqlite import SqliteStore
from tests import faulty
from tests.doors import serving
from tests.inference.stores.conftest import FixedKey
from tests.inference.typing import typed

ABSENT = "0" * 32


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("remote") / "store.sqlite") as base:
        yield base


@pytest.fixture(scope="module")
def features(recognizer: Recognizer) -> list[Features]:
    return [recognizer.extract(typed(one)) for one in range(10)]


@pytest.fixture(scope="module")
def stranger(recognizer: Recognizer) -> Features:
    return recognizer.extract(typed(3, person=1))


@pytest.fixture
def remote(endpoint: str, recognizer: Recognizer) -> RemoteScorer:
    return RemoteScorer(Transport(endpoint))


def transport_at(port: int, scheme: str = "http", wait: float = 5) -> Transport:
    return Transport(
        f"{scheme}://127.0.0.1:{port}", retries=ONCE, connect_seconds=wait, read_seconds=wait
    )


def scorer_at(port: int, wait: float = 5) -> RemoteScorer:
    return RemoteScorer(transport_at(port, wait=wait))


def check(transport: Transport) -> None:
    check_connection(transport, 1, ABSENT)


def new_key() -> str:
    return uuid.uuid4().hex


def test_both_scorers_answer_alike(
    remote: RemoteScorer,
    recognizer: Recognizer,
    features: list[Features],
    stranger: Features,
    tmp_path: Path,
) -> None:
    whose = [recognizer.extract(typed(20)), recognizer.extract(typed(20, person=1))]
    with SqliteStore(tmp_path / "store.sqlite", FixedKey()) as store:
        local = LocalScorer(Service(recognizer, store))
        scorers: list[Scorer] = [local, remote]
        ids = [scorer.enroll("Work", features[:6], new_key()) for scorer in scorers]
        for probe in (*features[6:], stranger):
            here, there = (
                scorer.verify(profile_id, probe, 0.02)
                for scorer, profile_id in zip(scorers, ids, strict=True)
            )
            told = tuple(one for one in here.reasons if one.position is None)
            assert there == replace(rounded(here), reasons=told)
        # Other attempts: nobody types the same twice.
        for probe in whose:
            first, second = (scorer.identify(probe, 0.02) for scorer in scorers)
            assert [match.name for match in second.matches] == [ids[1]]
            assert second.unknown == first.unknown
            assert second.matches[0].score == round(first.matches[0].score, 1)
        for scorer, profile_id in zip(scorers, ids, strict=True):
            scorer.delete(profile_id)
            with pytest.raises(NotFoundError):
                scorer.verify(profile_id, stranger, 0.02)
    assert [scorer.label for scorer in scorers] == ["local", "remote"]


def test_profiles_are_found_by_label_and_time() -> None:
    listed = [
        {"id": "b", "label": "Work", "created": "2031-01-01T12:00:05+00:00"},
        {"id": "a", "label": "Work", "created": "2031-01-01T12:00:00+00:00"},
        {"id": "c", "label": "Other", "created": "2031-01-01T12:00:05+00:00"},
        {"id": "d", "label": "Work", "created": "2030-01-01T12:00:05+00:00"},
    ]
    content = json.dumps({"profiles": listed}).encode()
    since = datetime(2031, 1, 1, 12, tzinfo=UTC)
    with faulty.server(faulty.answering(content)) as port:
        assert scorer_at(port).find("Work", since) == ["a", "b"]
    damaged = faulty.answering(b'{"profiles": [{"id": "a"}]}')
    with faulty.server(damaged) as port, pytest.raises(AnswerError):
        scorer_at(port).find("Work", since)


def test_refusals_of_the_service_keep_their_kind(
    endpoint: str, remote: RemoteScorer, features: list[Features]
) -> None:
    with pytest.raises(RemoteProfileNotFoundError) as absent:
        remote.delete(ABSENT)
    assert isinstance(absent.value, NotFoundError)
    with pytest.raises(RemoteEnrollmentError, match="too few") as failure:
        remote.enroll("Work", features[:3], new_key())
    assert isinstance(failure.value, EnrollmentError)
    with pytest.raises(RemoteInputError, match="label"):
        remote.enroll("", features[:5], new_key())
    with pytest.raises(RemoteInputError, match="FMR"):
        remote.identify(features[0], 2.0)


def test_another_model_is_told_before_anything_is_scored(
    endpoint: str, recognizer: Recognizer
) -> None:
    transport = Transport(endpoint)
    for contract, model in ((2, recognizer.model), (recognizer.contract, ABSENT)):
        with pytest.raises(RemoteContractError, match="another model") as caught:
            check_connection(transport, contract, model)
        assert isinstance(caught.value, ContractError)


def problem(status: str, code: str, detail: str = "Planted detail.") -> faulty.Behaviour:
    content = {"type": "about:blank", "status": int(status[:3]), "code": code, "detail": detail}
    return faulty.answering(
        json.dumps(content).encode(), status, "Content-Type: application/problem+json"
    )


@pytest.mark.parametrize(
    ("behaviour", "error", "told"),
    [
        (problem("401 Unauthorized", "unauthorized"), UnauthorizedError, "sign in"),
        (faulty.answering(b'{"message":"Unauthorized"}', "401 X"), UnauthorizedError, "sign in"),
        (faulty.answering(b'{"message":"Forbidden"}', "403 X"), ForbiddenError, "operator"),
        (faulty.answering(b"<h1>Not found</h1>", "404 X"), AnswerError, "check the endpoint"),
        (problem("404 Not Found", "no_such_route"), AnswerError, "check the endpoint"),
        (problem("404 Not Found", "not_found"), RemoteProfileNotFoundError, "Planted detail"),
        (problem("409 Conflict", "conflict"), RemoteConflictError, "Planted detail"),
        (problem("409 Conflict", "contract_mismatch"), RemoteContractError, "Planted detail"),
        (problem("409 Conflict", "mode_mismatch"), RemoteModeMismatchError, "Planted detail"),
        (
            problem("409 Conflict", "too_many_profiles"),
            RemoteTooManyProfilesError,
            "Planted detail",
        ),
        (faulty.answering(b"", "409 Conflict"), RemoteConflictError, "repeat"),
        (faulty.answering(b"too much", "413 X"), RequestTooLargeError, "fewer attempts"),
        (problem("422 X", "failure_to_enroll"), RemoteEnrollmentError, "Planted detail"),
        (problem("422 X", "invalid_features"), RemoteInputError, "Planted detail"),
        (problem("400 X", "invalid_json"), RemoteInputError, "Planted detail"),
        (faulty.answering(b"", "429 X"), TooManyRequestsError, "wait a minute"),
        (problem("500 X", "internal_error"), ServiceFailedError, "status 500"),
        (faulty.answering(b"<html>", "502 X"), ServiceFailedError, "status 502"),
        (problem("503 X", "store_failed"), ServiceFailedError, "may have been done"),
        (faulty.answering(b"", "504 X"), ServiceFailedError, "status 504"),
        (faulty.answering(b"", "418 X"), AnswerError, "isn't the typing service"),
        (faulty.answering(b"", "302 X", "Location: https://a.example"), RedirectError, "another"),
        (faulty.answering(b"", "308 X", "Location: /elsewhere"), RedirectError, "another"),
        (faulty.answering(b"<html>Welcome</html>"), AnswerError, "isn't the typing service"),
        (faulty.answering(b"[1, 2]"), AnswerError, "isn't the typing service"),
        (faulty.answering(b"{}"), AnswerError, "isn't the typing service"),
        (faulty.answering(b'{"id": NaN'), AnswerError, "isn't the typing service"),
        (faulty.answering(b"[" * 100_000), AnswerError, "isn't the typing service"),
        (faulty.answering(b"x" * 300_000), AnswerError, "isn't the typing service"),
        (faulty.sending(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"), AnswerError, "isn't the typing service"),
        (faulty.sending(b""), ConnectionLostError, "may have been done"),
        (faulty.sending(b"HTTP/1.1 200 OK\r\nConte"), ConnectionLostError, "may have been done"),
        (
            faulty.sending(b'HTTP/1.1 201 Created\r\nContent-Length: 99\r\n\r\n{"id": "1'),
            ConnectionLostError,
            "may have been done",
        ),
        (
            faulty.sending(b'HTTP/1.1 201 X\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{"id'),
            ConnectionLostError,
            "may have been done",
        ),
        (faulty.resetting, ConnectionLostError, "may have been done"),
    ],
)
def test_each_answer_that_is_none_is_told(
    behaviour: faulty.Behaviour,
    error: type[RemoteError],
    told: str,
    features: list[Features],
) -> None:
    with faulty.server(behaviour) as port, pytest.raises(RemoteError, match=told) as caught:
        scorer_at(port).enroll("Work", features[:5], new_key())
    assert type(caught.value) is error


@pytest.mark.parametrize(
    "behaviour",
    [
        faulty.stalling(b""),
        faulty.stalling(b"HTTP/1.1 200 OK\r\n"),
        faulty.stalling(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"),
        faulty.dripping,
    ],
    ids=["silent", "no end of head", "no end of body", "drip"],
)
def test_an_answer_that_takes_too_long_is_given_up(
    behaviour: faulty.Behaviour, features: list[Features]
) -> None:
    with (
        faulty.server(behaviour) as port,
        pytest.raises(ReadTimeoutError, match="may have been done"),
    ):
        scorer_at(port, wait=0.3).verify(ABSENT, features[0], 0.01)


def test_nothing_listens(features: list[Features]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closing:
        port = closing.getsockname()[1]
    with pytest.raises(NotListeningError, match="that the service runs"):
        check(transport_at(port))


def test_no_connection_comes_about() -> None:
    with faulty.full_server() as port, pytest.raises(UnreachableError, match="can't be reached"):
        check(transport_at(port, wait=0.3))


def test_an_unknown_name() -> None:
    with pytest.raises(HostUnknownError, match=r"no-such-host\.invalid isn't known"):
        check(Transport("https://no-such-host.invalid", retries=ONCE))


def test_a_certificate_that_nobody_vouches_for(tmp_path: Path) -> None:
    context = faulty.self_signed(tmp_path)
    with (
        faulty.server(faulty.answering(b"{}"), context) as port,
        pytest.raises(TlsError, match="certificate isn't valid"),
    ):
        check(transport_at(port, "https"))


def test_no_tls_at_all() -> None:
    with (
        faulty.server(faulty.speaking_plainly) as port,
        pytest.raises(TlsError, match="No encrypted connection"),
    ):
        check(transport_at(port, "https"))


def test_an_encrypted_connection_that_breaks_off() -> None:
    with faulty.server(faulty.hanging_up) as port, pytest.raises(ConnectionLostError):
        check(transport_at(port, "https"))


def test_a_proxy_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closing:
        port = closing.getsockname()[1]
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with pytest.raises(ProxyFailedError, match="proxy settings"):
        check(Transport("https://example.org", retries=ONCE))


def test_a_proxy_that_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    refusing = faulty.sending(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")
    with faulty.server(refusing) as port:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        with pytest.raises(ProxyFailedError, match="proxy settings"):
            check(Transport("https://example.org", retries=ONCE))


def test_this_machine_is_reached_without_the_proxy(
    remote: RemoteScorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(variable, "http://127.0.0.1:9")
    with pytest.raises(RemoteProfileNotFoundError):
        remote.delete(ABSENT)


def test_features_are_sent_to_safe_addresses_only() -> None:
    with pytest.raises(EndpointError, match="https://"):
        Transport("http://example.org")


def test_nothing_is_sent_twice_or_past_a_redirect(features: list[Features]) -> None:
    requests: list[bytes] = []

    def recorded(connection: socket.socket) -> None:
        requests.append(faulty.read_request(connection))
        connection.sendall(b"HTTP/1.1 307 X\r\nLocation: /v1/profiles\r\nContent-Length: 0\r\n\r\n")

    with faulty.server(recorded) as port, pytest.raises(RedirectError):
        scorer_at(port).enroll("Work", features[:5], new_key())
    assert len(requests) == 1


def test_only_features_are_sent(features: list[Features]) -> None:
    requests: list[bytes] = []

    def recorded(connection: socket.socket) -> None:
        requests.append(faulty.read_request(connection))
        connection.sendall(b"HTTP/1.1 500 X\r\nContent-Length: 0\r\n\r\n")

    with faulty.server(recorded) as port, pytest.raises(ServiceFailedError):
        scorer_at(port).verify(ABSENT, features[0], 0.05)
    body: dict[str, Any] = json.loads(requests[0].partition(b"\r\n\r\n")[2])
    assert body == {"features": json.loads(features[0].to_json()), "fmr": 0.05}
    assert b"Key" not in requests[0].replace(b"Idempotency-Key", b"")


def test_a_detail_is_shown_plain_and_short(features: list[Features]) -> None:
    detail = "Too\x1b[31m long\n" + "x" * 1000
    with (
        faulty.server(problem("422 X", "invalid_input", detail)) as port,
        pytest.raises(RemoteInputError) as caught,
    ):
        scorer_at(port).enroll("Work", features[:5], new_key())
    assert str(caught.value).startswith("Too[31m longxxx")
    assert len(str(caught.value)) == 300
