"""Devices that an owner's attempts come from; each has a key of its own to sign them with."""

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from inference.errors import (
    ConflictError,
    DeviceUnknownError,
    InputError,
    NotFoundError,
    TamperedRecordError,
    TooManyDevicesError,
)
from inference.service.clock import Clock, moment
from inference.service.profile import checked_label
from inference.service.proof import from_base64url, to_base64url
from inference.stores.base import Record, Store

MAX_DEVICES: Final = 20
"""Most devices of one owner; registrations at the same moment may pass it by a few."""

_KIND: Final = "device"
_KEY_BYTES: Final = 32


@dataclass(frozen=True)
class Device:
    """A device, as its owner may see it.

    Parameters
    ----------
    id
        Follows from its key.
    label
        What its owner calls it.
    created
        When it was registered, in UTC.
    """

    id: str
    label: str
    created: datetime


class Devices:
    """Registers devices and knows their keys.

    Parameters
    ----------
    store
        Keeps them.
    clock
        Gives Unix time in seconds.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def register(self, owner: str, public_key: object, label: object) -> Device:
        """Register a device; one that is registered already stays as it is.

        Parameters
        ----------
        owner
            Whose attempts it may sign.
        public_key
            The 32 bytes of its Ed25519 key (RFC 8032), base64url without padding.
        label
            What its owner calls it.

        Raises
        ------
        InputError
            If key or label can't be used.
        TooManyDevicesError
            If the owner has :data:`MAX_DEVICES` already.
        """
        key, label = _checked_key(public_key), checked_label(label)
        device_id = hashlib.sha256(key).hexdigest()[:32]
        with suppress(NotFoundError):
            return _read(self._store.get(owner, _KIND, device_id))
        if len(self._store.list(owner, _KIND).records) >= MAX_DEVICES:
            raise TooManyDevicesError(
                f"There are {MAX_DEVICES} devices already, which is the most: delete one first."
            )
        created = moment(self._clock()).isoformat()
        document = {"label": label, "created": created, "key": to_base64url(key)}
        # Registered in the meantime, it is the same device.
        with suppress(ConflictError):
            self._store.create(owner, _KIND, device_id, json.dumps(document).encode())
        return _read(self._store.get(owner, _KIND, device_id))

    def list(self, owner: str) -> tuple[Device, ...]:
        """Give an owner's devices."""
        return tuple(map(_read, self._store.list(owner, _KIND).records))

    def delete(self, owner: str, device_id: str) -> None:
        """Delete a device: what it signs counts no more.

        Raises
        ------
        NotFoundError
            If the owner has none with this id.
        """
        self._store.delete(owner, _KIND, device_id)

    def key(self, owner: str, device_id: str) -> bytes:
        """Give a device's public key.

        Raises
        ------
        DeviceUnknownError
            If the owner has none with this id.
        """
        try:
            record = self._store.get(owner, _KIND, device_id)
        except NotFoundError:
            raise DeviceUnknownError(
                "This device isn't registered for this subject: register its key first."
            ) from None
        return from_base64url(_document(record)["key"])


def _checked_key(public_key: object) -> bytes:
    try:
        key = from_base64url(public_key) if isinstance(public_key, str) else b""
    except ValueError:
        key = b""
    if len(key) != _KEY_BYTES:
        raise InputError(
            "The field 'public_key' must hold the 32 bytes of an Ed25519 key, in base64url without "
            "padding."
        )
    return key


def _document(record: Record) -> dict[str, str]:
    document: dict[str, str] = json.loads(record.data)
    return document


def _read(record: Record) -> Device:
    try:
        document = _document(record)
        created = datetime.fromisoformat(document["created"])
        return Device(record.record_id, document["label"], created)
    except (KeyError, TypeError, ValueError) as error:
        raise TamperedRecordError(
            "The device can't be read by this version: update the program, or delete the device."
        ) from error
