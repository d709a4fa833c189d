import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from inference.errors import (
    ConflictError,
    KeystrokeError,
    KeyUnavailableError,
    NotFoundError,
    StoreError,
    TamperedRecordError,
    WrongKeyError,
)
from inference.stores.keys import AvailableKeys, KeyNote
from inference.stores.sqlite import SCHEMA_VERSION, SqliteStore
from tests.inference.stores.conftest import FixedKey

posix_only = pytest.mark.skipif(os.name != "posix", reason="POSIX file modes")


def stored(path: Path) -> bytes:
    """Give all bytes of the file and of the log beside it."""
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def changed(path: Path, statement: str, *values: object) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement, values)
    connection.close()


def test_records_outlive_the_program(path: Path) -> None:
    with SqliteStore(path, AvailableKeys("a passphrase")) as store:
        store.create("ada", "profile", "1", b"data")
    with SqliteStore(path, AvailableKeys("a passphrase")) as store:
        assert store.get("ada", "profile", "1").data == b"data"


def test_a_transaction_that_fails_changes_nothing(store: SqliteStore) -> None:
    store.create("ada", "profile", "1", b"first")
    with pytest.raises(ConflictError), store.transaction():
        replace_and_create(store, b"new")
    assert [one.data for one in store.list("ada", "profile").records] == [b"first"]


def replace_and_create(store: SqliteStore, data: bytes) -> None:
    store.replace("ada", "profile", "1", b"second", 1)
    with store.transaction():
        store.create("ada", "profile", "2", data)
    store.replace("ada", "profile", "1", b"lost update", 1)


def test_nothing_readable_is_in_the_file_or_the_repr(path: Path, store: SqliteStore) -> None:
    store.create("ada.lovelace@example.org", "profile", "1", b"planted content")
    store.replace("ada.lovelace@example.org", "profile", "1", b"planted content, again", 1)
    assert b"planted" not in stored(path)
    assert b"lovelace" not in stored(path)
    assert "planted" not in repr(store.list("ada.lovelace@example.org", "profile"))


def test_deleted_bytes_are_overwritten(path: Path, store: SqliteStore) -> None:
    store.create("ada", "profile", "1", b"x" * 3000)
    connection = sqlite3.connect(path)
    (sealed,) = connection.execute("SELECT sealed FROM records").fetchone()
    connection.close()
    assert sealed[:200] in stored(path)
    store.delete("ada", "profile", "1")
    assert not holds(stored(path), sealed)


def test_deleted_bytes_are_overwritten_once_nobody_reads_them(
    path: Path, store: SqliteStore
) -> None:
    store.create("ada", "profile", "1", b"x" * 3000)
    with sqlite3.connect(path, isolation_level=None) as reader:
        reader.execute("BEGIN")
        (sealed,) = reader.execute("SELECT sealed FROM records").fetchone()
        store.delete("ada", "profile", "1")
        assert holds(stored(path), sealed)
        reader.execute("COMMIT")
    store.create("ada", "profile", "2", b"any other change")
    assert not holds(stored(path), sealed)
    reader.close()


def test_deleted_bytes_are_overwritten_at_the_end_though_others_go_on(path: Path) -> None:
    with SqliteStore(path, FixedKey()) as other:
        with SqliteStore(path, FixedKey()) as store:
            store.create("ada", "profile", "1", b"x" * 3000)
            with sqlite3.connect(path, isolation_level=None) as reader:
                reader.execute("BEGIN")
                (sealed,) = reader.execute("SELECT sealed FROM records").fetchone()
                store.delete_owner("ada")
                reader.execute("COMMIT")
            reader.close()
            assert holds(stored(path), sealed)
        assert not holds(stored(path), sealed)
        assert other.list("ada", "profile").records == ()


def holds(data: bytes, sealed: bytes) -> bool:
    return any(sealed[at : at + 16] in data for at in range(0, len(sealed) - 16, 16))


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE records SET sealed = zeroblob(40) WHERE record_id = '2'",
        "UPDATE records SET sealed = x'' WHERE record_id = '2'",
        "UPDATE records SET version = 7 WHERE record_id = '2'",
        "UPDATE records SET version = -1 WHERE record_id = '2'",
        """UPDATE records SET sealed = (SELECT sealed FROM records WHERE record_id = '1')
        WHERE record_id = '2'""",
    ],
    ids=["bytes", "empty", "version", "negative version", "another record"],
)
def test_a_tampered_record_is_told_and_the_others_stay_usable(
    path: Path, store: SqliteStore, damage: str
) -> None:
    for record_id in ("1", "2", "3"):
        store.create("ada", "profile", record_id, record_id.encode())
    changed(path, damage)
    with pytest.raises(TamperedRecordError, match="kind 'profile'"):
        store.get("ada", "profile", "2")
    listing = store.list("ada", "profile")
    assert [one.data for one in listing.records] == [b"1", b"3"]
    assert listing.damaged == ("2",)
    store.delete("ada", "profile", "2")
    assert store.list("ada", "profile").damaged == ()


