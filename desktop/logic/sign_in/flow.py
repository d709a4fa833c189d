"""One sign-in: OpenID Connect's authorization code with PKCE, through the system's browser."""

import json
import secrets
import time
import webbrowser
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import requests
import urllib3.exceptions
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc.jwt import JWTClaimsRegistry

from desktop.errors import AnswerError, SignInError
from desktop.logic.endpoint import Endpoint
from desktop.logic.remote_failures import network_failure
from desktop.logic.sign_in.redirect import listening
from desktop.logic.sign_in.tokens import SignedIn
from inference.authentication.documents import MAX_DOCUMENT_BYTES, Document
from inference.authentication.issuer import Issuer, SigningKeys, named_address
from inference.authentication.tokens import LEEWAY_SECONDS, decoded
from inference.errors import IssuerError, TokenError

Browse = Callable[[str], object]

PATIENCE_SECONDS: Final = 300.0
TIMEOUTS: Final = (5.0, 15.0)

_NAMES: Final = ("email", "preferred_username", "name", "sub")
_LONGEST_NAME: Final = 100


class Client:
    """The program, as one issuer knows it.

    Parameters
    ----------
    issuer
        The issuer's identifier.
    client_id
        The program's, a public client: it has no secret.

    Raises
    ------
    SettingsError
        If the issuer is no address to sign in at.
    """

    def __init__(self, issuer: str, client_id: str) -> None:
        self.issuer = Issuer(issuer, fetch)
        self.client_id = client_id

    def sign_in(
        self, endpoint: str, browse: Browse = webbrowser.open, patience: float = PATIENCE_SECONDS
    ) -> SignedIn:
        """Have somebody sign in; takes as long as they do.

        1. Read what the issuer says of itself.
        2. Listen on a loopback address; make state, nonce and the PKCE verifier (RFC 7636).
        3. Open the issuer's page in the browser.
        4. Take the answer that brings the state; it must be this issuer's (RFC 9207).
        5. Exchange the code, with the verifier, for tokens.
        6. The ID token must be the issuer's, for this program, and bring the nonce.

        Parameters
        ----------
        endpoint
            The service that the tokens are for.
        browse
            Opens an address in the system's browser.
        patience
            Longest wait for the person, in seconds.

        Raises
        ------
        SignInError
            If it comes to nothing; the message says why.
        RemoteError, IssuerError
            If the issuer can't be reached, or doesn't do its part.
        """
        metadata = self.issuer.metadata()  # step 1
        verifier, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(24)  # step 2
        with listening() as redirect, self._session(metadata) as session:
            session.redirect_uri = redirect.address
            address, state = session.create_authorization_url(
                named_address(metadata, "authorization_endpoint"),
                state=secrets.token_urlsafe(24),
                code_verifier=verifier,
                nonce=nonce,
            )
            browse(address)  # step 3
            answer = redirect.wait(state, patience)
            self._check_answer(answer)  # step 4
            tokens = session.fetch_token(  # step 5
                named_address(metadata, "token_endpoint"),
                authorization_response=answer,
                state=state,
                code_verifier=verifier,
                allow_redirects=False,
            )
            who = self._identity(tokens, nonce)  # step 6
        return self._signed_in(endpoint, who, tokens)

    def renewed(self, before: SignedIn) -> SignedIn:
        """Give fresh tokens of the same person, without asking them.

        Raises
        ------
        SignInError
            If the issuer wants them to sign in again.
        RemoteError, IssuerError
            If the issuer can't be reached.
        """
        if not before.refresh_token:
            raise SignInError("Your sign-in has ended: sign in again in Settings.")
        metadata = self.issuer.metadata()
        with self._session(metadata) as session:
            tokens = session.refresh_token(
                named_address(metadata, "token_endpoint"),
                refresh_token=before.refresh_token,
                allow_redirects=False,
            )
        # An issuer that doesn't rotate refresh tokens leaves the old one in force.
        tokens.setdefault("refresh_token", before.refresh_token)
        return self._signed_in(before.endpoint, before.who, tokens)

    def revoke(self, signed_in: SignedIn) -> None:
        """Have the issuer take its tokens back (RFC 7009), where it can.

        Raises
        ------
        SignInError, RemoteError, IssuerError
            If it doesn't.
        """
        metadata = self.issuer.metadata()
        if "revocation_endpoint" not in metadata:
            return
        with self._session(metadata) as session:
            session.revoke_token(
                named_address(metadata, "revocation_endpoint"),
                token=signed_in.refresh_token or signed_in.access_token,
                allow_redirects=False,
            )

    @contextmanager
    def _session(self, metadata: Document) -> Iterator[OAuth2Session]:
        offline = "offline_access" in metadata.get("scopes_supported", [])
        with (
            OAuth2Session(
                self.client_id,
                scope="openid email offline_access" if offline else "openid email",
                code_challenge_method="S256",
                default_timeout=TIMEOUTS,
            ) as session,
            _told(self.issuer.address),
        ):
            session.trust_env = not Endpoint.parse(self.issuer.address).is_loopback
            yield session

    def _check_answer(self, answer: str) -> None:
        fields = parse_qs(urlsplit(answer).query)
        if fields.get("iss", [self.issuer.address]) != [self.issuer.address]:
            raise SignInError("Another issuer answered than was asked: nothing was taken from it.")
        if "code" not in fields:
            refused = fields.get("error") == ["access_denied"]
            raise SignInError(
                "You were not signed in: the sign-in was cancelled or refused there."
                if refused
                else "The issuer could not sign you in: check the client id in Settings, or ask "
                "the service's operator."
            )

    def _identity(self, tokens: Mapping[str, Any], nonce: str) -> str:
        claims = JWTClaimsRegistry(
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": self.issuer.address},
            aud={"essential": True, "value": self.client_id},
            exp={"essential": True},
            sub={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            identity = decoded(str(tokens.get("id_token")), SigningKeys(self.issuer), claims)
        except TokenError as error:
            raise SignInError(
                "The issuer's answer can't be trusted, so nobody was signed in: check the client "
                "id and this computer's clock."
            ) from error
        named = next(str(identity[name]) for name in _NAMES if identity.get(name))
        return "".join(one for one in named if one.isprintable())[:_LONGEST_NAME]

    def _signed_in(self, endpoint: str, who: str, tokens: Mapping[str, Any]) -> SignedIn:
        access = tokens.get("access_token")
        if not isinstance(access, str) or str(tokens.get("token_type")).lower() != "bearer":
            raise SignInError("The issuer gave no access token: ask the service's operator.")
        try:
            lifetime = float(tokens.get("expires_in", 0))
        except (TypeError, ValueError):
            lifetime = 0.0
        return SignedIn(
            endpoint=endpoint,
            issuer=self.issuer.address,
            client_id=self.client_id,
            who=who,
            access_token=access,
            refresh_token=str(tokens.get("refresh_token") or ""),
            expires_at=time.time() + lifetime,
        )


def fetch(address: str) -> Document:
    """Fetch an issuer's document as the desktop reaches the network: with its proxy, and its trust.

    Raises
    ------
    RemoteError
        If the issuer can't be reached.
    IssuerError
        If what it gives is no such document.
    """
    host = urlsplit(address).hostname or ""
    with _told(address), requests.Session() as session:
        session.trust_env = not Endpoint.parse(address).is_loopback
        with session.get(address, timeout=TIMEOUTS, allow_redirects=False, stream=True) as answer:
            content = answer.raw.read(MAX_DOCUMENT_BYTES, decode_content=True)
    document = _parsed(content) if answer.status_code == requests.codes.ok else None
    if document is None:
        raise IssuerError(
            f"There is no OpenID Connect issuer at {host}: check the issuer in the settings."
        )
    return document


def _parsed(content: bytes) -> Document | None:
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


@contextmanager
def _told(address: str) -> Iterator[None]:
    """Translate what libraries raise; their own messages may quote tokens."""
    host = urlsplit(address).hostname or ""
    try:
        yield
    except AuthlibBaseError as error:
        raise SignInError(
            "The issuer didn't take it: sign in again in Settings."
            if error.error in {"invalid_grant", "invalid_token"}
            else "The issuer could not sign you in: check the client id in Settings, or ask the "
            "service's operator."
        ) from None
    except requests.HTTPError:
        raise AnswerError(f"The issuer at {host} failed: try again later.") from None
    except requests.exceptions.JSONDecodeError:
        raise AnswerError(f"What {host} answers is no token: check the issuer.") from None
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
        raise network_failure(error, host) from None
    except ValueError:
        raise AnswerError(f"What {host} answers is no token: check the issuer.") from None
