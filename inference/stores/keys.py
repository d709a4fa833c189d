"""Where a store's key comes from: the system's keychain, or a passphrase.

A store keeps a *key note* in clear: it says how to get the key, or holds it wrapped.
"""

import os
import unicodedata
import uuid
from collections.abc import Mapping
from typing import Any, Final, Protocol

from inference.errors import (
    KeyUnavailableError,
    PassphraseWantedError,
    StoreError,
    TamperedRecordError,
    WrongKeyError,
)
from inference.stores import keychain
from inference.stores.base import Address
from inference.stores.cipher import KEY_BYTES, RecordCipher

KeyNote = Mapping[str, Any]

# RFC 9106, section 4, second recommended option: 64 MiB, 3 passes, 4 lanes, 128-bit salt.
_ARGON2ID: Final = {"memory_kib": 65_536, "passes": 3, "lanes": 4}
_SALT_BYTES: Final = 16
# A changed note must not make the program take all memory or run for hours.
_ARGON2ID_LIMITS: Final = {name: 4 * value for name, value in _ARGON2ID.items()}
_WRAPPED_KEY: Final = Address("", "key", "")
_WRAPPED_KEY_VERSION: Final = 1


class KeySource(Protocol):
    """Gives a store its key."""

    def create(self) -> tuple[bytes, KeyNote]:
        """Make the key of a new store, and the note by which :meth:`unlock` finds it again."""

    def unlock(self, note: KeyNote) -> bytes:
        """Find the key of an existing store.

        Raises
        ------
        KeyUnavailableError
            If it can't be had; the message says what to do.
        """


class KeychainKeys:
    """Random keys in the system's keychain, one entry for each store."""

    def create(self) -> tuple[bytes, KeyNote]:
        """Make a random key and keep it in the keychain."""
        key, entry = os.urandom(KEY_BYTES), uuid.uuid4().hex
        keychain.write_secret(entry, key)
        return key, {"source": "keychain", "entry": entry}

    def unlock(self, note: KeyNote) -> bytes:
        """Read the key from the keychain."""
        key = keychain.read_secret(str(note.get("entry")))
        if key is None:
            raise KeyUnavailableError(
                "The keychain has no key for this store: sign in as the user who made it, or "
                "restore the keychain. Without the key its profiles can't be read: move the "
                "store's file away and enrol anew."
            )
        return key


class PassphraseKeys:
    """Random keys, wrapped by a key that Argon2id (RFC 9106) derives from a passphrase.

    Another passphrase needs another wrapping only: what the key encrypts stays as it is.

    Parameters
    ----------
    passphrase
        What the user remembers; composed and decomposed letters are taken as the same.
    """

    def __init__(self, passphrase: str) -> None:
        if not passphrase:
            raise KeyUnavailableError("The passphrase is empty: give one of several words.")
        # An environment variable may hold bytes that are no text.
        composed = unicodedata.normalize("NFKC", passphrase)
        self._passphrase = composed.encode(errors="surrogatepass")

    def create(self) -> tuple[bytes, KeyNote]:
        """Make a random key and wrap it, with a new salt."""
        key = os.urandom(KEY_BYTES)
        note = {"source": "passphrase", "salt": os.urandom(_SALT_BYTES).hex(), **_ARGON2ID}
        wrapped = self._wrapping(note).seal(key, _WRAPPED_KEY, _WRAPPED_KEY_VERSION)
        return key, {**note, "wrapped": wrapped.hex()}

    def unlock(self, note: KeyNote) -> bytes:
        """Unwrap the key.

        Raises
        ------
        WrongKeyError
            If it was wrapped by another passphrase.
        """
        wrapped = bytes_of(note, "wrapped")
        try:
            return self._wrapping(note).open(wrapped, _WRAPPED_KEY, _WRAPPED_KEY_VERSION)
        except TamperedRecordError:
            raise WrongKeyError(
                "The passphrase doesn't open this store: give the one that it was made with. "
                "Nothing was changed."
            ) from None

    def _wrapping(self, note: KeyNote) -> RecordCipher:
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415 (slow)

        salt, parameters = _argon2id_settings(note)
        derivation = Argon2id(
            salt=salt,
            length=KEY_BYTES,
            iterations=parameters["passes"],
            lanes=parameters["lanes"],
            memory_cost=parameters["memory_kib"],
        )
        return RecordCipher(derivation.derive(self._passphrase))


class AvailableKeys:
    """The passphrase where one is given, else the keychain; existing stores by their note.

    Parameters
    ----------
    passphrase
        The store's passphrase, or None where there is a keychain.
    """

    def __init__(self, passphrase: str | None = None) -> None:
        self._passphrase = passphrase

    def create(self) -> tuple[bytes, KeyNote]:
        """Make a key from the passphrase or in the keychain."""
        if self._passphrase is not None:
            return PassphraseKeys(self._passphrase).create()
        return KeychainKeys().create()

    def unlock(self, note: KeyNote) -> bytes:
        """Find the key where the note says that it is."""
        source = note.get("source")
        if source == "keychain":
            return KeychainKeys().unlock(note)
        if source != "passphrase":
            raise StoreError("The store's key note isn't known: update the program.")
        if self._passphrase is None:
            raise PassphraseWantedError(
                f"This store has a passphrase: enter it, or set {keychain.PASSPHRASE_VARIABLE}."
            )
        return PassphraseKeys(self._passphrase).unlock(note)


def _argon2id_settings(note: KeyNote) -> tuple[bytes, dict[str, int]]:
    salt = bytes_of(note, "salt")
    parameters: dict[str, Any] = {name: note.get(name) for name in _ARGON2ID_LIMITS}
    within = all(
        type(value) is int and 1 <= value <= _ARGON2ID_LIMITS[name]
        for name, value in parameters.items()
    )
    # Argon2 needs 8 KiB a lane.
    if len(salt) != _SALT_BYTES or not within or parameters["memory_kib"] < 8 * parameters["lanes"]:
        raise _damaged()
    return salt, parameters


def bytes_of(note: KeyNote, name: str) -> bytes:
    """Read an entry that holds bytes, in hexadecimal digits.

    Raises
    ------
    StoreError
        If it doesn't.
    """
    try:
        return bytes.fromhex(note[name])
    except (KeyError, TypeError, ValueError):
        raise _damaged() from None


def _damaged() -> StoreError:
    return StoreError("The store's key note is damaged: restore the store from a backup.")