def test_a_record_moved_to_another_owner_or_id_is_tampered(path: Path, store: SqliteStore) -> None:
    store.create("ada", "profile", "1", b"hers")
    store.create("ben", "profile", "2", b"his")
    changed(
        path,
        "UPDATE records SET owner = (SELECT owner FROM records WHERE record_id = '1') "
        "WHERE record_id = '2'",
    )
    assert store.list("ada", "profile").damaged == ("2",)
    changed(path, "UPDATE records SET record_id = '3' WHERE record_id = '1'")
    with pytest.raises(TamperedRecordError):
        store.get("ada", "profile", "3")


def test_a_damaged_name_does_not_hide_the_others(path: Path, store: SqliteStore) -> None:
    store.create("ada", "profile", "1", b"one")
    store.create("ada", "profile", "2", b"two")
    changed(path, "UPDATE records SET record_id = CAST(x'ff' AS TEXT) WHERE record_id = '2'")
    listing = store.list("ada", "profile")
    assert [one.data for one in listing.records] == [b"one"]
    assert len(listing.damaged) == 1


def test_a_wrong_key_is_told_at_opening_and_changes_nothing(path: Path) -> None:
    with SqliteStore(path, FixedKey(7)) as store:
        store.create("ada", "profile", "1", b"data")
    before = path.read_bytes()
    with pytest.raises(WrongKeyError, match="Nothing was changed"):
        SqliteStore(path, FixedKey(8))
    assert path.read_bytes() == before
    with SqliteStore(path, FixedKey(7)) as store:
        assert store.get("ada", "profile", "1").data == b"data"


def test_a_wrong_passphrase_is_told(path: Path) -> None:
    SqliteStore(path, AvailableKeys("right")).close()
    with pytest.raises(WrongKeyError):
        SqliteStore(path, AvailableKeys("wrong"))


@pytest.mark.parametrize(
    ("damage", "error"),
    [
        ("UPDATE header SET value = zeroblob(50) WHERE name = 'check'", WrongKeyError),
        ("UPDATE header SET value = CAST('{\"source\": \"fixed\" }' AS BLOB) WHERE name = 'note'",
         WrongKeyError),
        ("UPDATE header SET value = x'7b' WHERE name = 'note'", StoreError),
        ("UPDATE header SET value = CAST('[]' AS BLOB) WHERE name = 'note'", StoreError),
        ("DELETE FROM header", StoreError),
        ("DROP TABLE header", StoreError),
    ],
)  # fmt: skip
def test_a_changed_header_opens_nothing(
    path: Path, store: SqliteStore, damage: str, error: type[StoreError]
) -> None:
    changed(path, damage)
    before = path.read_bytes()
    with pytest.raises(error):
        SqliteStore(path, FixedKey())
    assert path.read_bytes() == before


@posix_only
def test_only_the_owner_can_read_the_file_and_its_log(path: Path) -> None:
    previous = os.umask(0)  # the widest modes that the program could get
    try:
        with SqliteStore(path, FixedKey()) as store, store.transaction():
            store.create("ada", "profile", "1", b"data")
            files = list(path.parent.iterdir())
            names = {path.name, f"{path.name}-wal", f"{path.name}-shm"}
            assert {file.name for file in files} == names
            assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    finally:
        os.umask(previous)


@posix_only
def test_a_file_that_others_could_read_becomes_private(path: Path) -> None:
    SqliteStore(path, FixedKey()).close()
    path.chmod(0o644)
    SqliteStore(path, FixedKey()).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@posix_only
def test_a_link_is_not_followed(path: Path) -> None:
    elsewhere = path.with_name("elsewhere")
    elsewhere.write_bytes(b"")
    path.symlink_to(elsewhere)
    with pytest.raises(StoreError, match="check the path"):
        SqliteStore(path, FixedKey())
    assert elsewhere.read_bytes() == b""


