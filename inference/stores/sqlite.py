"""A store in one SQLite file that only its owner can read."""

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

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

SCHEMA_VERSION: Final = 2

_APPLICATION_ID: Final = 0x4B535452  # "KSTR"
_BUSY_SECONDS: Final = 10.0

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
_DELETE_OWNER: Final = "DELETE FROM records WHERE owner = ?"


class SqliteStore:
    """Encrypted records in one SQLite file; see :class:`~inference.stores.base.Store`.

    One connection, guarded by a lock, serves all threads; SQLite's own locks and rollback journal
    guard the file against other processes and crashes.

    Parameters
    ----------
    path
        The file, no link; made where there is none, and given mode 0600 where it is the user's.
    keys
        Where the key comes from.
    clock
        Gives Unix time in seconds; what has expired by it is gone.

    Raises
    ------
    WrongKeyError
        If the key isn't the store's; nothing is changed.
    StoreError
        If the file can't be used, or was made by a newer version; nothing is changed.
    """

    def __init__(self, path: Path, keys: KeySource, clock: Callable[[], float] = time.time) -> None:
        self._path = path
        self._clock = clock
        self._lock = threading.RLock()
        with self._translated():
            self._connection = _connection(path)
        try:
            self._cipher = self._opened(keys)
        except BaseException:
            self._connection.close()
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

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do all calls of the ``with`` block or, when it raises, none of them.

        Inside another transaction it is a part of that one. Other stores have no such thing: who
        works with any of them relies on versions.
        """
        with self._lock:
            if self._is_writing():
                yield
                return
            self._changed("BEGIN IMMEDIATE")
            try:
                yield
                self._changed("COMMIT")
            except BaseException:
                # SQLite has rolled back by itself after some errors, such as a full disk.
                if self._is_writing():
                    self._changed("ROLLBACK")
                raise

    def create(
        self, owner: str, kind: str, record_id: str, data: bytes, expires: int | None = None
    ) -> int:
        """Add a record and give its version, 1."""
        address = Address(owner, kind, record_id)
        sealed = self._cipher.seal(data, address, 1)
        with self._writing():
            if not self._changed(_INSERT, *self._place(address), 1, sealed, expires):
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
        with self._writing():
            if not self._changed(_UPDATE, *row, *self._place(address), version):
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
        rows = self._rows(_SELECT_KIND, self._cipher.pseudonym(owner), kind, self._now())
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
        with self._writing():
            if not self._changed(_DELETE, *self._place(address), version):
                self._row(address)
                raise _conflict(kind)

    def delete_owner(self, owner: str) -> int:
        """Delete everything of one owner and give the number of records."""
        with self.transaction():
            return self._changed(_DELETE_OWNER, self._cipher.pseudonym(owner))

    def close(self) -> None:
        """Close the file; calling it again does nothing."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Do one change where no expired record is in its way."""
        with self.transaction():
            self._changed(_SWEEP, self._now())
            yield

    def _now(self) -> int:
        return int(self._clock())

    def _place(self, address: Address) -> tuple[bytes, str, str]:
        return self._cipher.pseudonym(address.owner), address.kind, address.record_id

    def _row(self, address: Address) -> tuple[int, bytes]:
        rows = self._rows(_SELECT, *self._place(address), self._now())
        if not rows:
            raise _not_found(address.kind)
        version, sealed = rows[0]
        return version, sealed

    def _opened(self, keys: KeySource) -> RecordCipher:
        header = self._header() or self._made(keys)
        cipher = header.open(keys, str(self._path))
        self._bring_up_to_date()
        return cipher

    def _header(self) -> Header | None:
        """Read the header; None in a new, empty file."""
        if self._pragma("schema_version") == 0:
            return None
        if self._pragma("application_id") != _APPLICATION_ID:
            raise StoreError(
                f"{self._path} is another program's database: name another file for the store."
            )
        version = self._pragma("user_version")
        if version > SCHEMA_VERSION:
            raise StoreError(
                f"{self._path} was made by a newer version of this program (schema {version}, "
                f"this one reads {SCHEMA_VERSION}): update the program."
            )
        values = dict(self._rows("SELECT name, value FROM header"))
        if set(values) != {"note", "check"}:
            raise self._damaged()
        return Header(values["note"], values["check"])

    def _made(self, keys: KeySource) -> Header:
        with self.transaction():
            # Another process may have made the store while this one waited for the lock.
            header = self._header()
            if header is not None:
                return header
            header = Header.make(keys)
            for statement in (*_SCHEMA, *_FROM_SCHEMA_1):
                self._changed(statement)
            self._changed("INSERT INTO header VALUES ('note', ?), ('check', ?)", *header)
        return header

    def _bring_up_to_date(self) -> None:
        """Give a store of schema 1 what later ones have; its records stay as they are."""
        if self._pragma("user_version") == SCHEMA_VERSION:
            return
        with self.transaction():
            # Another process may have done it while this one waited for the lock.
            if self._pragma("user_version") < SCHEMA_VERSION:
                for statement in _FROM_SCHEMA_1:
                    self._changed(statement)

    def _damaged(self) -> StoreError:
        return StoreError(f"The store {self._path} {_ADVICE[sqlite3.SQLITE_CORRUPT]}")

    def _is_writing(self) -> bool:
        return self._connection.in_transaction

    def _pragma(self, name: str) -> int:
        value: int = self._rows(f"PRAGMA {name}")[0][0]
        return value

    def _rows(self, statement: str, *values: Any) -> Sequence[Any]:
        with self._lock, self._translated():
            return self._connection.execute(statement, values).fetchall()

    def _changed(self, statement: str, *values: Any) -> int:
        with self._lock, self._translated():
            return self._connection.execute(statement, values).rowcount

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise StoreError(_advice(error, self._path)) from error


