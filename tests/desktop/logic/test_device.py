import base64
import hashlib
import json
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop.errors import DeviceForgottenError, ProofWantedError
from desktop.logic.device import Device, forget_devices
from desktop.logic.documents import APP_OWNER
from desktop.logic.remote import RemoteScorer
from desktop.logic.settings import Settings
from desktop.logic.transport import Transport
from desktop.logic.workspace import Workspace
from inference.decision import Decision
from inference.recognizer import Recognizer
from inference.service.proof import proof_digest
from inference.stores.sqlite import SqliteStore
from tests.desktop.logic.enrolling import enrolled
from tests.doors import serving
from tests.inference.typing import typed


class Service(Transport):
    """A service of which only devices, challenges and verdicts are needed."""

    def __init__(self) -> None:
        super().__init__("http://127.0.0.1:9")
        self.devices: dict[str, str] = {}
        self.asked: list[tuple[str, str, Any]] = []

    def call(
        self, method: str, path: str, document: Any = None, **options: object
    ) -> dict[str, Any]:
        assert ("key" in options) is (path != "/v1/challenges")
        self.asked.append((method, path, document))
        if path == "/v1/devices":
            device_id = f"device {len(self.devices)}"
            self.devices[device_id] = document["public_key"]
            return {"id": device_id}
        if path == "/v1/challenges":
            return {"challenge": "once"}
        if method == "DELETE":
            self.devices.pop(path.rpartition("/")[2])
            return {}
        proof = document.get("proof")
        if proof is None:
            raise ProofWantedError("Sign it.")
        if proof["device"] not in self.devices:
            raise DeviceForgottenError("Who is that?")
        return {
            "accepted": True, "score": 5.0, "threshold": 1.0, "fmr": 0.01, "quality": 1.0,
            "reasons": [],
        }  # fmt: skip


@pytest.fixture
def device(store: SqliteStore) -> Device:
    return Device(store, "http://127.0.0.1:9", in_keychain=False)


def bytes_of(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_who_is_asked_for_a_proof_registers_once_and_signs(
    device: Device, recognizer: Recognizer
) -> None:
    service = Service()
    scorer = RemoteScorer(service, device)
    probe = recognizer.extract(typed(1))
    assert scorer.verify("p1", probe, 0.01).accepted
    assert scorer.verify("p1", probe, 0.01).accepted
    paths = [path for _, path, _ in service.asked]
    verify = "/v1/profiles/p1/verify"
    assert paths == [
        verify, "/v1/devices", "/v1/challenges", verify, "/v1/challenges", verify,
    ]  # fmt: skip
    assert service.asked[2][2] == {"action": "verify", "profile": "p1"}
    proof = service.asked[3][2]["proof"]
    (public,) = service.devices.values()
    digest = proof_digest("once", probe)
    assert proof["digest"] == digest.hex()
    Ed25519PublicKey.from_public_bytes(bytes_of(public)).verify(
        bytes_of(proof["signature"]), digest
    )


def test_the_digest_is_over_challenge_contract_and_features(recognizer: Recognizer) -> None:
    probe = recognizer.extract(typed(1))
    contract, features = str(probe.contract).encode(), probe.to_json().encode()
    expected = hashlib.sha256(b"keystroke proof 1\nonce\n" + contract + b"\n" + features)
    assert proof_digest("once", probe) == expected.digest()


def test_a_key_that_the_service_has_forgotten_is_registered_again(
    device: Device, recognizer: Recognizer
) -> None:
    service = Service()
    scorer = RemoteScorer(service, device)
    assert scorer.verify("p1", recognizer.extract(typed(1)), 0.01).accepted
    (first,) = service.devices.values()
    service.devices.clear()
    assert scorer.verify("p1", recognizer.extract(typed(2)), 0.01).accepted
    assert list(service.devices.values()) == [first]


def test_signing_out_forgets_it_at_both_ends(device: Device, store: SqliteStore) -> None:
    service = Service()
    device.register(service)
    device.unregister(service)
    device.unregister(service)
    assert not service.devices
    assert not store.list(APP_OWNER, "device_key").records


def test_each_service_knows_another_key(store: SqliteStore) -> None:
    service = Service()
    for endpoint in ("https://a.example", "https://b.example"):
        Device(store, endpoint, in_keychain=False).register(service)
    first, second = service.devices.values()
    assert first != second
    kept = [json.loads(record.data) for record in store.list(APP_OWNER, "device_key").records]
    assert len(kept) == 2
    forget_devices(store)
    assert not store.list(APP_OWNER, "device_key").records


@pytest.fixture(scope="module")
def wanting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the real service, which takes no attempt without a proof."""
    store = tmp_path_factory.mktemp("service") / "store.sqlite"
    with serving(store, KEYSTROKE_PROOF="1") as base:
        yield base


def test_the_real_service_takes_the_proof(workspace: Workspace, wanting: str) -> None:
    settings = Settings("remote", wanting)
    profile = enrolled(workspace, settings=settings)
    for seed in (70, 71):
        answer = workspace.verify(profile, typed(seed), settings)
        assert isinstance(answer, Decision)
        assert answer.accepted
