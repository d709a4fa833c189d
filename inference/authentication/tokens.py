"""Access tokens: from an Authorization header to the subject that it speaks for."""

import hmac
from collections.abc import Callable, Sequence
from typing import Any, Final, Protocol

from joserfc import jwt
from joserfc.errors import ExpiredTokenError, JoseError
from joserfc.jwk import GuestProtocol, KeySet

from inference.authentication.issuer import SigningKeys
from inference.errors import SettingsError, TokenError

ALGORITHMS: Final = ("RS256", "ES256")
LEEWAY_SECONDS: Final = 30
"""How far the clocks of issuer and service may be apart."""
MIN_TOKEN: Final = 32
"""Shortest static token, in characters: too many to guess."""


class Authenticator(Protocol):
    """Tells who a caller is."""

    def subject(self, authorization: str) -> str:
        """Give the subject that an Authorization header speaks for.

        Raises
        ------
        TokenError
            If it holds no token that is good here.
        IssuerError
            If that can't be told now.
        """


class JwtAuthenticator:
    """Takes the JSON Web Tokens (RFC 7519) of one issuer.

    The steps, as RFC 8725 advises:

    1. The algorithm is one of :data:`ALGORITHMS`, and the key is the issuer's, found by its id.
    2. The signature holds.
    3. The issuer is this one, the token holds now, and it has a subject.
    4. The token is meant for this service: by ``aud`` or, where there is none, by ``client_id``, as
       API Gateway's JWT authorizer decides it.

    Parameters
    ----------
    issuer
        As it stands in the tokens.
    audiences
        The names of this service, any of which a token may have.
    keys
        The issuer's.
    """

    def __init__(self, issuer: str, audiences: Sequence[str], keys: SigningKeys) -> None:
        self._audiences = frozenset(audiences)
        self._keys = keys
        self._claims = jwt.JWTClaimsRegistry(
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": issuer},
            sub={"essential": True},
            exp={"essential": True},
        )

    def subject(self, authorization: str) -> str:
        """Give the token's subject; see :class:`Authenticator`."""
        claims = decoded(bearer_token(authorization), self._keys, self._claims)  # steps 1 to 3
        if not self._audiences & _named(claims):  # step 4
            raise TokenError("The access token isn't meant for this service: sign in to this one.")
        return str(claims["sub"])


class StaticAuthenticator:
    """Takes one secret token, for one machine's own programs.

    Parameters
    ----------
    token
        The secret, random.
    subject
        For whom it speaks.

    Raises
    ------
    SettingsError
        If it is too short to be a secret, or can't be sent in a header.
    """

    def __init__(self, token: str, subject: str) -> None:
        if len(token) < MIN_TOKEN or not token.isascii() or not token.isprintable() or " " in token:
            raise SettingsError(
                f"The token must be at least {MIN_TOKEN} letters, digits and signs without spaces: "
                "make one with 'openssl rand -hex 32'."
            )
        self._token = token.encode()
        self._subject = subject

    def subject(self, authorization: str) -> str:
        """Give the subject; see :class:`Authenticator`."""
        sent = bearer_token(authorization).encode(errors="surrogatepass")
        if not hmac.compare_digest(sent, self._token):
            raise TokenError("The access token isn't this service's: check it.")
        return self._subject


def bearer_token(authorization: str) -> str:
    """Read the token out of an Authorization header (RFC 6750).

    Raises
    ------
    TokenError
        If it is of another scheme, or none.
    """
    scheme, _, token = authorization.strip().partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise TokenError("The Authorization header must be 'Bearer' and the access token.")
    return token.strip()


def decoded(token: str, keys: SigningKeys, claims: jwt.JWTClaimsRegistry) -> dict[str, Any]:
    """Check a token's signature and claims, and give the claims.

    Raises
    ------
    TokenError
        If it isn't the issuer's, or doesn't hold.
    IssuerError
        If the issuer's keys can't be had.
    """
    try:
        read = jwt.decode(token, _key_finder(keys), algorithms=ALGORITHMS)
        claims.validate(read.claims)
    except ExpiredTokenError as error:
        raise TokenError("The token has expired: sign in again.") from error
    except (JoseError, ValueError, TypeError) as error:
        raise TokenError("The token isn't valid here: sign in again.") from error
    return read.claims


def _key_finder(keys: SigningKeys) -> Callable[[GuestProtocol], KeySet]:
    def find(token: GuestProtocol) -> KeySet:
        headers = token.headers()
        # Before anything is fetched for its sake.
        if headers.get("alg") not in ALGORITHMS or not headers.get("kid"):
            raise TokenError("The token isn't valid here: sign in again.")
        return keys.for_token(headers["kid"])

    return find


def _named(claims: dict[str, Any]) -> frozenset[str]:
    audience = claims.get("aud", claims.get("client_id", ""))
    names = audience if isinstance(audience, list) else [audience]
    return frozenset(name for name in names if isinstance(name, str))