def test_a_newer_schema_is_refused(path: Path, store: SqliteStore) -> None:
    changed(path, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    with pytest.raises(StoreError, match="update the program"):
        SqliteStore(path, FixedKey())


def test_another_programs_database_is_left_alone(path: Path) -> None:
    changed(path, "CREATE TABLE bookmarks (url TEXT)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program's"):
        SqliteStore(path, FixedKey())
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"no database " * 100, b"hello", b"SQLite format 3\0" + bytes(84)]
)
def test_what_is_no_database_is_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"move it\s+away to begin anew"):
        SqliteStore(path, FixedKey())
    assert path.read_bytes() == content


def test_a_damaged_page_is_told(path: Path) -> None:
    with SqliteStore(path, FixedKey()) as store:
        for record_id in range(50):
            store.create("ada", "profile", str(record_id), bytes(1000))
    content = bytearray(path.read_bytes())
    content[8192:] = os.urandom(len(content) - 8192)
    path.write_bytes(content)
    with pytest.raises(StoreError), SqliteStore(path, FixedKey()) as store:
        store.list("ada", "profile")


@posix_only
def test_missing_rights_are_told(path: Path) -> None:
    with SqliteStore(path, FixedKey()) as store:
        store.create("ada", "profile", "1", b"data")
    path.chmod(0o444)
    with unprivileged(path.parent):
        with pytest.raises(StoreError, match="check the path and its rights"):
            SqliteStore(path, FixedKey())
        with pytest.raises(StoreError, match="check the path and its rights"):
            SqliteStore(path.with_name("new.sqlite"), FixedKey())


@posix_only
def test_a_folder_that_cannot_be_written_is_told(path: Path) -> None:
    with SqliteStore(path, FixedKey()) as store:
        store.create("ada", "profile", "1", b"data")
    path.chmod(0o666)
    with unprivileged(path.parent), pytest.raises(StoreError, match="folder"):
        SqliteStore(path, FixedKey())
    with SqliteStore(path, FixedKey()) as store:
        assert len(store.list("ada", "profile").records) == 1


@contextmanager
def unprivileged(folder: Path) -> Iterator[None]:
    """Lose the right to write into a folder; root has to become somebody else for that."""
    user = os.geteuid()
    # pytest's folders can be entered by their owner alone.
    parents = [folder, *list(folder.parents)[:2]]
    modes = [parent.stat().st_mode for parent in parents]
    for parent in parents:
        parent.chmod(0o555)
    if user == 0:
        os.seteuid(65_534)
    try:
        yield
    finally:
        os.seteuid(user)
        for parent, mode in zip(parents, modes, strict=True):
            parent.chmod(mode)


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="can't be opened"):
        SqliteStore(tmp_path, FixedKey())


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="check the path"):
        SqliteStore(tmp_path / "missing" / "store.sqlite", FixedKey())


def test_a_full_disk_is_told_and_nothing_is_changed(store: SqliteStore) -> None:
    store.create("ada", "profile", "1", b"first")
    pages = store._file.pragma("page_count")
    store._file.rows(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="disk is full"), store.transaction():
        replace_and_create(store, bytes(100_000))
    assert [one.data for one in store.list("ada", "profile").records] == [b"first"]
    assert store.replace("ada", "profile", "1", b"second", 1) == 2


def test_a_store_in_use_is_told(path: Path, store: SqliteStore) -> None:
    store._file.rows("PRAGMA busy_timeout = 1")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreError, match="in use by another program"):
        store.create("ada", "profile", "1", b"data")
    other.close()
    assert store.create("ada", "profile", "1", b"data") == 1


def test_a_closed_store_is_told(store: SqliteStore) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreError, match="open it again"):
        store.list("ada", "profile")


class NoKey:
    def create(self) -> tuple[bytes, KeyNote]:
        raise KeyUnavailableError("There is no keychain.")

    def unlock(self, note: KeyNote) -> bytes:
        raise KeyUnavailableError("The keychain is locked.")


def test_a_store_is_made_once_there_is_a_key(path: Path) -> None:
    with pytest.raises(KeyUnavailableError):
        SqliteStore(path, NoKey())
    with SqliteStore(path, FixedKey()) as store:
        store.create("ada", "profile", "1", b"data")
    with pytest.raises(KeyUnavailableError):
        SqliteStore(path, NoKey())


