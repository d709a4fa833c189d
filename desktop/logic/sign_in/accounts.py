"""Who is signed in at which service, and the access token that goes with each request."""

import hashlib
import os
import threading
import time
import webbrowser
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from desktop.errors import RemoteError, SignInError, UnauthorizedError
from desktop.logic.documents import Documents
from desktop.logic.endpoint import Endpoint
from desktop.logic.kept_secret import KeptSecret
from desktop.logic.sign_in.tokens import SignedIn
from inference.authentication.settings import static_token
from inference.errors import IssuerError, KeyUnavailableError
from inference.stores.sqlite import SqliteStore

if TYPE_CHECKING:
    from desktop.logic.sign_in.flow import Browse, Client

EARLY_SECONDS: Final = 60.0
"""An access token is renewed so long before its end, so that none ends on its way."""

_KIND: Final = "sign_in"


class SignIns:
    """Keeps one sign-in for each service.

    Parameters
    ----------
    store
        Keeps the tokens where there is no keychain, and else where they are in it.
    in_keychain
        Whether tokens go into the system's keychain.

    Attributes
    ----------
    browse
        Opens an address in the system's browser.
    """

    def __init__(self, store: SqliteStore, *, in_keychain: bool) -> None:
        self.browse: Browse = webbrowser.open
        self._store = store
        self._in_keychain = in_keychain
        self._lock = threading.Lock()

    def who(self, endpoint: str) -> str | None:
        """Tell who is signed in at a service; None where nobody is."""
        signed_in = self._read(endpoint)
        return None if signed_in is None else signed_in.who

    def sign_in(self, endpoint: str, issuer: str, client_id: str) -> str:
        """Have somebody sign in for a service, and tell who; see :meth:`Client.sign_in`."""
        base = Endpoint.parse(endpoint).base
        signed_in = _client(issuer, client_id).sign_in(base, self.browse)
        with self._lock:
            self._secret(base).write(signed_in.to_bytes())
        return signed_in.who

    def sign_out(self, endpoint: str) -> None:
        """Forget the tokens for a service; the issuer takes them back if it can be asked."""
        with self._lock:
            signed_in = self._read(endpoint)
            self._secret(endpoint).forget()
        if signed_in is not None:
            # Nothing is left here either way; the tokens end by themselves.
            with suppress(RemoteError, IssuerError, SignInError):
                _client(signed_in.issuer, signed_in.client_id).revoke(signed_in)

    def endpoints(self) -> Iterator[str]:
        """Give the services that somebody is signed in at; what can't be read is forgotten."""
        for name in Documents(self._store, _KIND).all().documents:
            secret = KeptSecret(self._store, _KIND, name, in_keychain=self._in_keychain)
            try:
                data = secret.read()
            except KeyUnavailableError:
                secret.forget()
                continue
            if data is not None:
                yield SignedIn.from_bytes(data).endpoint

    def tokens(self, endpoint: str) -> "AccountTokens":
        """Give what a transport to a service takes its access tokens from."""
        return AccountTokens(self, endpoint)

    def access_token(self, endpoint: str, *, renew: bool) -> str | None:
        """Give the access token for a service, renewed silently where it has ended.

        Raises
        ------
        UnauthorizedError
            If the issuer wants the person to sign in again.
        RemoteError, IssuerError
            If the issuer can't be reached.
        """
        with self._lock:
            signed_in = self._read(endpoint)
            if signed_in is None:
                return None
            if renew or time.time() > signed_in.expires_at - EARLY_SECONDS:
                signed_in = self._renewed(signed_in)
            return signed_in.access_token

    def _renewed(self, before: SignedIn) -> SignedIn:
        try:
            after = _client(before.issuer, before.client_id).renewed(before)
        except SignInError as error:
            raise UnauthorizedError(str(error)) from error
        self._secret(before.endpoint).write(after.to_bytes())
        return after

    def _read(self, endpoint: str) -> SignedIn | None:
        data = self._secret(endpoint).read()
        return None if data is None else SignedIn.from_bytes(data)

    def _secret(self, endpoint: str) -> KeptSecret:
        return KeptSecret(self._store, _KIND, _name(endpoint), in_keychain=self._in_keychain)


class AccountTokens:
    """Access tokens for one service: of who is signed in, or this machine's static one.

    Parameters
    ----------
    sign_ins
        Who is signed in.
    endpoint
        Base address of the service.
    """

    def __init__(self, sign_ins: SignIns, endpoint: str) -> None:
        self._sign_ins = sign_ins
        self._endpoint = endpoint

    def token(self, *, renew: bool = False) -> str | None:
        """Give the access token; None where nobody is signed in."""
        token = self._sign_ins.access_token(self._endpoint, renew=renew)
        # The secret of this machine's own service goes nowhere else.
        if token is None and Endpoint.parse(self._endpoint).is_loopback:
            return static_token(os.environ)
        return token


def _client(issuer: str, client_id: str) -> "Client":
    # Authlib takes a tenth of a second to load, which most starts needn't wait for.
    from desktop.logic.sign_in.flow import Client  # noqa: PLC0415

    return Client(issuer, client_id)


def _name(endpoint: str) -> str:
    # Names of records are kept in clear: they tell nobody which service it is.
    return hashlib.sha256(Endpoint.parse(endpoint).base.encode()).hexdigest()[:32]
