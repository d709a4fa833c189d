"""Secrets of the app: in the system's keychain, or encrypted in the store where there is none."""

import uuid
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

from desktop.logic.documents import Documents
from inference.errors import KeyUnavailableError, TamperedRecordError
from inference.stores import keychain
from inference.stores.sqlite import SqliteStore

PIECE_BYTES: Final = 768
"""Windows keeps at most 1,280 characters in one entry of its keychain; these make 1,024."""


class KeptSecret:
    """One secret; the store remembers where it is.

    So a keychain that comes or goes never changes it unnoticed.

    Parameters
    ----------
    store
        Keeps the secret, or which entries of the keychain have it.
    kind, name
        Which secret.
    in_keychain
        Whether it goes into the system's keychain, where the store's own key is.
    """

    def __init__(self, store: SqliteStore, kind: str, name: str, *, in_keychain: bool) -> None:
        self._documents = Documents(store, kind)
        self._name = name
        self._in_keychain = in_keychain

    def read(self) -> bytes | None:
        """Give the secret; None where there is none.

        Raises
        ------
        KeyUnavailableError
            If the keychain can't be used, or no longer has it.
        """
        kept = self._documents.get(self._name)
        if kept is None:
            return None
        if "key" in kept:
            return bytes.fromhex(kept["key"])
        return b"".join(map(_piece, _entries(kept)))

    def write(self, secret: bytes) -> None:
        """Keep a secret in place of the one before."""
        if not self._in_keychain:
            self._documents.put(self._name, {"key": secret.hex()})
            return
        before = self._documents.get(self._name) or {}
        pieces = {uuid.uuid4().hex: piece for piece in _pieces(secret)}
        for entry, piece in pieces.items():
            keychain.write_secret(entry, piece)
        self._documents.put(self._name, {"entries": list(pieces)})
        _delete(before)

    def forget(self) -> None:
        """Delete the secret, from the keychain too; nothing happens where there is none."""
        kept = None
        with suppress(TamperedRecordError):
            kept = self._documents.get(self._name)
        self._documents.delete(self._name)
        _delete(kept or {})


def _pieces(secret: bytes) -> Iterator[bytes]:
    for start in range(0, len(secret), PIECE_BYTES):
        yield secret[start : start + PIECE_BYTES]


def _piece(entry: str) -> bytes:
    piece = keychain.read_secret(entry)
    if piece is None:
        raise KeyUnavailableError(
            f"The keychain's entry of {keychain.SERVICE} is gone: restore the keychain."
        )
    return piece


def _entries(kept: dict[str, Any]) -> list[str]:
    # The first version kept everything in one entry.
    return [kept["entry"]] if "entry" in kept else list(kept.get("entries", []))


def _delete(kept: dict[str, Any]) -> None:
    for entry in _entries(kept):
        # Of what is left in a locked keychain, nothing leads to anybody's data any more.
        with suppress(KeyUnavailableError):
            keychain.delete_secret(entry)