def test_threads_lose_no_update(store: SqliteStore) -> None:
    store.create("ada", "count", "1", b"0")
    failures: list[KeystrokeError] = []

    def count() -> None:
        for _ in range(20):
            with store.transaction():
                record = store.get("ada", "count", "1")
                data = str(int(record.data) + 1).encode()
                store.replace("ada", "count", "1", data, record.version)

    def guarded() -> None:
        try:
            count()
        except KeystrokeError as error:
            failures.append(error)

    threads = [threading.Thread(target=guarded) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert store.get("ada", "count", "1").data == b"80"


COUNTER = """
import sys
from pathlib import Path
from inference.errors import ConflictError, NotFoundError
from inference.stores.sqlite import SqliteStore
from tests.inference.stores.conftest import FixedKey

store = SqliteStore(Path(sys.argv[1]), FixedKey())
try:
    store.create("ada", "count", "1", b"0")
except ConflictError:
    pass
done = 0
while done < 40:
    record = store.get("ada", "count", "1")
    try:
        store.replace("ada", "count", "1", str(int(record.data) + 1).encode(), record.version)
    except ConflictError:
        continue
    done += 1
"""


def test_two_processes_make_one_store_and_lose_no_update(path: Path) -> None:
    command = [sys.executable, "-c", COUNTER, str(path)]
    processes = [subprocess.Popen(command) for _ in range(2)]
    assert [process.wait() for process in processes] == [0, 0]
    with SqliteStore(path, FixedKey()) as store:
        assert store.get("ada", "count", "1").data == b"80"


WRITER = """
import sys
from pathlib import Path
from inference.stores.sqlite import SqliteStore
from tests.inference.stores.conftest import FixedKey

store = SqliteStore(Path(sys.argv[1]), FixedKey(), unsynced=sys.argv[2:])
while True:
    with store.transaction():
        for record_id in ("1", "2", "3"):
            record = store.get("ada", "pair", record_id)
            data = (record.version + 1).to_bytes(8, "big") * 2000
            store.replace("ada", "pair", record_id, data, record.version)
    count = store.get("ada", "count", "1")
    store.replace("ada", "count", "1", b"", count.version)
    print(count.version, flush=True)
"""


@posix_only
@pytest.mark.parametrize("unsynced", [(), ("count",)], ids=["synced", "unsynced"])
def test_a_killed_process_leaves_the_old_or_the_new_state_and_all_that_it_told(
    path: Path, unsynced: tuple[str, ...]
) -> None:
    with SqliteStore(path, FixedKey()) as store:
        store.create("ada", "count", "1", b"")
        for record_id in ("1", "2", "3"):
            store.create("ada", "pair", record_id, (1).to_bytes(8, "big") * 2000)
    for round_number in range(5):
        told = killed_writer(path, unsynced, 1 + 3 * round_number)
        with SqliteStore(path, FixedKey()) as store:
            records = store.list("ada", "pair").records
            counted = store.get("ada", "count", "1").version - 1
        versions = {record.version for record in records}
        assert len(records) == 3
        assert len(versions) == 1
        version = versions.pop()
        assert {record.data for record in records} == {version.to_bytes(8, "big") * 2000}
        # It told the count after both; each kill may have come between the two.
        assert told <= counted <= version - 1 <= counted + 1 + round_number


def killed_writer(path: Path, unsynced: tuple[str, ...], rounds: int) -> int:
    """Kill a writer in the middle of its work; give the last count that it told."""
    command = [sys.executable, "-c", WRITER, str(path), *unsynced]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        lines = [writer.stdout.readline() for _ in range(rounds)]
        writer.send_signal(signal.SIGKILL)
        return int([*lines, *writer.stdout.readlines()][-1])


class Watch:
    now = 1_000.9

    def __call__(self) -> float:
        return self.now


def test_what_has_expired_looks_absent_and_is_swept(path: Path) -> None:
    watch = Watch()
    with SqliteStore(path, FixedKey(), watch) as store:
        store.create("ada", "profile", "1", b"old", expires=1_001)
        store.create("ada", "profile", "2", b"stays")
        assert store.get("ada", "profile", "1").data == b"old"
        watch.now = 1_001.0
        with pytest.raises(NotFoundError):
            store.get("ada", "profile", "1")
        with pytest.raises(NotFoundError):
            store.replace("ada", "profile", "1", b"new", 1)
        with pytest.raises(NotFoundError):
            store.delete("ada", "profile", "1")
        assert [one.record_id for one in store.list("ada", "profile").records] == ["2"]
        assert store.create("ada", "profile", "3", b"sweeps") == 1
        connection = sqlite3.connect(path)
        assert connection.execute("SELECT count(*) FROM records").fetchone() == (2,)
        connection.close()
