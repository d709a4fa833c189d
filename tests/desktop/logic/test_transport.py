import json
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.errors import (
    LockedRemotelyError,
    ServiceFailedError,
    StillWorkingError,
    TooManyRequestsError,
    UnauthorizedError,
)
from desktop.logic.retries import ONCE, Retries
from desktop.logic.transport import Transport
from tests import faulty

DONE = faulty.answering(b'{"done": true}')
LOST = faulty.hanging_up


class Recorded:
    """Serves one behaviour after another and keeps what was asked."""

    def __init__(self, behaviours: Sequence[faulty.Behaviour]) -> None:
        self._behaviours = list(behaviours)
        self.heads: list[dict[str, str]] = []
        self.requests: list[bytes] = []

    def __call__(self, connection: socket.socket) -> None:
        request = connection.recv(65_536, socket.MSG_PEEK)
        head, end, _body = request.partition(b"\r\n\r\n")
        lines = (line.partition(": ") for line in head.decode().split("\r\n")[1:])
        self.heads.append({name.lower(): value for name, _, value in lines})
        # The body may come after the head; left where it is for the behaviour.
        length = len(head) + len(end) + int(self.heads[-1].get("content-length", 0))
        peeked = socket.MSG_PEEK | socket.MSG_WAITALL
        self.requests.append(connection.recv(length, peeked))
        self._behaviours.pop(0)(connection)

    def headers(self, name: str) -> list[str | None]:
        return [head.get(name) for head in self.heads]


@contextmanager
def recorded(*behaviours: faulty.Behaviour) -> Iterator[tuple[Recorded, str]]:
    behave = Recorded(behaviours)
    with faulty.server(behave) as port:
        yield behave, f"http://127.0.0.1:{port}"


def no_pause(_seconds: float) -> None:
    pass


class Renewed:
    """Gives a stale token first, and a fresh one when asked for it."""

    def __init__(self) -> None:
        self.renewals = 0

    def token(self, *, renew: bool = False) -> str | None:
        self.renewals += renew
        return "fresh" if renew else "stale"


def test_a_call_with_a_key_is_repeated_as_it_was() -> None:
    with recorded(LOST, DONE) as (seen, base):
        transport = Transport(base, retries=Retries(sleep=no_pause))
        assert transport.call("POST", "/x", {"a": 1}, key="k1") == {"done": True}
    assert seen.headers("idempotency-key") == ["k1", "k1"]
    assert len(set(seen.headers("x-correlation-id"))) == 1


def test_calls_have_correlation_ids_of_their_own() -> None:
    with recorded(DONE, DONE, DONE) as (seen, base):
        transport = Transport(base)
        transport.call("GET", "/x")
        transport.call("DELETE", "/x", key="k")
        transport.exchange("GET", "/x")
    references = seen.headers("x-correlation-id")
    assert None not in references
    assert len(set(references)) == 3


def test_the_token_goes_with_each_call_and_nothing_else_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login somebody password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    with recorded(DONE, DONE) as (seen, base):
        Transport(base, Renewed()).call("GET", "/x")
        Transport(base).call("GET", "/x")
    assert seen.headers("authorization") == ["Bearer stale", None]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_is_told_of_a_request_is_all_that_goes_out_but_the_token(method: str) -> None:
    told: list[bytes] = []
    with recorded(DONE) as (behave, endpoint):
        transport = Transport(endpoint, Renewed())
        transport.on_send = told.append
        transport.call(method, "/v1/x", None if method == "GET" else {"holds": [1, -2]}, key="k")
    (sent,) = behave.requests
    assert b"Authorization: Bearer stale" in sent
    assert b"stale" not in told[0]
    without = sent.replace(b"Authorization: Bearer stale\r\n", b"")
    heads = [each.partition(b"\r\n\r\n") for each in (without, told[0])]
    # The order of headers means nothing, and the request's line comes first in both.
    assert len({head.split(b"\r\n")[0] for head, _, _ in heads}) == 1
    assert sorted(heads[0][0].split(b"\r\n")) == sorted(heads[1][0].split(b"\r\n"))
    assert heads[0][2] == heads[1][2]


def test_a_refused_token_is_renewed_once() -> None:
    refused = faulty.answering(b"{}", "401 Unauthorized")
    tokens = Renewed()
    with recorded(refused, DONE, refused, refused) as (seen, base):
        transport = Transport(base, tokens)
        assert transport.call("POST", "/x", {}) == {"done": True}
        assert seen.headers("authorization") == ["Bearer stale", "Bearer fresh"]
        with pytest.raises(UnauthorizedError):
            transport.call("POST", "/x", {})
    assert tokens.renewals == 2


def problem(status: str, *headers: str, **members: object) -> faulty.Behaviour:
    return faulty.answering(json.dumps(members).encode(), status, *headers)


def test_a_lock_says_until_when() -> None:
    until = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
    locked = problem(
        "429 X", "Retry-After: 1", code="locked", detail="No.", locked_until=until.isoformat()
    )
    with recorded(locked) as (seen, base), pytest.raises(LockedRemotelyError) as caught:
        Transport(base).call("POST", "/x", {}, key="k")
    assert caught.value.until == until
    assert f"{until.astimezone():%H:%M:%S}" in str(caught.value)
    assert len(seen.heads) == 1


@pytest.mark.parametrize(
    ("behaviour", "kind"),
    [
        (problem("429 X", "Retry-After: 0"), TooManyRequestsError),
        (problem("503 X", "Retry-After: 0"), ServiceFailedError),
        (problem("409 X", "Retry-After: 0", code="idempotency_in_progress"), StillWorkingError),
    ],
)
def test_who_is_asked_to_wait_does(behaviour: faulty.Behaviour, kind: type[Exception]) -> None:
    with recorded(behaviour, DONE, behaviour) as (_, base):
        assert Transport(base, retries=Retries(sleep=no_pause)).call("POST", "/x", {}, key="k")
        with pytest.raises(kind):
            Transport(base, retries=ONCE).call("POST", "/x", {}, key="k")


def test_a_failure_of_the_service_tells_the_reference() -> None:
    with recorded(problem("500 X")) as (seen, base), pytest.raises(ServiceFailedError) as caught:
        Transport(base).call("POST", "/x", {})
    (reference,) = seen.headers("x-correlation-id")
    assert f"reference {reference}" in str(caught.value)


@pytest.mark.parametrize("value", ["Wed, 21 Oct 2031 07:28:00 GMT", "-1", "soon", "1.5"])
def test_a_wait_that_is_no_number_of_seconds_is_not_guessed(value: str) -> None:
    with (
        recorded(problem("429 X", f"Retry-After: {value}")) as (_, base),
        pytest.raises(TooManyRequestsError) as caught,
    ):
        Transport(base).call("GET", "/x")
    assert caught.value.retry_after_seconds is None
