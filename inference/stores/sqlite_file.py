"""One SQLite file that only its owner can read: its connection, transactions and failures.

Changes go to a write-ahead log beside the file. What may not be lost in a power cut is on the disk
when its transaction ends; what may is on its way there, and survives the end of the program alone.
Where the file system knows no such log, a rollback journal guards each change, all of them synced.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

from inference.errors import StoreError

_BUSY_MS: Final = 10_000
_BUSY_CLEANING_MS: Final = 100
"""Deleted bytes are taken out of the log at the next chance where others read at the moment."""


class SqliteFile:
    """One connection to a SQLite file, guarded by a lock, for all threads.

    SQLite's own locks and logs guard the file against other processes and crashes.

    Parameters
    ----------
    path
        The file, no link; made where there is none, and given mode 0600 where it is the user's.

    Raises
    ------
    StoreError
        If it can't be opened.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.RLock()
        self._has_log = False
        self._is_synced = True
        self._holds_deleted = False
        with self._translated():
            self._connection = _connection(path)

    def use_log(self) -> None:
        """Write to a write-ahead log from now on, where the file system can have one."""
        self._has_log = self.rows("PRAGMA journal_mode = WAL")[0][0] == "wal"

    @contextmanager
    def transaction(self, *, synced: bool = True) -> Iterator[None]:
        """Do all calls of the ``with`` block or, when it raises, none of them.

        Inside another transaction it is a part of that one.

        Parameters
        ----------
        synced
            Whether the changes are to survive a power cut once the block is left.
        """
        with self._lock:
            if self._is_writing():
                yield
                return
            self._sync(synced=synced)
            self.changed("BEGIN IMMEDIATE")
            try:
                yield
                self.changed("COMMIT")
            except BaseException:
                # SQLite has rolled back by itself after some errors, such as a full disk.
                if self._is_writing():
                    self.changed("ROLLBACK")
                raise
            self._clean()

    def deleted(self, statement: str, *values: Any) -> int:
        """Do what :meth:`changed` does, and leave none of the bytes behind in the log."""
        count = self.changed(statement, *values)
        self._holds_deleted |= self._has_log and bool(count)
        return count

    def changed(self, statement: str, *values: Any) -> int:
        """Execute a statement and give the number of rows that it changed."""
        with self._lock, self._translated():
            return self._connection.execute(statement, values).rowcount

    def rows(self, statement: str, *values: Any) -> Sequence[Any]:
        """Execute a query and give what it finds."""
        with self._lock, self._translated():
            return self._connection.execute(statement, values).fetchall()

    def pragma(self, name: str) -> int:
        """Give a number that SQLite keeps of the file."""
        value: int = self.rows(f"PRAGMA {name}")[0][0]
        return value

    def damaged(self) -> StoreError:
        """Give the error that tells of a damaged file."""
        return StoreError(f"The store {self._path} {_ADVICE[sqlite3.SQLITE_CORRUPT]}")

    def close(self) -> None:
        """Close the file; calling it again does nothing."""
        with self._lock, self._translated():
            # Who closes last empties the log; others may have it open for long.
            if self._holds_deleted:
                self._clean()
            self._connection.close()
            self._holds_deleted = False

    def _is_writing(self) -> bool:
        return self._connection.in_transaction

    def _sync(self, *, synced: bool) -> None:
        # A rollback journal that isn't synced in time may leave a damaged file.
        synced |= not self._has_log
        if synced != self._is_synced:
            self.changed(f"PRAGMA synchronous = {'FULL' if synced else 'NORMAL'}")
            self._is_synced = synced

    def _clean(self) -> None:
        """Empty the log where it holds deleted bytes; others that read now put it off."""
        if not self._holds_deleted:
            return
        self.rows(f"PRAGMA busy_timeout = {_BUSY_CLEANING_MS}")
        try:
            ((is_busy, _, _),) = self.rows("PRAGMA wal_checkpoint(TRUNCATE)")
            self._holds_deleted = bool(is_busy)
        finally:
            self.rows(f"PRAGMA busy_timeout = {_BUSY_MS}")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise StoreError(_advice(error, self._path)) from error


def _connection(path: Path) -> sqlite3.Connection:
    _make_private(path)
    connection = sqlite3.connect(
        path, timeout=_BUSY_MS / 1e3, isolation_level=None, check_same_thread=False
    )
    # A damaged name must not stop the reading of the others.
    connection.text_factory = partial(str, encoding="utf-8", errors="replace")
    # What is deleted is overwritten, not only unlinked.
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _make_private(path: Path) -> None:
    """Make the file where there is none; let its owner alone read it, made by us or before."""
    # Made first, the file is never readable to others; SQLite gives its logs the same mode.
    # A link could make us write elsewhere; Windows has no such flag, and no modes.
    no_links = getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | no_links, 0o600)
    try:
        if os.name == "posix" and os.fstat(descriptor).st_uid == os.geteuid():
            os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)


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
