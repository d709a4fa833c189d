"""A store in one SQLite file that only its owner can read."""

import time
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

from inference.errors import (
    ConflictError,
    NotFoundError,
    StoreError,
    TamperedRecordError,
)
from inference.stores.base import Address, Listing, Record
from inference.stores.cipher import RecordCipher
from inference.stores.header import Header
from inference.stores.keys import KeySource
from inference.stores.sqlite_file import SqliteFile

SCHEMA_VERSION: Final = 2

_APPLICATION_ID: Final = 0x4B535452  # "KSTR"

_SCHEMA: Final = (
    "CREATE TABLE header (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT",
    """CREATE TABLE records (
        owner BLOB NOT NULL,
        kind TEXT NOT NULL,
        record_id TEXT NOT NULL,
        version INTEGER NOT NULL,
        sealed BLOB NOT NULL,
        PRIMARY KEY (owner, kind, record_id)
    ) STRICT, WITHOUT ROWID""",
    f"PRAGMA application_id = {_APPLICATION_ID}",
)
_FROM_SCHEMA_1: Final = (
    "ALTER TABLE records ADD COLUMN expires INTEGER",
    "CREATE INDEX expiring ON records (expires) WHERE expires IS NOT NULL",
    f"PRAGMA user_version = {SCHEMA_VERSION}",
)
_INSERT: Final = (
    "INSERT INTO records (owner, kind, record_id, version, sealed, expires) "
    "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
_UPDATE: Final = (
    "UPDATE records SET version = ?, sealed = ?, expires = ? "
    "WHERE owner = ? AND kind = ? AND record_id = ? AND version = ?"
)
_SELECT: Final = (
    "SELECT version, sealed FROM records WHERE owner = ? AND kind = ? AND record_id = ? "
    "AND (expires IS NULL OR expires > ?)"
)
_SELECT_KIND: Final = (
    "SELECT record_id, version, sealed FROM records WHERE owner = ? AND kind = ? "
    "AND (expires IS NULL OR expires > ?) ORDER BY record_id"
)
_DELETE: Final = (
    "DELETE FROM records WHERE owner = ? AND kind = ? AND record_id = ? "
    "AND version = coalesce(?, version)"
)
_SWEEP: Final = "DELETE FROM records WHERE expires <= ?"
_SIZES: Final = (
    "SELECT kind, count(*), sum(length(sealed)) FROM records GROUP BY kind ORDER BY kind"
)
_DELETE_OWNER: Final = "DELETE FROM records WHERE owner = ?"


class Size(NamedTuple):
    """How much there is of a kind.

    Parameters
    ----------
    records
        How many.
    size_bytes
        What they take together, encrypted.
    """

    records: int
    size_bytes: int


class SqliteStore:
    """Encrypted records in one SQLite file; see :class:`~inference.stores.base.Store`.

    One connection serves all threads; other processes may have the file open as well.

    Parameters
    ----------
    path
        The file, no link; made where there is none, and given mode 0600 where it is the user's.
    keys
        Where the key comes from.
    clock
        Gives Unix time in seconds; what has expired by it is gone.
    unsynced
        Kinds of records whose last changes a power cut may take back: waiting for the disk costs
        more than they are worth. The end of the program, however sudden, never takes any back.

    Raises
    ------
    WrongKeyError
        If the key isn't the store's; nothing is changed.
    StoreError
        If the file can't be used, or was made by a newer version; nothing is changed.
    """

    def __init__(
        self,
        path: Path,
        keys: KeySource,
        clock: Callable[[], float] = time.time,
        unsynced: Collection[str] = frozenset(),
    ) -> None:
        self._path = path
        self._clock = clock
        self._unsynced = unsynced
        self._file = SqliteFile(path)
        try:
            self._cipher = self._opened(keys)
        except BaseException:
            self._file.close()
            raise

    @property
    def path(self) -> Path:
        """The database file."""
        return self._path

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def transaction(self) -> AbstractContextManager[None]:
        """Do all calls of the ``with`` block or, when it raises, none of them.

        Inside another transaction it is a part of that one. Other stores have no such thing: who
        works with any of them relies on versions.
        """
        return self._file.transaction()

    def create(
        self, owner: str, kind: str, record_id: str, data: bytes, expires: int | None = None
    ) -> int:
        """Add a record and give its version, 1."""
        address = Address(owner, kind, record_id)
        sealed = self._cipher.seal(data, address, 1)
        with self._writing(kind):
            if not self._file.changed(_INSERT, *self._place(address), 1, sealed, expires):
                raise ConflictError(f"There is a {kind} with this id already.")
        return 1

    def replace(  # noqa: PLR0913, PLR0917 (as the protocol has it)
        self,
        owner: str,
        kind: str,
        record_id: str,
        data: bytes,
        version: int,
        expires: int | None = None,
    ) -> int:
        """Replace the record that has this version and give its new version."""
        address = Address(owner, kind, record_id)
        sealed = self._cipher.seal(data, address, version + 1)
        row = (version + 1, sealed, expires)
        with self._writing(kind):
            if not self._file.changed(_UPDATE, *row, *self._place(address), version):
                self._row(address)
                raise _conflict(kind)
        return version + 1

    def get(self, owner: str, kind: str, record_id: str) -> Record:
        """Read a record."""
        address = Address(owner, kind, record_id)
        version, sealed = self._row(address)
        return Record(record_id, version, self._cipher.open(sealed, address, version))

    def list(self, owner: str, kind: str) -> Listing:
        """Read all records of a kind; damaged ones are told apart and don't hide the others."""
        records, damaged = [], []
        rows = self._file.rows(_SELECT_KIND, self._cipher.pseudonym(owner), kind, self._now())
        for record_id, version, sealed in rows:
            try:
                data = self._cipher.open(sealed, Address(owner, kind, record_id), version)
            except TamperedRecordError:
                damaged.append(record_id)
            else:
                records.append(Record(record_id, version, data))
        return Listing(tuple(records), tuple(damaged))

    def delete(self, owner: str, kind: str, record_id: str, version: int | None = None) -> None:
        """Delete a record, a damaged one too; its bytes in the file are overwritten."""
        address = Address(owner, kind, record_id)
        with self._writing(kind):
            if not self._file.deleted(_DELETE, *self._place(address), version):
                self._row(address)
                raise _conflict(kind)

    def delete_owner(self, owner: str) -> int:
        """Delete everything of one owner and give the number of records."""
        with self.transaction():
            return self._file.deleted(_DELETE_OWNER, self._cipher.pseudonym(owner))

    def sizes(self) -> dict[str, Size]:
        """Tell how much there is of each kind, whoever's it is."""
        return {kind: Size(*numbers) for kind, *numbers in self._file.rows(_SIZES)}

    def close(self) -> None:
        """Close the file; calling it again does nothing."""
        self._file.close()

    @contextmanager
    def _writing(self, kind: str) -> Iterator[None]:
        """Do one change of a record where no expired one is in its way."""
        with self._file.transaction(synced=kind not in self._unsynced):
            self._file.changed(_SWEEP, self._now())
            yield

    def _now(self) -> int:
        return int(self._clock())

    def _place(self, address: Address) -> tuple[bytes, str, str]:
        return self._cipher.pseudonym(address.owner), address.kind, address.record_id

    def _row(self, address: Address) -> tuple[int, bytes]:
        rows = self._file.rows(_SELECT, *self._place(address), self._now())
        if not rows:
            raise _not_found(address.kind)
        version, sealed = rows[0]
        return version, sealed

    def _opened(self, keys: KeySource) -> RecordCipher:
        header = self._header() or self._made(keys)
        cipher = header.open(keys, str(self._path))
        self._file.use_log()
        self._bring_up_to_date()
        return cipher

    def _header(self) -> Header | None:
        """Read the header; None in a new, empty file."""
        if self._file.pragma("schema_version") == 0:
            return None
        if self._file.pragma("application_id") != _APPLICATION_ID:
            raise StoreError(
                f"{self._path} is another program's database: name another file for the store."
            )
        version = self._file.pragma("user_version")
        if version > SCHEMA_VERSION:
            raise StoreError(
                f"{self._path} was made by a newer version of this program (schema {version}, "
                f"this one reads {SCHEMA_VERSION}): update the program."
            )
        values = dict(self._file.rows("SELECT name, value FROM header"))
        if set(values) != {"note", "check"}:
            raise self._file.damaged()
        return Header(values["note"], values["check"])

    def _made(self, keys: KeySource) -> Header:
        with self.transaction():
            # Another process may have made the store while this one waited for the lock.
            header = self._header()
            if header is not None:
                return header
            header = Header.make(keys)
            for statement in (*_SCHEMA, *_FROM_SCHEMA_1):
                self._file.changed(statement)
            self._file.changed("INSERT INTO header VALUES ('note', ?), ('check', ?)", *header)
        return header

    def _bring_up_to_date(self) -> None:
        """Give a store of schema 1 what later ones have; its records stay as they are."""
        if self._file.pragma("user_version") == SCHEMA_VERSION:
            return
        with self.transaction():
            # Another process may have done it while this one waited for the lock.
            if self._file.pragma("user_version") < SCHEMA_VERSION:
                for statement in _FROM_SCHEMA_1:
                    self._file.changed(statement)


def _not_found(kind: str) -> NotFoundError:
    return NotFoundError(f"There is no such {kind}.")


def _conflict(kind: str) -> ConflictError:
    return ConflictError(
        f"The {kind} was changed in the meantime: read it again and repeat the change."
    )
