"""An OpenID Connect issuer of our own: discovery, keys, authorization code with PKCE, tokens."""

import base64
import hashlib
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import Any
from urllib.parse import urlencode, urlsplit

import flask
import requests
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey
from werkzeug.serving import make_server

CLIENT = "keystroke-desktop"
AUDIENCE = "keystroke"
SigningKey = RSAKey | ECKey


@cache
def rsa_key(kid: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"})


def ec_key(kid: str) -> ECKey:
    return ECKey.generate_key("P-256", {"kid": kid, "use": "sig", "alg": "ES256"})


def s256(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


@dataclass
class TestIssuer:
    """What the issuer knows; tests change it to see what comes of it."""

    __test__ = False

    address: str = ""
    key: SigningKey = field(default_factory=lambda: rsa_key("first"))
    lifetime: int = 300
    offers_refresh: bool = True
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    refresh_tokens: dict[str, str] = field(default_factory=dict)
    revoked: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    published: list[SigningKey] = field(default_factory=list)
    id_claims: dict[str, Any] = field(default_factory=dict)
    fails: bool = False

    def __post_init__(self) -> None:
        self.sign_identity: Callable[[dict[str, Any]], str] = self.signed
        self.challenge: Callable[[str], str] = s256

    def token(self, subject: str, key: SigningKey | None = None, **claims: Any) -> str:
        """Sign an access token; a claim of None is left out."""
        return self.signed(
            {"sub": subject, "aud": AUDIENCE, "exp": int(time.time()) + self.lifetime, **claims},
            key,
        )

    def signed(self, claims: dict[str, Any], key: SigningKey | None = None) -> str:
        key = key or self.key
        complete = {"iss": self.address, "iat": int(time.time()), **claims}
        given = {name: value for name, value in complete.items() if value is not None}
        header = {"alg": str(key.get("alg")), "kid": str(key.kid)}
        return jwt.encode(header, given, key, algorithms=[header["alg"]])

    def answer(self, subject: str, nonce: str = "") -> dict[str, Any]:
        """Make what the token endpoint answers."""
        identity = {
            "sub": subject, "aud": CLIENT, "exp": int(time.time()) + 300,
            "nonce": nonce or None, "email": f"{subject}@example.org", **self.id_claims,
        }  # fmt: skip
        answer = {
            "access_token": self.token(subject),
            "token_type": "Bearer",
            "expires_in": self.lifetime,
            "id_token": self.sign_identity(identity),
        }
        if self.offers_refresh:
            fresh = secrets.token_urlsafe(32)
            answer["refresh_token"] = fresh
            self.refresh_tokens[fresh] = subject
        return answer


def _app(issuer: TestIssuer) -> flask.Flask:  # noqa: C901 (one small function for each route)
    app = flask.Flask(__name__, static_folder=None)

    @app.before_request
    def note() -> tuple[str, int] | None:
        issuer.requests.append(flask.request.path)
        return ("", 500) if issuer.fails else None

    @app.get("/.well-known/openid-configuration")
    def discovery() -> dict[str, str]:
        names = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "jwks_uri": "keys",
            "revocation_endpoint": "revoke",
        }
        found = {name: f"{issuer.address}/{path}" for name, path in names.items()}
        return {"issuer": issuer.address, **found}

    @app.get("/keys")
    def keys() -> Any:
        return KeySet([issuer.key, *issuer.published]).as_dict(private=False)

    @app.get("/authorize")
    def ask() -> str:
        query = escape(flask.request.query_string.decode())
        return (
            f'<title>Sign in</title><form method="post" action="/authorize?{query}">'
            '<input name="user" autofocus><button>Sign in</button></form>'
        )

    @app.post("/authorize")
    def authorize() -> Any:
        asked = dict(flask.request.args)
        user = flask.request.form.get("user", "")
        if asked.get("client_id") != CLIENT or asked.get("code_challenge_method") != "S256":
            return "no such client, or no PKCE", 400
        # RFC 8252, section 7.3: any port of the loopback interface.
        if urlsplit(asked["redirect_uri"]).hostname != "127.0.0.1":
            return "no such redirect", 400
        answer = {"state": asked["state"]}
        if user:
            answer["code"] = secrets.token_urlsafe(16)
            issuer.codes[answer["code"]] = {**asked, "user": user}
        else:
            answer["error"] = "access_denied"
        return flask.redirect(f"{asked['redirect_uri']}?{urlencode(answer)}")

    @app.post("/token")
    def token() -> Any:
        form = flask.request.form
        if form["grant_type"] == "refresh_token":
            subject = issuer.refresh_tokens.pop(form["refresh_token"], None)
            return issuer.answer(subject) if subject else ({"error": "invalid_grant"}, 400)
        asked = issuer.codes.pop(form.get("code", ""), None)
        challenge = issuer.challenge(form.get("code_verifier", ""))
        if (
            asked is None
            or asked["code_challenge"] != challenge
            or asked["redirect_uri"] != form["redirect_uri"]
        ):
            return {"error": "invalid_grant"}, 400
        return issuer.answer(asked["user"], asked.get("nonce", ""))

    @app.post("/revoke")
    def revoke() -> str:
        issuer.revoked.append(flask.request.form["token"])
        issuer.refresh_tokens.pop(flask.request.form["token"], None)
        return ""

    return app


@contextmanager
def issuing() -> Iterator[TestIssuer]:
    """Run an issuer on a free port of this machine."""
    issuer = TestIssuer()
    server = make_server("127.0.0.1", 0, _app(issuer), threaded=True)
    issuer.address = f"http://127.0.0.1:{server.port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


Visit = Callable[[str], object]


def visit_as(user: str, address: str) -> None:
    """Sign in at a page, as somebody in a browser would."""
    page = requests.get(address, timeout=10)
    assert "<form" in page.text
    requests.post(address, {"user": user}, timeout=10)


def apart(visit: Visit) -> Visit:
    """Give what visits a page as another program does: without holding up who opened it."""
    return lambda address: threading.Thread(target=visit, args=(address,)).start()


def browse_as(user: str) -> Visit:
    """Give a stand-in for the browser, in which somebody signs in at once."""
    return apart(lambda address: visit_as(user, address))
