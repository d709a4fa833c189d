import keyring
import pytest

from desktop.logic.account import ACCOUNT_KEY_BYTES, account_key, forget_account_key
from inference.errors import KeyUnavailableError
from inference.stores.sqlite import SqliteStore
from tests.inference.stores.test_keys import MemoryKeychain


@pytest.fixture
def keychain() -> MemoryKeychain:
    made = MemoryKeychain()
    keyring.set_keyring(made)
    return made


def test_the_key_is_random_and_stays_the_same(store: SqliteStore) -> None:
    key = account_key(store, in_keychain=False)
    assert len(key) == ACCOUNT_KEY_BYTES
    assert account_key(store, in_keychain=False) == key


def test_the_keychain_has_it_where_the_store_s_key_is_there(
    store: SqliteStore, keychain: MemoryKeychain
) -> None:
    key = account_key(store, in_keychain=True)
    assert len(keychain.secrets) == 1
    assert account_key(store, in_keychain=True) == key
    keychain.secrets.clear()
    with pytest.raises(KeyUnavailableError):
        account_key(store, in_keychain=True)


def test_a_keychain_that_comes_later_does_not_change_the_key(
    store: SqliteStore, keychain: MemoryKeychain
) -> None:
    key = account_key(store, in_keychain=False)
    assert account_key(store, in_keychain=True) == key
    assert not keychain.secrets


@pytest.mark.parametrize("in_keychain", [True, False])
def test_a_forgotten_key_is_gone_and_the_next_one_is_another(
    store: SqliteStore, keychain: MemoryKeychain, *, in_keychain: bool
) -> None:
    key = account_key(store, in_keychain=in_keychain)
    forget_account_key(store)
    forget_account_key(store)
    assert not keychain.secrets
    assert account_key(store, in_keychain=in_keychain) != key


def test_a_damaged_key_can_be_forgotten(store: SqliteStore) -> None:
    account_key(store, in_keychain=False)
    store._file._connection.execute("UPDATE records SET version = version + 1")
    forget_account_key(store)
    assert account_key(store, in_keychain=False)
