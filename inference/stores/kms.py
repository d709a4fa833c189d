"""A store's key, wrapped by a key of AWS KMS that never leaves it."""

from typing import Any, Final

from inference.errors import KeyUnavailableError
from inference.stores import aws
from inference.stores.keys import KeyNote, bytes_of

_ADVICE: Final = {
    "AccessDeniedException": "refuses this caller: let its role call kms:GenerateDataKey and "
    "kms:Decrypt, in its own policy and in the key's.",
    "NotFoundException": "doesn't exist: check KEYSTROKE_KMS_KEY and the region.",
    "DisabledException": "is disabled: enable it.",
    "KMSInvalidStateException": "can't be used in its state: cancel its deletion, or enable it.",
    "InvalidCiphertextException": "didn't wrap this store's key: name the key that the store was "
    "made with.",
    "IncorrectKeyException": "didn't wrap this store's key: name the key that the store was made "
    "with.",
    "ThrottlingException": "has too many callers at once: repeat.",
}


class KmsKeys:
    """Random keys, each wrapped by a KMS key (envelope encryption).

    KMS is asked once when a store is opened, not for each record. The table's name is bound to the
    wrapped key as its encryption context, and so told in CloudTrail.

    Parameters
    ----------
    key_id
        Id, ARN or alias of the KMS key.
    table
        Name of the table whose key it is.
    client
        A KMS client.
    """

    def __init__(self, key_id: str, table: str, client: Any) -> None:
        self._call = {"KeyId": key_id, "EncryptionContext": {"keystroke-table": table}}
        self._client = client
        self._subject = f"The KMS key {key_id}"

    def create(self) -> tuple[bytes, KeyNote]:
        """Have KMS make a random key and wrap it."""
        with aws.translated(self._subject, _ADVICE, KeyUnavailableError):
            made = self._client.generate_data_key(KeySpec="AES_256", **self._call)
        return made["Plaintext"], {"source": "kms", "wrapped": made["CiphertextBlob"].hex()}

    def unlock(self, note: KeyNote) -> bytes:
        """Have KMS unwrap the key."""
        if note.get("source") != "kms":
            raise KeyUnavailableError(
                "This store's key isn't in KMS: open the store with what it was made with."
            )
        wrapped = bytes_of(note, "wrapped")
        with aws.translated(self._subject, _ADVICE, KeyUnavailableError):
            key: bytes = self._client.decrypt(CiphertextBlob=wrapped, **self._call)["Plaintext"]
        return key
