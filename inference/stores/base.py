"""What a store does: encrypted records of many owners, each with a version."""

from typing import NamedTuple, Protocol


class Address(NamedTuple):
    """Where a record lies.

    Parameters
    ----------
    owner
        Whose record it is, such as the subject of a token; never kept in clear.
    kind
        What it is, such as ``profile``.
    record_id
        Which one; kept in clear, so it must be random or fixed and tell nothing about anybody.
    """

    owner: str
    kind: str
    record_id: str


class Record(NamedTuple):
    """One record, decrypted.

    Parameters
    ----------
    record_id
        Which one of its owner and kind.
    version
        1 when created, one more with each replacement.
    data
        Its content.
    """

    record_id: str
    version: int
    data: bytes

    def __repr__(self) -> str:
        # Decrypted content must not reach a log or a traceback.
        return f"Record(version {self.version}, {len(self.data)} bytes)"


class Listing(NamedTuple):
    """All records of one owner and kind.

    Parameters
    ----------
    records
        Those that can be read, ordered by id.
    damaged
        Ids of those that don't authenticate.
    """

    records: tuple[Record, ...]
    damaged: tuple[str, ...]


class Store(Protocol):
    """Encrypted records, safe to use from several threads and processes at once.

    A record may expire: from the second `expires` on (Unix time) it looks absent, whether or not it
    is still there. None means never.

    Every method raises :class:`~inference.errors.StoreError` where the store can't be read or
    written, and leaves it as it was.
    """

    def create(
        self, owner: str, kind: str, record_id: str, data: bytes, expires: int | None = None
    ) -> int:
        """Add a record and give its version, 1.

        Raises
        ------
        ConflictError
            If there is one with this id.
        """

    def replace(  # noqa: PLR0913, PLR0917 (where, what, and until when)
        self,
        owner: str,
        kind: str,
        record_id: str,
        data: bytes,
        version: int,
        expires: int | None = None,
    ) -> int:
        """Replace the record that has this version and give its new version; it expires anew.

        Raises
        ------
        NotFoundError
            If there is none.
        ConflictError
            If it has another version by now: read it again and repeat.
        """

    def get(self, owner: str, kind: str, record_id: str) -> Record:
        """Read a record.

        Raises
        ------
        NotFoundError
            If there is none.
        TamperedRecordError
            If it doesn't authenticate.
        """

    def list(self, owner: str, kind: str) -> Listing:
        """Read all records of a kind; damaged ones are told apart and don't hide the others."""

    def delete(self, owner: str, kind: str, record_id: str, version: int | None = None) -> None:
        """Delete a record, a damaged one too; of several at once exactly one succeeds.

        Parameters
        ----------
        owner, kind, record_id
            Which one.
        version
            The version that it must have; any if None.

        Raises
        ------
        NotFoundError
            If there is none.
        ConflictError
            If it has another version by now.
        """

    def delete_owner(self, owner: str) -> int:
        """Delete everything of one owner and give the number of records."""

    def close(self) -> None:
        """Release the store; calling it again does nothing."""
