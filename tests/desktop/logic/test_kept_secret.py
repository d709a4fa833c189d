import keyring
import pytest
from keyring.backend import KeyringBackend

from desktop.logic.documents import APP_OWNER
from desktop.logic.kept_secret import PIECE_BYTES, KeptSecret
from inference.errors import KeyUnavailableError
from inference.stores.sqlite import SqliteStore


class MemoryKeyring(KeyringBackend):
    """A keychain that takes no more in an entry than Windows does."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring's own
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        assert len(password) <= 1280
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.entries[service, username]


@pytest.fixture
def memory_keyring(no_keychain: None) -> MemoryKeyring:
    del no_keychain
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    return backend


@pytest.fixture(params=[False, True], ids=["store", "keychain"])
def secret(
    request: pytest.FixtureRequest, store: SqliteStore, memory_keyring: MemoryKeyring
) -> KeptSecret:
    del memory_keyring
    return KeptSecret(store, "test", "one", in_keychain=request.param)


def test_it_is_kept_replaced_and_forgotten(
    secret: KeptSecret, store: SqliteStore, memory_keyring: MemoryKeyring
) -> None:
    assert secret.read() is None
    for kept in (b"x" * 5000, b"short", b"y" * PIECE_BYTES):
        secret.write(kept)
        assert secret.read() == kept
    assert len(memory_keyring.entries) <= 1
    secret.forget()
    secret.forget()
    assert secret.read() is None
    assert not memory_keyring.entries
    assert not store.list(APP_OWNER, "test").records


def test_in_the_keychain_nothing_of_it_is_in_the_store(
    store: SqliteStore, memory_keyring: MemoryKeyring
) -> None:
    KeptSecret(store, "test", "one", in_keychain=True).write(b"planted")
    (record,) = store.list(APP_OWNER, "test").records
    assert b"planted".hex().encode() not in record.data
    assert len(memory_keyring.entries) == 1
    memory_keyring.entries.clear()
    with pytest.raises(KeyUnavailableError, match="restore the keychain"):
        KeptSecret(store, "test", "one", in_keychain=True).read()
