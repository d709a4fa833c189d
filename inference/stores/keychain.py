"""Secrets in the system's keychain, through ``keyring``; imported only when one is used."""

import base64
import binascii
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from inference.errors import KeyUnavailableError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE: Final = "keystroke-recognition"
PASSPHRASE_VARIABLE: Final = "KEYSTROKE_PASSPHRASE"  # noqa: S105 (the variable's name)

# They keep nothing, or keep it readable: no keychain at all.
_UNUSABLE_BACKENDS: Final = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")


def usable() -> bool:
    """Tell whether the system has a keychain that keeps secrets encrypted."""
    return _usable_backend() is not None


def read_secret(entry: str) -> bytes | None:
    """Read a secret from the keychain; None where there is no such entry.

    Raises
    ------
    KeyUnavailableError
        If there is no keychain, it stays locked, or the entry is damaged.
    """
    with _keychain() as backend:
        text = backend.get_password(SERVICE, entry)
    try:
        return None if text is None else base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise KeyUnavailableError(
            f"The keychain's entry of {SERVICE} is damaged: restore the keychain."
        ) from None


def write_secret(entry: str, secret: bytes) -> None:
    """Keep a secret in the keychain, and see that it is really there.

    Raises
    ------
    KeyUnavailableError
        If there is no keychain, it stays locked, or it doesn't keep the secret.
    """
    with _keychain() as backend:
        backend.set_password(SERVICE, entry, base64.b64encode(secret).decode())
    if read_secret(entry) != secret:
        raise KeyUnavailableError(
            "The keychain doesn't keep what is put into it: mend it, or set "
            f"{PASSPHRASE_VARIABLE} to use a passphrase."
        )


def delete_secret(entry: str) -> None:
    """Delete a secret from the keychain; nothing happens where there is no such entry."""
    with _keychain() as backend:
        if backend.get_password(SERVICE, entry) is not None:
            backend.delete_password(SERVICE, entry)


@contextmanager
def _keychain() -> Iterator["KeyringBackend"]:
    backend = _usable_backend()
    if backend is None:
        raise KeyUnavailableError(
            "There is no keychain on this system: enter a passphrase, or set "
            f"{PASSPHRASE_VARIABLE}."
        )
    try:
        yield backend
    # Back ends let their own libraries' errors through, not only keyring's.
    except Exception as error:
        raise KeyUnavailableError(
            "The keychain can't be used; it may be locked: unlock it and try again, or set "
            f"{PASSPHRASE_VARIABLE} to use a passphrase."
        ) from error


def _usable_backend() -> "KeyringBackend | None":
    try:
        import keyring  # noqa: PLC0415 (only who uses the keychain pays for it)
    except ModuleNotFoundError:
        return None
    chosen = keyring.get_keyring()
    # The chain would fall back on back ends that keep secrets readable.
    candidates = getattr(chosen, "backends", [chosen])
    usable = (one for one in candidates if not type(one).__module__.startswith(_UNUSABLE_BACKENDS))
    return next(usable, None)
