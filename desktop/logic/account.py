"""The account's random key, under which phrases are tagged; it is never sent."""

import hashlib
import hmac
import os
from typing import Final

from desktop.logic.kept_secret import KeptSecret
from inference.errors import KeyUnavailableError
from inference.stores.sqlite import SqliteStore

ACCOUNT_KEY_BYTES: Final = 32
_KIND: Final = "account_key"
_THE_KEY: Final = "account"


def account_key(store: SqliteStore, *, in_keychain: bool) -> bytes:
    """Give the account's key; make it the first time.

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
    secret = KeptSecret(store, _KIND, _THE_KEY, in_keychain=in_keychain)
    try:
        key = secret.read()
    except KeyUnavailableError as error:
        raise KeyUnavailableError(
            f"{error} Without this account's key, phrases can't be told apart: delete the profiles "
            "and enrol anew."
        ) from error
    if key is None:
        key = os.urandom(ACCOUNT_KEY_BYTES)
        secret.write(key)
    return key


def replace_account_key(store: SqliteStore, key: bytes, *, in_keychain: bool) -> None:
    """Take over another account's key; phrases that were tagged under the one before are lost.

    To be called outside of a transaction: the keychain forgets the key before at once.
    """
    KeptSecret(store, _KIND, _THE_KEY, in_keychain=in_keychain).write(key)


def account_name(key: bytes) -> str:
    """Name an account so that exports of one account are known; tells nothing about its key."""
    return hmac.digest(key, b"keystroke account", hashlib.sha256).hex()[:32]


def forget_account_key(store: SqliteStore) -> None:
    """Delete the account's key, from the keychain too; the next one is another."""
    KeptSecret(store, _KIND, _THE_KEY, in_keychain=False).forget()
