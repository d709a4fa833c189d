import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import keyring
import keyring.backend
import keyring.backends.fail
import keyring.backends.null
import keyring.errors
import pytest

from inference.errors import KeyUnavailableError, StoreError, WrongKeyError
from inference.stores import keychain
from inference.stores.keys import AvailableKeys, KeychainKeys, PassphraseKeys


class MemoryKeychain(keyring.backend.KeyringBackend):
    """A real back end of keyring that forgets at the end of the test."""

    priority = 1.0

    def __init__(self) -> None:
        self.secrets: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.secrets[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.secrets[service, username]


class LockedKeychain(MemoryKeychain):
    def get_password(self, service: str, username: str) -> str | None:
        raise keyring.errors.KeyringLocked(service, username)

    set_password = get_password  # type: ignore[assignment]  # it raises whatever it is given


class ForgetfulKeychain(MemoryKeychain):
    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class PlaintextKeychain(MemoryKeychain):
    __module__ = "keyrings.alt.file"


class Chain(MemoryKeychain):
    def __init__(self, *backends: keyring.backend.KeyringBackend) -> None:
        super().__init__()
        self.backends = backends


FAIL = keyring.backends.fail.Keyring()  # type: ignore[no-untyped-call]  # keyring has no types here
NULL = keyring.backends.null.Keyring()  # type: ignore[no-untyped-call]  # the same


@pytest.fixture(autouse=True)
def _restored_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


@pytest.fixture
def chain() -> MemoryKeychain:
    backend = MemoryKeychain()
    keyring.set_keyring(backend)
    return backend


def test_keychain_gives_the_key_again(chain: MemoryKeychain) -> None:
    key, note = KeychainKeys().create()
    assert len(key) == 32
    assert AvailableKeys().unlock(note) == key
    assert key.hex() not in str(note)
    assert len(chain.secrets) == 1


def test_each_store_has_an_entry_of_its_own(chain: MemoryKeychain) -> None:
    first, second = KeychainKeys().create(), KeychainKeys().create()
    assert first[0] != second[0]
    assert KeychainKeys().unlock(first[1]) == first[0]


@pytest.mark.parametrize(
    "backend",
    [FAIL, NULL, PlaintextKeychain(), Chain(NULL, PlaintextKeychain())],
    ids=["fail", "null", "plaintext", "chain"],
)
def test_back_ends_that_keep_nothing_safe_are_no_keychain(
    backend: keyring.backend.KeyringBackend,
) -> None:
    keyring.set_keyring(backend)
    assert not keychain.usable()
    with pytest.raises(KeyUnavailableError, match="KEYSTROKE_PASSPHRASE"):
        AvailableKeys().create()


def test_a_chain_is_used_through_its_safe_back_end() -> None:
    safe = MemoryKeychain()
    keyring.set_keyring(Chain(PlaintextKeychain(), safe))
    assert keychain.usable()
    KeychainKeys().create()
    assert len(safe.secrets) == 1


@pytest.mark.parametrize(
    ("backend", "advice"), [(LockedKeychain(), "unlock it"), (ForgetfulKeychain(), "mend it")]
)
def test_a_keychain_that_does_not_work_is_told(
    backend: keyring.backend.KeyringBackend, advice: str
) -> None:
    keyring.set_keyring(backend)
    with pytest.raises(KeyUnavailableError, match=advice):
        KeychainKeys().create()


def test_a_lost_entry_is_told(chain: MemoryKeychain) -> None:
    _, note = KeychainKeys().create()
    chain.secrets.clear()
    with pytest.raises(KeyUnavailableError, match="has no key for this store"):
        AvailableKeys().unlock(note)


def test_a_damaged_entry_is_told(chain: MemoryKeychain) -> None:
    _, note = KeychainKeys().create()
    chain.secrets = dict.fromkeys(chain.secrets, "no base 64!")
    with pytest.raises(KeyUnavailableError, match="damaged"):
        AvailableKeys().unlock(note)


def test_secrets_are_deleted_once_and_again(chain: MemoryKeychain) -> None:
    keychain.write_secret("account", b"secret")
    keychain.delete_secret("account")
    keychain.delete_secret("account")
    assert keychain.read_secret("account") is None


def test_a_passphrase_gives_the_same_key_with_its_note_only() -> None:
    keys = AvailableKeys("correct horse battery staple")
    key, note = keys.create()
    assert keys.unlock(note) == key
    assert keys.create()[0] != key
    with pytest.raises(WrongKeyError, match="passphrase doesn't open"):
        AvailableKeys("another").unlock(note)
    assert key.hex() not in str(note)
    assert (note["memory_kib"], note["passes"], note["lanes"]) == (65_536, 3, 4)


def test_a_passphrase_may_be_typed_on_another_system() -> None:
    key, note = PassphraseKeys("caf\u00e9").create()
    assert PassphraseKeys("cafe\u0301").unlock(note) == key


def test_a_wrapping_fits_its_own_salt_only() -> None:
    keys = PassphraseKeys("one")
    key, note = keys.create()
    _, other = keys.create()
    with pytest.raises(WrongKeyError):
        keys.unlock({**note, "salt": other["salt"]})
    with pytest.raises(WrongKeyError):
        keys.unlock({**note, "wrapped": other["wrapped"]})
    assert keys.unlock(note) == key


def test_a_passphrase_may_hold_bytes_that_are_no_text() -> None:
    key, note = PassphraseKeys("caf\udce9").create()
    assert PassphraseKeys("caf\udce9").unlock(note) == key


def test_a_store_with_a_passphrase_asks_for_it(chain: MemoryKeychain) -> None:
    _, note = PassphraseKeys("one").create()
    with pytest.raises(KeyUnavailableError, match="KEYSTROKE_PASSPHRASE"):
        AvailableKeys().unlock(note)


def test_an_empty_passphrase_is_refused() -> None:
    with pytest.raises(KeyUnavailableError, match="several words"):
        AvailableKeys("").create()


@pytest.mark.parametrize(
    "change",
    [
        {"memory_kib": 10**9},
        {"passes": 0},
        {"memory_kib": 4 * 65_536 + 1},
        {"memory_kib": float("inf")},
        {"memory_kib": float("nan")},
        {"memory_kib": 65_536.0},
        {"passes": 13},
        {"passes": True},
        {"lanes": 17},
        {"lanes": "4"},
        {"lanes": None},
        {"wrapped": "no hex"},
        {"wrapped": None},
        {"salt": "00"},
        {"salt": None},
        {"memory_kib": 8, "lanes": 4},
    ],
)
def test_a_changed_note_is_refused_before_it_costs_anything(change: dict[str, Any]) -> None:
    _, note = PassphraseKeys("one").create()
    with pytest.raises(StoreError, match="key note is damaged"):
        PassphraseKeys("one").unlock({**note, **change})


@pytest.mark.parametrize("wrapped", ["", "00", "00" * 60])
def test_a_changed_wrapping_opens_nothing(wrapped: str) -> None:
    _, note = PassphraseKeys("one").create()
    with pytest.raises(WrongKeyError):
        PassphraseKeys("one").unlock({**note, "wrapped": wrapped})


def test_an_unknown_source_is_refused() -> None:
    with pytest.raises(StoreError, match="update the program"):
        AvailableKeys("one").unlock({"source": "smartcard"})


def test_without_keyring_there_is_no_keychain() -> None:
    program = (
        "import sys; sys.modules['keyring'] = None\n"
        "from inference.errors import KeyUnavailableError\n"
        "from inference.stores import keychain\n"
        "from inference.stores.keys import AvailableKeys\n"
        "assert not keychain.usable()\n"
        "try: AvailableKeys().create()\n"
        "except KeyUnavailableError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "KEYSTROKE_PASSPHRASE" in done.stdout


def test_keyring_is_loaded_for_a_keychain_only() -> None:
    program = (
        "import sys; from inference.stores.keys import AvailableKeys\n"
        "keys = AvailableKeys('one'); keys.unlock(keys.create()[1])\n"
        "sys.exit('keyring' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
