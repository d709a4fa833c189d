"""The app with access tokens: a real service, and a real issuer of our own."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from inference.recognizer import Recognizer
from tests.doors import serving
from tests.inference.typing import typed
from tests.oidc import AUDIENCE, TestIssuer, issuing, rsa_key

SECRET = "0123456789abcdef" * 2


@pytest.fixture(scope="module")
def issuer() -> Iterator[TestIssuer]:
    with issuing() as issuer:
        yield issuer


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, issuer: TestIssuer) -> Iterator[str]:
    store = tmp_path_factory.mktemp("jwt") / "store.sqlite"
    with serving(store, "--issuer", issuer.address, KEYSTROKE_AUDIENCE=AUDIENCE) as base:
        yield base


@pytest.fixture(scope="module")
def secret_base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run a service that other machines reach, with a static token."""
    folder = tmp_path_factory.mktemp("static")
    (folder / "token").write_text(SECRET)
    options = ("--host", "0.0.0.0", "--token-file", str(folder / "token"))  # noqa: S104 (with a token)
    with serving(folder / "store.sqlite", *options) as base:
        yield base.replace("0.0.0.0", "127.0.0.1")  # noqa: S104 (as told)


def sent(
    base: str, token: str | None, method: str, path: str, document: Any = None, **headers: str
) -> requests.Response:
    authorization = {} if token is None else {"Authorization": f"Bearer {token}"}
    return requests.request(
        method, base + path, json=document, headers={**authorization, **headers}, timeout=10
    )


@pytest.fixture(scope="module")
def enrolment(recognizer: Recognizer) -> dict[str, Any]:
    features = [recognizer.extract(typed(one)).to_dict() for one in range(5)]
    return {"label": "Work", "features": features}


def test_two_subjects_are_kept_apart(
    base: str, issuer: TestIssuer, enrolment: dict[str, Any], recognizer: Recognizer
) -> None:
    ada, eve = issuer.token("ada"), issuer.token("eve")
    enrolled = sent(base, ada, "POST", "/v1/profiles", enrolment)
    assert enrolled.status_code == 201
    path = f"/v1/profiles/{enrolled.json()['id']}"
    probe = {"features": recognizer.extract(typed(6)).to_dict()}
    absent = f"/v1/profiles/{'0' * 32}"
    for method, end, document in (("POST", "/verify", probe), ("DELETE", "", None)):
        foreign = sent(base, eve, method, path + end, document)
        nothing = sent(base, eve, method, absent + end, document)
        assert (foreign.status_code, foreign.content) == (404, nothing.content)
    assert sent(base, eve, "POST", "/v1/identify", probe).json()["matches"] == []
    assert sent(base, ada, "POST", f"{path}/verify", probe).json()["accepted"] is True
    assert sent(base, ada, "DELETE", path).status_code == 200


@pytest.mark.parametrize(
    "make",
    [
        lambda issuer: issuer.token("ada", exp=int(time.time()) - 60),
        lambda issuer: issuer.token("ada", aud="elsewhere"),
        lambda issuer: issuer.token("ada", iss="https://evil.example"),
        lambda issuer: issuer.token("ada", rsa_key.__wrapped__("first")),
        lambda issuer: issuer.token("ada").rpartition(".")[0] + ".",
        lambda _issuer: "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.",
        lambda _issuer: SECRET,
    ],
    ids=["expired", "audience", "foreign", "forged", "cut", "none", "no JWT"],
)
def test_a_token_that_is_not_good_here_is_refused(
    base: str, issuer: TestIssuer, make: Callable[[TestIssuer], str]
) -> None:
    answer = sent(base, make(issuer), "POST", "/v1/identify", {})
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")
    assert answer.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_without_a_token_only_health_is_told(base: str) -> None:
    assert sent(base, None, "GET", "/v1/health").status_code == 200
    answer = sent(base, None, "POST", "/v1/identify", {})
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_while_the_issuer_is_away_nobody_is_let_in(tmp_path: Path) -> None:
    with (
        issuing() as issuer,
        serving(tmp_path / "s.sqlite", KEYSTROKE_ISSUER=issuer.address, KEYSTROKE_AUDIENCE="x")
        as base,
    ):  # fmt: skip
        issuer.fails = True
        answer = sent(base, issuer.token("ada", aud="x"), "POST", "/v1/identify", {})
        assert (answer.status_code, answer.json()["code"]) == (503, "issuer_unavailable")
        assert int(answer.headers["Retry-After"]) > 0


def test_a_static_token_is_for_one_owner(secret_base: str) -> None:
    assert sent(secret_base, SECRET, "POST", "/v1/identify", {}).status_code == 422
    for wrong in (SECRET[:-1], SECRET + "0", SECRET.upper()):
        assert sent(secret_base, wrong, "POST", "/v1/identify", {}).status_code == 401
    assert sent(secret_base, None, "POST", "/v1/identify", {}).status_code == 401


def test_with_a_token_it_answers_under_any_name(secret_base: str) -> None:
    answer = sent(secret_base, SECRET, "POST", "/v1/identify", {}, Host="rhythm.example.org")
    assert answer.status_code == 422
