"""One-time challenges: a recorded attempt is worth nothing without a new one.

A challenge is issued without being stored: it says until when it is valid, and an HMAC under the
service's secret binds it to subject, action and profile. What is stored is that it was used.
"""

import hashlib
import hmac
import os
import re
from datetime import datetime
from typing import Final, Literal, NamedTuple

from inference.errors import (
    ChallengeInvalidError,
    ChallengeUsedError,
    ConflictError,
    SignatureInvalidError,
)
from inference.features import Features
from inference.service.clock import Clock, moment
from inference.service.devices import Devices
from inference.service.proof import Proof, from_base64url, proof_digest, to_base64url
from inference.service.secret import Secret
from inference.stores.base import Store

Action = Literal["verify", "identify"]

CHALLENGE_SECONDS: Final = 120
"""So long a challenge is valid."""
SPENT: Final = "spent"
"""Kind of the records that say which ones were used."""

_NONCE_BYTES: Final = 16
_CHALLENGE: Final = re.compile(r"([A-Za-z0-9_-]{22})\.([0-9]{10,12})\.([A-Za-z0-9_-]{43})")


class Challenge(NamedTuple):
    """A challenge as its caller gets it.

    Parameters
    ----------
    text
        Opaque; to be sent back as it is.
    expires
        Until when, in UTC.
    """

    text: str
    expires: datetime


class Purpose(NamedTuple):
    """What a challenge is good for.

    Parameters
    ----------
    owner
        Whose attempt it is.
    action
        What the attempt is for.
    profile_id
        Which profile; empty for identification.
    """

    owner: str
    action: Action
    profile_id: str


class Challenges:
    """Issues challenges and checks what is answered to them.

    Parameters
    ----------
    store
        Keeps which ones were used, until they expire.
    secret
        Makes the key that binds them.
    devices
        Knows the keys that sign.
    clock
        Gives Unix time in seconds.
    """

    def __init__(self, store: Store, secret: Secret, devices: Devices, clock: Clock) -> None:
        self._store = store
        self._secret = secret
        self._devices = devices
        self._clock = clock

    def issue(self, purpose: Purpose) -> Challenge:
        """Make a challenge for one attempt."""
        expires = int(self._clock()) + CHALLENGE_SECONDS
        head = f"{to_base64url(os.urandom(_NONCE_BYTES))}.{expires}"
        text = f"{head}.{self._bound(head, purpose)}"
        return Challenge(text, moment(expires))

    def redeem(self, purpose: Purpose, features: Features, proof: Proof) -> None:
        """Check a proof and use its challenge up.

        1. The challenge is ours, for this purpose, and not too old.
        2. The digest is over this challenge and these features, and the device has signed it.
        3. The challenge is used for the first time.

        Raises
        ------
        ProofError
            If not; the subclass says what is wrong.
        """
        nonce, expires = self._checked(proof.challenge, purpose)  # step 1
        key = self._devices.key(purpose.owner, proof.device)  # step 2
        digest = proof_digest(proof.challenge, features)
        if not (hmac.compare_digest(digest.hex(), proof.digest) and _signed(key, proof, digest)):
            raise SignatureInvalidError(
                "The signature doesn't fit: sign the digest over this challenge and these features "
                "with the device's key."
            )
        try:  # step 3
            self._store.create(purpose.owner, SPENT, nonce, b"", expires)
        except ConflictError:
            raise ChallengeUsedError(
                "This challenge was used before: get a new one for each attempt."
            ) from None

    def _checked(self, text: str, purpose: Purpose) -> tuple[str, int]:
        match = _CHALLENGE.fullmatch(text)
        if match:
            nonce, expires, mac = match.groups()
            bound = self._bound(f"{nonce}.{expires}", purpose)
            if hmac.compare_digest(mac, bound) and self._clock() < int(expires):
                return nonce, int(expires)
        raise ChallengeInvalidError(
            "The challenge is too old, or isn't for this: get a new one for each attempt and use "
            f"it within {CHALLENGE_SECONDS} seconds."
        )

    def _bound(self, head: str, purpose: Purpose) -> str:
        # Lengths first: no two purposes have the same bytes.
        parts = [part.encode() for part in (head, *purpose)]
        message = b"".join(len(part).to_bytes(4) + part for part in parts)
        key = self._secret.key(b"keystroke challenges")
        return to_base64url(hmac.digest(key, message, hashlib.sha256))


def _signed(key: bytes, proof: Proof, digest: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 (only where it is used)
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
        Ed25519PublicKey,
    )

    try:
        Ed25519PublicKey.from_public_bytes(key).verify(from_base64url(proof.signature), digest)
    except (InvalidSignature, ValueError):
        return False
    return True
