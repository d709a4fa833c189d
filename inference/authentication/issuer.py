"""An OpenID Connect issuer: what it says of itself, and the keys that it signs with."""

import threading
import time
from collections.abc import Callable
from typing import Final

from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from inference.authentication.documents import Document, Fetch, checked_address, fetch_json
from inference.errors import IssuerError, SettingsError

KEYS_SECONDS: Final = 600.0
"""How long keys are used before they are fetched again: a withdrawn one is good for no longer."""
SEARCH_SECONDS: Final = 30.0
"""Shortest time between two searches for an unknown key: forged tokens can't cause more."""

_DISCOVERY: Final = "/.well-known/openid-configuration"


class Issuer:
    """Finds an issuer's documents by its address (OpenID Connect Discovery 1.0).

    Parameters
    ----------
    address
        The issuer's identifier, exactly as it stands in its tokens.
    fetch
        Gives the JSON object at an address.

    Raises
    ------
    SettingsError
        If keys mustn't come from there.
    """

    def __init__(self, address: str, fetch: Fetch = fetch_json) -> None:
        self.address = checked_address(address, "The issuer")
        self._fetch = fetch

    def metadata(self) -> Document:
        """Give what the issuer says of itself.

        Raises
        ------
        IssuerError
            If it can't be had, or is another issuer's.
        """
        document = self._fetch(self.address.rstrip("/") + _DISCOVERY)
        if document.get("issuer") != self.address:
            raise IssuerError(
                f"What is at {self.address} speaks for another issuer: set the issuer exactly as "
                "its own discovery document names it."
            )
        return document

    def endpoint(self, name: str) -> str:
        """Give an address out of the metadata, such as ``token_endpoint``."""
        return named_address(self.metadata(), name)

    def keys(self) -> KeySet:
        """Fetch the keys that the issuer signs with now.

        Raises
        ------
        IssuerError
            If they can't be had.
        """
        try:
            return KeySet.import_key_set(self._fetch(self.endpoint("jwks_uri")))  # type: ignore[arg-type]  # checked by what it raises
        except (JoseError, KeyError, TypeError, ValueError) as error:
            raise IssuerError(
                f"The keys of {self.address} can't be read: tell its operator."
            ) from error


def named_address(metadata: Document, name: str) -> str:
    """Give an address that an issuer's metadata must have.

    Raises
    ------
    IssuerError
        If there is none, or nothing may be sent there.
    """
    try:
        return checked_address(str(metadata[name]), name)
    except (KeyError, SettingsError) as error:
        raise IssuerError(
            f"The issuer's discovery document has no usable {name}: tell the issuer's operator."
        ) from error


class SigningKeys:
    """An issuer's keys, fetched when needed and again when it has changed them.

    Parameters
    ----------
    issuer
        Whose keys they are.
    clock
        Seconds that only ever grow.
    """

    def __init__(self, issuer: Issuer, clock: Callable[[], float] = time.monotonic) -> None:
        self._issuer = issuer
        self._clock = clock
        self._lock = threading.Lock()
        self._keys = KeySet([])
        self._fetched: float | None = None

    def for_token(self, kid: object) -> KeySet:
        """Give the keys among which that of a token is, if the issuer has it.

        Raises
        ------
        IssuerError
            If the keys can't be had.
        """
        with self._lock:
            if self._are_older_than(KEYS_SECONDS) or (
                not self._have(kid) and self._are_older_than(SEARCH_SECONDS)
            ):
                self._keys = self._issuer.keys()
                self._fetched = self._clock()
            return self._keys

    def _are_older_than(self, seconds: float) -> bool:
        return self._fetched is None or self._clock() - self._fetched >= seconds

    def _have(self, kid: object) -> bool:
        try:
            self._keys.get_by_kid(str(kid))
        except InvalidKeyIdError:
            return False
        return True
