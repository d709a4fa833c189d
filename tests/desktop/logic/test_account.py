import keyring
import pytest

from desktop.logic.account import ACCOUNT_KEY_BYTES, account_key
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
