import base64
import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from inference.authentication.issuer import KEYS_SECONDS, SEARCH_SECONDS, Issuer, SigningKeys
from inference.authentication.tokens import JwtAuthenticator, StaticAuthenticator
from inference.errors import IssuerError, SettingsError, TokenError
from tests.oidc import AUDIENCE, TestIssuer, ec_key, issuing, rsa_key


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def issuer() -> Iterator[TestIssuer]:
    with issuing() as issuer:
        yield issuer


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def authenticator(issuer: TestIssuer, clock: Clock) -> JwtAuthenticator:
    keys = SigningKeys(Issuer(issuer.address), clock)
    return JwtAuthenticator(issuer.address, [AUDIENCE, "another"], keys)


def refused(authenticator: JwtAuthenticator, token: str) -> str:
    with pytest.raises(TokenError) as caught:
        authenticator.subject(f"Bearer {token}")
    assert token not in str(caught.value)
    return str(caught.value)


def unsigned(claims: dict[str, Any], algorithm: str) -> str:
    parts = ({"alg": algorithm, "typ": "JWT", "kid": "first"}, claims)
    encoded = (base64.urlsafe_b64encode(json.dumps(part).encode()) for part in parts)
    return ".".join(part.rstrip(b"=").decode() for part in encoded) + "."


def test_a_token_speaks_for_its_subject(
    issuer: TestIssuer, authenticator: JwtAuthenticator
) -> None:
    assert authenticator.subject(f"Bearer {issuer.token('ada')}") == "ada"
    assert authenticator.subject(f"bearer  {issuer.token('eve', aud=['x', 'another'])}") == "eve"


def test_an_elliptic_key_is_as_good(issuer: TestIssuer, authenticator: JwtAuthenticator) -> None:
    issuer.key = ec_key("curve")
    assert authenticator.subject(f"Bearer {issuer.token('ada')}") == "ada"


def test_without_an_audience_the_client_counts(
    issuer: TestIssuer, authenticator: JwtAuthenticator
) -> None:
    token = issuer.token("ada", aud=None, client_id=AUDIENCE)
    assert authenticator.subject(f"Bearer {token}") == "ada"
    refused(authenticator, issuer.token("ada", aud="elsewhere", client_id=AUDIENCE))


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        ({"exp": int(time.time()) - 60}, "expired"),
        ({"exp": None}, "isn't valid"),
        ({"exp": "tomorrow"}, "isn't valid"),
        ({"nbf": int(time.time()) + 3600}, "isn't valid"),
        ({"iss": "https://evil.example"}, "isn't valid"),
        ({"iss": None}, "isn't valid"),
        ({"aud": "elsewhere"}, "isn't meant for this service"),
        ({"aud": None}, "isn't meant for this service"),
        ({"aud": None, "client_id": "elsewhere"}, "isn't meant for this service"),
        ({"aud": {"keystroke": 1}}, "isn't valid"),
        ({"sub": None}, "isn't valid"),
        ({"sub": ""}, "isn't valid"),
        ({"sub": 7}, "isn't valid"),
    ],
)
def test_a_token_that_does_not_hold_here_is_refused(
    issuer: TestIssuer, authenticator: JwtAuthenticator, claims: dict[str, Any], told: str
) -> None:
    assert told in refused(authenticator, issuer.token("ada", **claims))


def test_a_forged_signature_is_refused(issuer: TestIssuer, authenticator: JwtAuthenticator) -> None:
    refused(authenticator, issuer.token("ada", rsa_key.__wrapped__("first")))
    head, _, signature = issuer.token("ada").rpartition(".")
    refused(authenticator, f"{head}.{signature[::-1]}")


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "HS256"])
def test_an_unsigned_token_is_refused_unasked(
    issuer: TestIssuer, authenticator: JwtAuthenticator, algorithm: str
) -> None:
    claims = {"iss": issuer.address, "sub": "ada", "aud": AUDIENCE, "exp": time.time() + 60}
    refused(authenticator, unsigned(claims, algorithm))
    assert issuer.requests == []


