"""The account's random key, under which phrases are tagged; it is never sent."""

import os
import uuid
from contextlib import suppress
from typing import Final

from desktop.logic.documents import Documents
from inference.errors import KeyUnavailableError, TamperedRecordError
from inference.stores import keychain
from inference.stores.sqlite import SqliteStore

ACCOUNT_KEY_BYTES: Final = 32
_THE_KEY: Final = "account"


def account_key(store: SqliteStore, *, in_keychain: bool) -> bytes:
    """Give the account's key; make it the first time.

    The store remembers where it is, so that a keychain that comes or goes never changes the tags
    unnoticed.

    Parameters
    ----------
    store
        Keeps the key, or which entry of the keychain has it.
    in_keychain
        Whether a new key goes into the system's keychain, where the store's own key is.

    Raises
    ------
    KeyUnavailableError
        If the keychain no longer has it.
    """
    documents = Documents(store, "account_key")
    kept = documents.get(_THE_KEY)
    if kept is None:
        return _make(documents, in_keychain=in_keychain)
    if "key" in kept:
        return bytes.fromhex(kept["key"])
    key = keychain.read_secret(kept["entry"])
    if key is None:
        raise KeyUnavailableError(
            "The keychain no longer has this account's key: restore the keychain. Without the "
            "key, phrases can't be told apart: delete the profiles and enrol anew."
        )
    return key


def forget_account_key(store: SqliteStore) -> None:
    """Delete the account's key, from the keychain too; the next one is another."""
    documents = Documents(store, "account_key")
    kept = None
    with suppress(TamperedRecordError):
        kept = documents.get(_THE_KEY)
    documents.delete(_THE_KEY)
    if kept is not None and "entry" in kept:
        # Nothing is left that a random key in a locked keychain could be used for.
        with suppress(KeyUnavailableError):
            keychain.delete_secret(kept["entry"])


def _make(documents: Documents, *, in_keychain: bool) -> bytes:
    key = os.urandom(ACCOUNT_KEY_BYTES)
    if in_keychain:
        entry = uuid.uuid4().hex
        keychain.write_secret(entry, key)
        documents.put(_THE_KEY, {"entry": entry})
    else:
        documents.put(_THE_KEY, {"key": key.hex()})
    return key
