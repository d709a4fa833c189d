"""Content sealed under a passphrase, to be kept or carried anywhere."""

import base64
import binascii
import json
from typing import Any, Final

from desktop.errors import ArchiveError
from inference.errors import PassphraseWantedError, StoreError, TamperedRecordError, WrongKeyError
from inference.stores.base import Address
from inference.stores.cipher import RecordCipher
from inference.stores.keys import KeyNote, PassphraseKeys

SEALED_FORMAT: Final = "keystroke-sealed"
SEALED_VERSION: Final = 1

_DAMAGED: Final = "The file is damaged or was changed: take another copy of it, or export anew."


def seal(content: bytes, passphrase: str) -> bytes:
    """Encrypt content: AES-256-GCM under a random key, which Argon2id wraps by the passphrase.

    The key's note is authenticated with the content.
    """
    key, note = PassphraseKeys(passphrase).create()
    sealed = RecordCipher(key).seal(content, _address(note), SEALED_VERSION)
    document = {
        "format": SEALED_FORMAT,
        "format_version": SEALED_VERSION,
        "key": dict(note),
        "sealed": base64.b64encode(sealed).decode(),
    }
    return json.dumps(document, indent=1).encode()


def is_sealed(document: dict[str, Any]) -> bool:
    """Tell whether a document is sealed content."""
    return document.get("format") == SEALED_FORMAT


def unseal(document: dict[str, Any], passphrase: str | None) -> bytes:
    """Decrypt content.

    Raises
    ------
    PassphraseWantedError
        If no passphrase is given.
    WrongKeyError
        If it is another one.
    ArchiveError
        If the file is damaged, was changed, or is of a newer version.
    """
    if document.get("format_version") != SEALED_VERSION:
        raise ArchiveError("The file was made by a newer version of this program: update it.")
    if passphrase is None:
        raise PassphraseWantedError("The file is encrypted: give the passphrase that it has.")
    note = document.get("key")
    if not isinstance(note, dict):
        raise ArchiveError(_DAMAGED)
    try:
        sealed = base64.b64decode(document.get("sealed", ""), validate=True)
        key = PassphraseKeys(passphrase).unlock(note)
        return RecordCipher(key).open(sealed, _address(note), SEALED_VERSION)
    except WrongKeyError:
        raise WrongKeyError(
            "That is not the file's passphrase, or the file was changed. Nothing was imported."
        ) from None
    except (TamperedRecordError, StoreError, binascii.Error, TypeError, ValueError):
        raise ArchiveError(_DAMAGED) from None


def _address(note: KeyNote) -> Address:
    return Address("", "archive", json.dumps(dict(note), sort_keys=True))
