from collections.abc import Iterator

import keyring
import keyring.backends.fail
import pytest


@pytest.fixture(autouse=True)
def no_keychain() -> Iterator[None]:
    """Leave the keychain of whoever runs the tests alone."""
    usual = keyring.get_keyring()
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]  # keyring's own
    yield
    keyring.set_keyring(usual)
