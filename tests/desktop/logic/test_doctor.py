import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest

from desktop.logic import doctor
from desktop.logic.doctor import Outcome, examine
from desktop.logic.endpoint import Endpoint
from inference.recognizer import Recognizer
from tests import faulty
from tests.doors import serving

SECRET = "0123456789abcdef" * 2
MODEL = "m" * 64
HEALTH = json.dumps({"status": "ok", "contract": 1, "model": MODEL}).encode()
PROBLEM = "Content-Type: application/problem+json"
REFUSED = faulty.answering(b'{"code": "unauthorized"}', "401 X", PROBLEM)
NO_METHOD = faulty.answering(b'{"code": "method_not_allowed"}', "405 X", PROBLEM)
OPEN = faulty.answering(b'{"matches": []}')


def healthy(
    *headers: str, content: bytes = HEALTH, now: datetime | None = None
) -> faulty.Behaviour:
    date = format_datetime(now or datetime.now(UTC), usegmt=True)
    return faulty.answering(content, "200 OK", f"Date: {date}", *headers)


def good() -> dict[str, faulty.Behaviour]:
    """Give what a good deployment answers, now."""
    return {
        "GET /v1/health": healthy("Cache-Control: no-store"),
        "DELETE /v1/health": NO_METHOD,
        "POST /v1/identify": REFUSED,
    }


@contextmanager
def answering(changes: dict[str, faulty.Behaviour]) -> Iterator[str]:
    """Serve what a good deployment answers, but for some changes."""
    behaviours = good() | changes

    def behave(connection: socket.socket) -> None:
        start = connection.recv(200, socket.MSG_PEEK).decode()
        behaviours[" ".join(start.split(" ")[:2])](connection)

    with faulty.server(behave) as port:
        yield f"http://127.0.0.1:{port}"


class FarAway(Endpoint):
    """What looks like another machine."""

    @property
    def is_loopback(self) -> bool:
        return False


def outcomes(endpoint: str, token: str | None = None) -> dict[str, Outcome]:
    return {one.name: one.outcome for one in examine(endpoint, 1, MODEL, token)}


def test_a_good_deployment_passes(recognizer: Recognizer, tmp_path: Path) -> None:
    with serving(tmp_path / "store.sqlite", KEYSTROKE_TOKEN=SECRET) as base:
        findings = examine(base, recognizer.contract, recognizer.model, None)
    assert {one.name: one.outcome for one in findings} == {
        "address": "passed",
        "tls": "skipped",
        "health": "passed",
        "contract": "passed",
        "clock": "passed",
        "caching": "passed",
        "problem details": "passed",
        "strangers": "passed",
        "forged tokens": "passed",
        "caller": "skipped",
    }


@pytest.mark.parametrize(
    ("failing", "changes"),
    [
        ("health", {"GET /v1/health": faulty.answering(b"<html>")}),
        ("contract", {"GET /v1/health": healthy(content=b'{"contract": 2, "model": "x"}')}),
        ("clock", {"GET /v1/health": healthy(now=datetime(2020, 1, 1, tzinfo=UTC))}),
        ("caching", {"GET /v1/health": healthy("Cache-Control: max-age=60")}),
        (
            "forged tokens",
            {
                "POST /v1/identify": lambda connection: (
                    OPEN if b"Bearer" in connection.recv(9000, socket.MSG_PEEK) else REFUSED
                )(connection)
            },
        ),
    ],
)
def test_what_is_wrong_is_found(failing: str, changes: dict[str, faulty.Behaviour]) -> None:
    with answering(changes) as base:
        assert outcomes(base)[failing] == "failed"
    with answering({}) as base:
        assert "failed" not in outcomes(base).values()


def test_a_service_open_to_all_passes_on_this_machine_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with answering({"POST /v1/identify": OPEN}) as base:
        assert outcomes(base)["strangers"] == "skipped"
        # The same service, as if it were another machine's.
        monkeypatch.setattr(doctor, "Endpoint", FarAway)
        assert outcomes(base)["strangers"] == "failed"


def test_the_token_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    changes = {
        "GET /v1/profiles": faulty.answering(b'{"profiles": [{}, {}]}'),
        f"GET /v1/profiles/{'0' * 32}": faulty.answering(
            b'{"code": "not_found"}', "404 X", PROBLEM
        ),
    }
    with answering(changes) as base:
        findings = {one.name: one for one in examine(base, 1, MODEL, SECRET)}
        assert findings["problem details"].outcome == "passed"
        assert "2 profiles" in findings["caller"].detail
        assert not any(SECRET in one.detail for one in findings.values())
    with answering({**changes, "GET /v1/profiles": REFUSED}) as base:
        assert outcomes(base, SECRET)["caller"] == "failed"


def test_a_certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = faulty.self_signed(tmp_path)
    with faulty.server(good()["GET /v1/health"], context) as port:
        base = f"https://127.0.0.1:{port}"
        untrusted = {one.name: one for one in examine(base, 1, MODEL, None)}
        assert "certificate isn't valid" in untrusted["tls"].detail
        assert untrusted["health"].outcome == "failed"
        assert untrusted["clock"].outcome == "skipped"
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
        ending = examine(base, 1, MODEL, None)[1]
    assert (ending.outcome, "renew it" in ending.detail) == ("failed", True)


@pytest.mark.parametrize("endpoint", ["example.org", "http://example.org"])
def test_an_address_that_is_none(endpoint: str) -> None:
    found = outcomes(endpoint)
    assert found["address"] == "failed"
    assert "passed" not in found.values()
