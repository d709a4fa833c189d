"""A store's header: the key note in clear, and a check record that the store's key alone opens."""

import json
from typing import Final, NamedTuple, Self

from inference.errors import StoreError, TamperedRecordError, WrongKeyError
from inference.stores.base import Address
from inference.stores.cipher import RecordCipher
from inference.stores.keys import KeyNote, KeySource

_CHECK: Final = b"keystroke store"
_VERSION: Final = 1


class Header(NamedTuple):
    """What a store keeps in order to be opened again.

    Parameters
    ----------
    note
        The key note, JSON in UTF-8.
    check
        A sealed record, bound to the note.
    """

    note: bytes
    check: bytes

    @classmethod
    def make(cls, keys: KeySource) -> Self:
        """Make a new store's header, and with it the store's key."""
        key, entries = keys.create()
        note = json.dumps(dict(entries), sort_keys=True).encode()
        return cls(note, RecordCipher(key).seal(_CHECK, _address(note), _VERSION))

    def open(self, keys: KeySource, store: str) -> RecordCipher:
        """Find the key and give the cipher of a store's records.

        Parameters
        ----------
        keys
            Where the key comes from.
        store
            Where the store is, for the messages.

        Raises
        ------
        WrongKeyError
            If the key isn't the store's.
        StoreError
            If the note is damaged, or there is no key to be had.
        """
        cipher = RecordCipher(keys.unlock(self._entries(store)))
        try:
            cipher.open(self.check, _address(self.note), _VERSION)
        except TamperedRecordError:
            raise WrongKeyError(
                f"The key doesn't open {store}: give the passphrase, or use the keychain or the "
                "KMS key, that the store was made with. Nothing was changed."
            ) from None
        return cipher

    def _entries(self, store: str) -> KeyNote:
        try:
            entries = json.loads(self.note)
        except (ValueError, TypeError, RecursionError):
            entries = None
        if not isinstance(entries, dict):
            raise StoreError(f"The header of {store} is damaged: restore it from a backup.")
        return entries


def _address(note: bytes) -> Address:
    # The note is authenticated with the check record: nobody else's note can be put in its place.
    return Address("", "check", note.hex())