def test_the_public_key_is_no_shared_secret(
    issuer: TestIssuer, authenticator: JwtAuthenticator
) -> None:
    public = OctKey.import_key(json.dumps(issuer.key.as_dict(private=False)))
    claims = {"iss": issuer.address, "sub": "ada", "aud": AUDIENCE, "exp": int(time.time()) + 60}
    forged = jwt.encode({"alg": "HS256", "kid": "first"}, claims, public, algorithms=["HS256"])
    refused(authenticator, forged)


@pytest.mark.parametrize(
    "text", ["", "x", "Basic YTpi", "Bearer", "Bearer ", "Bearer \udcff", "a.b.c"]
)
def test_what_is_no_token_is_refused(authenticator: JwtAuthenticator, text: str) -> None:
    with pytest.raises(TokenError):
        authenticator.subject(text)


def test_new_keys_are_found_and_withdrawn_ones_forgotten(
    issuer: TestIssuer, authenticator: JwtAuthenticator, clock: Clock
) -> None:
    old = issuer.key
    assert authenticator.subject(f"Bearer {issuer.token('ada')}") == "ada"
    issuer.key = rsa_key("second")
    clock.now += SEARCH_SECONDS
    assert authenticator.subject(f"Bearer {issuer.token('ada')}") == "ada"
    refused(authenticator, issuer.token("ada", old))


def test_a_withdrawn_key_is_forgotten_without_a_new_one(
    issuer: TestIssuer, authenticator: JwtAuthenticator, clock: Clock
) -> None:
    issuer.published = [issuer.key]
    stolen, issuer.key = issuer.key, rsa_key("second")
    assert authenticator.subject(f"Bearer {issuer.token('ada', stolen)}") == "ada"
    issuer.published = []
    clock.now += KEYS_SECONDS
    refused(authenticator, issuer.token("ada", stolen))


def test_forged_key_names_cause_no_flood_at_the_issuer(
    issuer: TestIssuer, authenticator: JwtAuthenticator
) -> None:
    for number in range(20):
        refused(authenticator, issuer.token("ada", ec_key(f"forged {number}")))
    assert issuer.requests.count("/keys") == 1


def test_an_issuer_that_is_away_is_no_reason_to_let_anybody_in(
    issuer: TestIssuer, authenticator: JwtAuthenticator, clock: Clock
) -> None:
    token = issuer.token("ada")
    issuer.fails = True
    with pytest.raises(IssuerError, match="doesn't give"):
        authenticator.subject(f"Bearer {token}")
    issuer.fails = False
    assert authenticator.subject(f"Bearer {token}") == "ada"
    issuer.fails = True
    assert authenticator.subject(f"Bearer {token}") == "ada"
    clock.now += KEYS_SECONDS
    with pytest.raises(IssuerError):
        authenticator.subject(f"Bearer {token}")


def test_one_issuer_does_not_speak_for_another(issuer: TestIssuer) -> None:
    alias = issuer.address.replace("127.0.0.1", "localhost")
    with pytest.raises(IssuerError, match="another issuer"):
        Issuer(alias).metadata()


@pytest.mark.parametrize(
    "address",
    ["", "login.example.org", "http://login.example.org", "https://", "https://a:b@c.example",
     "https://login.example.org/?x=1", "file:///etc/passwd", "https://[::1"],
)  # fmt: skip
def test_keys_come_from_safe_addresses_only(address: str) -> None:
    with pytest.raises(SettingsError, match="https"):
        Issuer(address)


def test_a_static_token() -> None:
    authenticator = StaticAuthenticator("s" * 32, "local")
    assert authenticator.subject(f"Bearer {'s' * 32}") == "local"
    for wrong in ("s" * 31, "s" * 33, "S" * 32, "é" * 32, "\udcff"):
        with pytest.raises(TokenError):
            authenticator.subject(f"Bearer {wrong}")


@pytest.mark.parametrize(
    "token", ["", "short", "s" * 20 + " " + "s" * 20, "é" * 40, "s" * 40 + "\n"]
)
def test_a_static_token_that_is_no_secret_is_refused(token: str) -> None:
    with pytest.raises(SettingsError, match="at least 32"):
        StaticAuthenticator(token, "local")