def _connection(path: Path) -> sqlite3.Connection:
    _make_private(path)
    connection = sqlite3.connect(
        path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    # A damaged name must not stop the reading of the others.
    connection.text_factory = partial(str, encoding="utf-8", errors="replace")
    # What is deleted is overwritten, not only unlinked.
    connection.execute("PRAGMA secure_delete = ON")
    return connection


def _make_private(path: Path) -> None:
    """Make the file where there is none; let its owner alone read it, made by us or before."""
    # Made first, the file is never readable to others; SQLite gives its journal the same mode.
    # A link could make us write elsewhere; Windows has no such flag, and no modes.
    no_links = getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | no_links, 0o600)
    try:
        if os.name == "posix" and os.fstat(descriptor).st_uid == os.geteuid():
            os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)


def _not_found(kind: str) -> NotFoundError:
    return NotFoundError(f"There is no such {kind}.")


def _conflict(kind: str) -> ConflictError:
    return ConflictError(
        f"The {kind} was changed in the meantime: read it again and repeat the change."
    )


def _advice(error: sqlite3.Error | OSError, path: Path) -> str:
    if isinstance(error, OSError):
        return (
            f"The store {path} can't be opened ({error.strerror}): check the path and its rights."
        )
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    advice = _ADVICE.get(code)
    if advice is None:
        return f"The store {path} can't be used ({error}): close it and open it again."
    return f"The store {path} {advice} Nothing was changed."


_ADVICE: Final = {
    sqlite3.SQLITE_NOTADB: "is no store, or a damaged one: restore it from a backup, or move it "
    "away to begin anew.",
    sqlite3.SQLITE_CORRUPT: "is damaged: restore it from a backup, or move it away to begin anew.",
    sqlite3.SQLITE_READONLY: "can't be written: give yourself the right to write the file and its "
    "folder.",
    sqlite3.SQLITE_CANTOPEN: "can't be opened: check that its folder exists and can be written.",
    sqlite3.SQLITE_FULL: "can't be written because the disk is full: free some space and repeat.",
    sqlite3.SQLITE_IOERR: "can't be read or written because the disk fails: check the disk, and "
    "the space that is left on it.",
    sqlite3.SQLITE_BUSY: "is in use by another program: close that one, or try again later.",
    sqlite3.SQLITE_LOCKED: "is in use by another program: close that one, or try again later.",
}
