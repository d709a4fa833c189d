"""The service's own secret, kept in its store: all processes that share the store share it."""

import hashlib
import hmac
import os
from contextlib import suppress
from functools import cached_property
from typing import Final

from inference.errors import ConflictError, NotFoundError
from inference.stores.base import Store

_OWNER: Final = ""
"""No caller can have this name."""
_KIND: Final = "secret"
_RECORD_ID: Final = "service"
_BYTES: Final = 32


class Secret:
    """Makes keys out of one random secret.

    Parameters
    ----------
    store
        Keeps it; it is made when it is first needed.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def key(self, purpose: bytes) -> bytes:
        """Give the key for one purpose; 32 bytes."""
        # One HMAC is HKDF-Expand for one block (RFC 5869).
        return hmac.digest(self._secret, purpose + b"\x01", hashlib.sha256)

    @cached_property
    def _secret(self) -> bytes:
        with suppress(NotFoundError):
            return self._store.get(_OWNER, _KIND, _RECORD_ID).data
        # Another process may be first; what it made counts.
        with suppress(ConflictError):
            self._store.create(_OWNER, _KIND, _RECORD_ID, os.urandom(_BYTES))
        return self._store.get(_OWNER, _KIND, _RECORD_ID).data
