import logging
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from desktop.errors import NotListeningError, SignInError
from desktop.logic.sign_in.flow import Client
from desktop.logic.sign_in.redirect import listening
from inference.errors import IssuerError, SettingsError
from tests.oidc import CLIENT, TestIssuer, apart, browse_as, issuing, rsa_key, visit_as

ENDPOINT = "https://rhythm.example.org"


@pytest.fixture
def issuer() -> Iterator[TestIssuer]:
    with issuing() as issuer:
        yield issuer


@pytest.fixture
def client(issuer: TestIssuer) -> Client:
    return Client(issuer.address, CLIENT)


def test_somebody_signs_in(client: Client, issuer: TestIssuer) -> None:
    signed_in = client.sign_in(ENDPOINT, browse_as("ada"))
    assert (signed_in.who, signed_in.endpoint) == ("ada@example.org", ENDPOINT)
    assert signed_in.access_token
    assert issuer.refresh_tokens == {signed_in.refresh_token: "ada"}
    assert 200 < signed_in.expires_at - time.time() <= 300


def test_the_page_that_is_opened_asks_for_a_code_with_pkce(
    client: Client, issuer: TestIssuer
) -> None:
    opened: list[str] = []

    def browse(address: str) -> None:
        opened.append(address)
        visit_as("ada", address)

    client.sign_in(ENDPOINT, apart(browse))
    client.sign_in(ENDPOINT, apart(browse))
    first, second = (parse_qs(urlsplit(address).query) for address in opened)
    assert opened[0].startswith(f"{issuer.address}/authorize?")
    assert first["response_type"] == ["code"]
    assert first["code_challenge_method"] == ["S256"]
    assert urlsplit(first["redirect_uri"][0]).hostname == "127.0.0.1"
    for name in ("state", "nonce", "code_challenge"):
        assert len(first[name][0]) >= 32
        assert first[name] != second[name]


def test_nothing_secret_is_written_or_shown(
    client: Client, issuer: TestIssuer, caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    signed_in = client.renewed(client.sign_in(ENDPOINT, browse_as("ada")))
    told = "".join((*capfd.readouterr(), caplog.text, repr(signed_in)))
    for secret in (signed_in.access_token, signed_in.refresh_token):
        assert secret not in told
    ours = [record for record in caplog.records if record.name.startswith(("desktop", "inference"))]
    assert not ours


def test_who_cancels_is_not_signed_in(client: Client) -> None:
    with pytest.raises(SignInError, match="cancelled or refused"):
        client.sign_in(ENDPOINT, browse_as(""))


def test_who_never_comes_back_is_not_waited_for_for_ever(client: Client) -> None:
    with pytest.raises(SignInError, match="within the time"):
        client.sign_in(ENDPOINT, lambda _address: None, patience=0)


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "planted"},
        {"nonce": None},
        {"aud": "another"},
        {"iss": "https://evil.example"},
        {"exp": int(time.time()) - 600},
        {"sub": None},
    ],
)
def test_an_identity_that_is_not_for_this_sign_in_is_refused(
    client: Client, issuer: TestIssuer, claims: dict[str, Any]
) -> None:
    issuer.id_claims = claims
    with pytest.raises(SignInError, match="can't be trusted"):
        client.sign_in(ENDPOINT, browse_as("ada"))


def test_an_identity_by_another_key_is_refused(client: Client, issuer: TestIssuer) -> None:
    issuer.published = [issuer.key]
    forged = rsa_key.__wrapped__("first")

    def forge(claims: dict[str, Any]) -> str:
        return issuer.signed(claims, forged)

    issuer.sign_identity = forge
    with pytest.raises(SignInError, match="can't be trusted"):
        client.sign_in(ENDPOINT, browse_as("ada"))


def test_a_foreign_answer_changes_nothing(client: Client) -> None:
    def browse(address: str) -> None:
        redirect = parse_qs(urlsplit(address).query)["redirect_uri"][0]
        for query in ("", "?code=planted", "?code=planted&state=guessed", "?state="):
            assert requests.get(redirect + query, timeout=10).status_code == 404
        visit_as("ada", address)

    assert client.sign_in(ENDPOINT, apart(browse)).who == "ada@example.org"


def test_an_answer_in_another_issuers_name_is_refused(client: Client) -> None:
    def browse(address: str) -> None:
        asked = parse_qs(urlsplit(address).query)
        answer = {"code": "x", "state": asked["state"][0], "iss": "https://evil.example"}
        requests.get(asked["redirect_uri"][0], answer, timeout=10)

    with pytest.raises(SignInError, match="Another issuer"):
        client.sign_in(ENDPOINT, apart(browse))


def test_a_code_without_its_verifier_is_worth_nothing(client: Client, issuer: TestIssuer) -> None:
    issuer.challenge = lambda _verifier: "of another program"
    with pytest.raises(SignInError, match="didn't take it"):
        client.sign_in(ENDPOINT, browse_as("ada"))


def test_tokens_are_renewed_and_taken_back(client: Client, issuer: TestIssuer) -> None:
    first = client.sign_in(ENDPOINT, browse_as("ada"))
    second = client.renewed(first)
    assert second.access_token
    assert second.refresh_token != first.refresh_token
    client.revoke(second)
    assert issuer.revoked == [second.refresh_token]
    with pytest.raises(SignInError, match="sign in again"):
        client.renewed(second)


def test_without_refresh_tokens_one_signs_in_again(client: Client, issuer: TestIssuer) -> None:
    issuer.offers_refresh = False
    signed_in = client.sign_in(ENDPOINT, browse_as("ada"))
    with pytest.raises(SignInError, match="sign in again"):
        client.renewed(signed_in)


def test_an_issuer_that_fails_or_is_away(client: Client, issuer: TestIssuer) -> None:
    signed_in = client.sign_in(ENDPOINT, browse_as("ada"))
    issuer.fails = True
    with pytest.raises(IssuerError, match="no OpenID Connect issuer"):
        client.renewed(signed_in)
    with pytest.raises(NotListeningError):
        Client("http://127.0.0.1:9", CLIENT).renewed(signed_in)
    with pytest.raises(SettingsError):
        Client("http://login.example.org", CLIENT)


def test_several_may_wait_at_once() -> None:
    with listening() as first, listening() as second:
        assert first.address != second.address


def test_an_answer_that_is_no_token(
    client: Client, issuer: TestIssuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issuer, "answer", lambda *_arguments: {"hello": "world"})
    with pytest.raises(SignInError, match="can't be trusted"):
        client.sign_in(ENDPOINT, browse_as("ada"))
