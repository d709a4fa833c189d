"""What an attempt is signed with: a digest over challenge, contract and features.

The client and the service work it out alike; see :mod:`inference.service.challenges` for the rest.
"""

import base64
import binascii
import hashlib
from typing import Final, NamedTuple

from inference.features import Features

_PURPOSE: Final = "keystroke proof 1"


class Proof(NamedTuple):
    """What comes with an attempt to prove that it is new, and from whose device.

    Parameters
    ----------
    challenge
        As the service issued it.
    device
        Id of the device that signed.
    digest
        See :func:`proof_digest`; hexadecimal.
    signature
        The device's Ed25519 signature (RFC 8032) of the digest's bytes, base64url without padding.
    """

    challenge: str
    device: str
    digest: str
    signature: str


def proof_digest(challenge: str, features: Features) -> bytes:
    """Give the SHA-256 that a device signs; 32 bytes.

    Parameters
    ----------
    challenge
        As the service issued it.
    features
        Of the attempt; their canonical JSON is signed.
    """
    parts = (_PURPOSE, challenge, str(features.contract), features.to_json())
    return hashlib.sha256("\n".join(parts).encode()).digest()


def to_base64url(data: bytes) -> str:
    """Write bytes as base64url without padding (RFC 4648, 5)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    """Read what :func:`to_base64url` wrote; ValueError if it is something else."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("no base64url") from error
    # There is one way to write some bytes: others would pass for another key or signature.
    if to_base64url(data) != text:
        raise ValueError("no base64url without padding")
    return data
