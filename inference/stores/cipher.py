"""Encryption of records: AES-256-GCM, each record bound to its place and version."""

import hashlib
import hmac
import os
import struct
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from inference.errors import StoreError, TamperedRecordError
from inference.stores.base import Address

KEY_BYTES: Final = 32

_NONCE_BYTES: Final = 12


class RecordCipher:
    """Seals and opens records under one data-encryption key.

    A sealed record is a random 96-bit nonce followed by ciphertext and tag (NIST SP 800-38D).
    Owner, kind, id and version are authenticated with it, so that a record moved to another
    place or given another version doesn't open.

    Parameters
    ----------
    key
        Data-encryption key, 32 random bytes. Encryption and the names of owners use keys of
        their own that are derived from it.
    """

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise StoreError(f"A store's key has {KEY_BYTES} bytes, not {len(key)}.")
        self._aead = AESGCM(_derived(key, b"keystroke records"))
        self._owner_key = _derived(key, b"keystroke owners")

    def seal(self, data: bytes, address: Address, version: int) -> bytes:
        """Encrypt a record for one place and version."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._aead.encrypt(nonce, data, _associated(address, version))

    def open(self, sealed: bytes, address: Address, version: int) -> bytes:
        """Decrypt a record.

        Raises
        ------
        TamperedRecordError
            If it was changed, comes from another place or version, or has another key.
        """
        nonce, ciphertext = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            return self._aead.decrypt(nonce, ciphertext, _associated(address, version))
        except (InvalidTag, ValueError):
            raise TamperedRecordError(
                f"A record of kind '{address.kind}' is damaged or was tampered with: delete it, "
                "or restore the store from a backup."
            ) from None

    def pseudonym(self, owner: str) -> bytes:
        """Name an owner so that only who has the key can tell whom it is about; 32 bytes."""
        return hmac.digest(self._owner_key, owner.encode(), hashlib.sha256)


def _derived(key: bytes, purpose: bytes) -> bytes:
    # One HMAC is HKDF-Expand for one block (RFC 5869); the key is uniform, so Extract is left out.
    return hmac.digest(key, purpose + b"\x01", hashlib.sha256)


def _associated(address: Address, version: int) -> bytes:
    parts = [part.encode() for part in address]
    lengths = struct.pack(">3Iq", *map(len, parts), version)
    return lengths + b"".join(parts)
