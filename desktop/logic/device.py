"""A computer's key at a service: it signs each attempt, so that nobody can send one again."""

import hashlib
import json
import uuid
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.logic.documents import Documents
from desktop.logic.endpoint import Endpoint
from desktop.logic.kept_secret import KeptSecret
from desktop.logic.remote_failures import not_the_service
from desktop.logic.transport import Document, Transport
from inference.features import Features
from inference.service.proof import proof_digest, to_base64url
from inference.stores.sqlite import SqliteStore

LABEL: Final = "Keystroke"

_KIND: Final = "device_key"


class Device:
    """Proves attempts to one service.

    The key is made for that service alone, so that no two of them can tell it is one computer.

    Parameters
    ----------
    store
        Keeps the key where there is no keychain.
    endpoint
        Base address of the service.
    in_keychain
        Whether the key goes into the system's keychain.
    """

    def __init__(self, store: SqliteStore, endpoint: str, *, in_keychain: bool) -> None:
        base = Endpoint.parse(endpoint).base
        name = hashlib.sha256(base.encode()).hexdigest()[:32]
        self._secret = KeptSecret(store, _KIND, name, in_keychain=in_keychain)

    def register(self, transport: Transport) -> None:
        """Make a key and register it; a key that is registered already is registered again."""
        kept = self._kept()
        key = _key(kept) if kept else Ed25519PrivateKey.generate()
        public = to_base64url(key.public_key().public_bytes_raw())
        document = {"public_key": public, "label": LABEL}
        answer = transport.call("POST", "/v1/devices", document, key=uuid.uuid4().hex)
        device_id = _text(answer, "id", transport.host)
        kept = {"id": device_id, "key": key.private_bytes_raw().hex()}
        self._secret.write(json.dumps(kept).encode())

    def unregister(self, transport: Transport) -> None:
        """Forget the key, and have the service forget it."""
        kept = self._kept()
        self._secret.forget()
        if kept:
            transport.call("DELETE", f"/v1/devices/{kept['id']}", key=uuid.uuid4().hex)

    def proof(
        self, transport: Transport, action: str, profile_id: str | None, features: Features
    ) -> Document:
        """Give the field ``proof`` of a request; nothing where no key is registered.

        1. The service issues a challenge, for one attempt at one profile.
        2. A digest ties it to the features and their contract.
        3. The key signs the digest.

        Parameters
        ----------
        transport
            Reaches the service.
        action
            ``verify`` or ``identify``.
        profile_id
            What is verified; None for ``identify``.
        features
            Of the attempt.
        """
        kept = self._kept()
        if kept is None:
            return {}
        asked = {"action": action, "profile": profile_id}
        issued = transport.call(  # step 1
            "POST", "/v1/challenges", asked, changes_nothing=True
        )
        challenge = _text(issued, "challenge", transport.host)
        digest = proof_digest(challenge, features)  # step 2
        proof = {
            "challenge": challenge,
            "device": kept["id"],
            "digest": digest.hex(),
            "signature": to_base64url(_key(kept).sign(digest)),  # step 3
        }
        return {"proof": proof}

    def _kept(self) -> dict[str, Any] | None:
        data = self._secret.read()
        return None if data is None else json.loads(data)


def forget_devices(store: SqliteStore) -> None:
    """Forget the keys for all services, from the keychain too."""
    for name in Documents(store, _KIND).all().documents:
        KeptSecret(store, _KIND, name, in_keychain=False).forget()


def _key(kept: dict[str, Any]) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(kept["key"]))


def _text(answer: Document, name: str, host: str) -> str:
    value = answer.get(name)
    if not isinstance(value, str):
        raise not_the_service(host)
    return value
