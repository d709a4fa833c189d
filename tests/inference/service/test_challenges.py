import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inference.errors import (
    ChallengeInvalidError,
    ChallengeUsedError,
    DeviceUnknownError,
    InputError,
    NotFoundError,
    ProofError,
    ProofRequiredError,
    SignatureInvalidError,
    TooManyDevicesError,
)
from inference.features import Features
from inference.recognizer import Recognizer
from inference.service.api import Api
from inference.service.challenges import Purpose
from inference.service.devices import MAX_DEVICES, Device
from inference.service.proof import Proof, from_base64url, proof_digest, to_base64url
from inference.service.service import Service
from inference.stores.sqlite import SqliteStore
from tests.inference.service.conftest import Caller, Typing, Watch


class SigningDevice:
    """A device of Ada's: it registers and signs."""

    def __init__(self, service: Service, owner: str = "ada") -> None:
        self._key = Ed25519PrivateKey.generate()
        self.public_key = to_base64url(self._key.public_key().public_bytes_raw())
        self.registered: Device = service.devices.register(owner, self.public_key, "Laptop")

    def proof(self, challenge: str, features: Features) -> Proof:
        digest = proof_digest(challenge, features)
        signature = to_base64url(self._key.sign(digest))
        return Proof(challenge, self.registered.id, digest.hex(), signature)


@pytest.fixture
def service(recognizer: Recognizer, store: SqliteStore, clock: Watch) -> Service:
    return Service(recognizer, store, proof_required=True, clock=clock)


@pytest.fixture
def device(service: Service) -> SigningDevice:
    return SigningDevice(service)


@pytest.fixture
def profile_id(service: Service, typing: Typing) -> str:
    return service.enroll("ada", "Work", typing.many(6)).id


def challenge(service: Service, profile_id: str) -> str:
    return service.challenges.issue(Purpose("ada", "verify", profile_id)).text


def test_the_digest_is_what_is_documented(typing: Typing) -> None:
    probe = typing.one(1)
    text = f"keystroke proof 1\nabc\n{probe.contract}\n{probe.to_json()}"
    assert proof_digest("abc", probe) == hashlib.sha256(text.encode()).digest()


def test_a_signed_answer_to_a_challenge_is_taken_once(
    service: Service, device: SigningDevice, profile_id: str, typing: Typing
) -> None:
    proof = device.proof(challenge(service, profile_id), typing.one(10))
    assert service.verify("ada", profile_id, typing.one(10), proof=proof).accepted
    with pytest.raises(ChallengeUsedError):
        service.verify("ada", profile_id, typing.one(10), proof=proof)


def test_identification_has_challenges_of_its_own(
    service: Service, device: SigningDevice, profile_id: str, typing: Typing
) -> None:
    text = service.challenges.issue(Purpose("ada", "identify", "")).text
    proof = device.proof(text, typing.one(10))
    assert not service.identify("ada", typing.one(10), proof=proof).ranking.unknown
    with pytest.raises(ChallengeInvalidError):
        service.verify("ada", profile_id, typing.one(10), proof=proof)


def test_without_a_proof_nothing_is_scored_where_one_is_required(
    service: Service, profile_id: str, typing: Typing
) -> None:
    with pytest.raises(ProofRequiredError):
        service.verify("ada", profile_id, typing.one(10))
    with pytest.raises(ProofRequiredError):
        service.identify("ada", typing.one(10))


@pytest.mark.parametrize(
    "purpose",
    [
        Purpose("ben", "verify", "PROFILE"),
        Purpose("ada", "verify", "0" * 32),
        Purpose("ada", "identify", "PROFILE"),
        Purpose("ada", "identify", ""),
    ],
)
def test_a_challenge_is_bound_to_subject_profile_and_action(
    service: Service, device: SigningDevice, profile_id: str, typing: Typing, purpose: Purpose
) -> None:
    meant = purpose._replace(profile_id=purpose.profile_id.replace("PROFILE", profile_id))
    proof = device.proof(service.challenges.issue(meant).text, typing.one(10))
    with pytest.raises(ChallengeInvalidError):
        service.verify("ada", profile_id, typing.one(10), proof=proof)


def test_a_challenge_is_valid_for_two_minutes(
    service: Service, device: SigningDevice, profile_id: str, typing: Typing, clock: Watch
) -> None:
    issued = service.challenges.issue(Purpose("ada", "verify", profile_id))
    assert issued.expires.timestamp() == int(clock.now) + 120
    clock.now = issued.expires.timestamp()
    with pytest.raises(ChallengeInvalidError, match="too old"):
        service.verify(
            "ada", profile_id, typing.one(10), proof=device.proof(issued.text, typing.one(10))
        )


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "",
        lambda text: text[:-1],
        lambda text: text.replace(".", ".9", 1),
        lambda text: "A" * 22 + text[22:],
        lambda text: text + "\n",
        lambda text: text[:-1] + ("A" if text[-1] != "A" else "B"),
    ],
)
def test_a_challenge_that_was_changed_is_refused(
    service: Service,
    device: SigningDevice,
    profile_id: str,
    typing: Typing,
    change: Callable[[str], str],
) -> None:
    text = change(challenge(service, profile_id))
    with pytest.raises(ChallengeInvalidError):
        service.verify("ada", profile_id, typing.one(10), proof=device.proof(text, typing.one(10)))


def test_other_features_or_another_signature_do_not_pass(
    service: Service, device: SigningDevice, profile_id: str, typing: Typing
) -> None:
    text = challenge(service, profile_id)
    proof, other = (device.proof(text, typing.one(one)) for one in (10, 11))
    for wrong in (
        other,
        proof._replace(digest=other.digest),
        proof._replace(signature=other.signature),
        proof._replace(signature=proof.signature + "="),
        proof._replace(signature=""),
        proof._replace(digest=proof.digest.upper()),
    ):
        with pytest.raises(SignatureInvalidError):
            service.verify("ada", profile_id, typing.one(10), proof=wrong)
    assert service.verify("ada", profile_id, typing.one(10), proof=proof).accepted


def test_only_the_callers_own_devices_sign(
    service: Service, profile_id: str, typing: Typing, device: SigningDevice
) -> None:
    bens = SigningDevice(service, owner="ben")
    proof = bens.proof(challenge(service, profile_id), typing.one(10))
    with pytest.raises(DeviceUnknownError):
        service.verify("ada", profile_id, typing.one(10), proof=proof)
    service.devices.delete("ada", device.registered.id)
    proof = device.proof(challenge(service, profile_id), typing.one(10))
    with pytest.raises(DeviceUnknownError):
        service.verify("ada", profile_id, typing.one(10), proof=proof)


def test_of_one_challenge_used_many_times_at_once_one_passes(
    service: Service, device: SigningDevice, profile_id: str, typing: Typing
) -> None:
    text = challenge(service, profile_id)

    def attempt(repetition: int) -> bool:
        probe = typing.one(repetition)
        try:
            service.verify("ada", profile_id, probe, proof=device.proof(text, probe))
        except ProofError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(10, 26))) == 1


def test_processes_that_share_a_store_know_each_others_challenges(
    service: Service, device: SigningDevice, profile_id: str, typing: Typing, clock: Watch
) -> None:
    other = Service(service.recognizer, service.store, proof_required=True, clock=clock)
    proof = device.proof(challenge(other, profile_id), typing.one(10))
    assert service.verify("ada", profile_id, typing.one(10), proof=proof).accepted


def test_a_used_challenge_is_forgotten_when_it_is_too_old_anyway(
    service: Service, device: SigningDevice, profile_id: str, typing: Typing, clock: Watch
) -> None:
    store = service.store
    proof = device.proof(challenge(service, profile_id), typing.one(10))
    service.verify("ada", profile_id, typing.one(10), proof=proof)
    assert len(store.list("ada", "spent").records) == 1
    clock.now += 121
    assert store.list("ada", "spent").records == ()
    with pytest.raises(ChallengeInvalidError):
        service.verify("ada", profile_id, typing.one(10), proof=proof)


def test_a_device_is_registered_once_and_deleted(service: Service, device: SigningDevice) -> None:
    again = service.devices.register("ada", device.public_key, "Another name")
    assert again == device.registered
    assert service.devices.list("ada") == (device.registered,)
    assert service.devices.list("ben") == ()
    for owner, device_id in (("ben", device.registered.id), ("ada", "0" * 32)):
        with pytest.raises(NotFoundError, match="no such device"):
            service.devices.delete(owner, device_id)
    service.devices.delete("ada", device.registered.id)
    assert service.devices.list("ada") == ()


def test_an_owner_has_so_many_devices(service: Service) -> None:
    for number in range(MAX_DEVICES):
        service.devices.register("ada", to_base64url(bytes([number]) * 32), "Laptop")
    with pytest.raises(TooManyDevicesError, match="delete one"):
        service.devices.register("ada", to_base64url(b"n" * 32), "One more")
    service.devices.register("ada", to_base64url(bytes([3]) * 32), "The fourth again")


@pytest.mark.parametrize(
    "public_key",
    [None, 7, "", "A" * 42, "A" * 44, "A" * 42 + "B", "é" * 43, "A" * 43 + "=", "+" * 43],
)
def test_a_key_that_is_none_is_refused(service: Service, public_key: object) -> None:
    with pytest.raises(InputError, match="public_key"):
        service.devices.register("ada", public_key, "Laptop")


@pytest.mark.parametrize("data", [b"", b"\x00", bytes(range(32)), b"\xff" * 64])
def test_base64url_is_written_and_read_in_one_way(data: bytes) -> None:
    assert from_base64url(to_base64url(data)) == data
    assert "=" not in to_base64url(data)


def test_over_http(service: Service, profile_id: str, typing: Typing) -> None:
    ada, key = Caller(Api(service), "ada"), Ed25519PrivateKey.generate()
    public_key = to_base64url(key.public_key().public_bytes_raw())
    document = {"public_key": public_key, "label": "Laptop"}
    status, device = ada.call("POST", "/v1/devices", document)
    assert (status, device["label"]) == (201, "Laptop")
    assert ada.call("GET", "/v1/devices") == (200, {"devices": [device]})

    wanted = {"action": "verify", "profile": profile_id}
    status, challenge = ada.call("POST", "/v1/challenges", wanted)
    assert status == 201
    assert len(challenge["challenge"]) <= 200

    path, probe = f"/v1/profiles/{profile_id}/verify", typing.one(10)
    status, problem = ada.call("POST", path, {"features": probe.to_dict()})
    assert (status, problem["code"]) == (403, "proof_required")
    digest = proof_digest(challenge["challenge"], probe)
    proof = {
        "challenge": challenge["challenge"],
        "device": device["id"],
        "digest": digest.hex(),
        "signature": to_base64url(key.sign(digest)),
    }
    attempt = {"features": probe.to_dict(), "proof": proof}
    foreign = Caller(Api(service), "ben").call("POST", path, attempt)
    assert (foreign[0], foreign[1]["code"]) == (404, "not_found")
    status, decision = ada.call("POST", path, attempt)
    assert (status, decision["accepted"]) == (200, True)
    status, problem = ada.call("POST", path, attempt)
    assert (status, problem["code"]) == (403, "challenge_used")
    status, receipt = ada.call("DELETE", f"/v1/devices/{device['id']}")
    assert (status, receipt["deleted"]) == (200, device["id"])
    assert ada.call("DELETE", f"/v1/devices/{device['id']}")[0] == 404


@pytest.mark.parametrize(
    "document",
    [
        {"action": "verify", "profile": None},
        {"action": "identify", "profile": "0" * 32},
        {"action": "identify", "profile": [None]},
        {"action": "verify", "profile": "\ud800" * 32},
        {"action": "delete", "profile": "0" * 32},
        {"action": ["verify"], "profile": "0" * 32},
        {"action": "verify"},
    ],
)
def test_a_challenge_for_nothing_is_not_issued(service: Service, document: object) -> None:
    status, problem = Caller(Api(service), "ada").call("POST", "/v1/challenges", document)
    assert (status, problem["code"]) == (422, "invalid_input")


@pytest.mark.parametrize(
    "proof", [7, [], {}, {"challenge": "", "device": "", "digest": ""}, "é", {"challenge": 1}]
)
def test_a_proof_that_is_none_is_refused(
    service: Service, profile_id: str, typing: Typing, proof: object
) -> None:
    ada = Caller(Api(service), "ada")
    attempt = {"features": typing.one(10).to_dict(), "proof": proof}
    status, problem = ada.call("POST", f"/v1/profiles/{profile_id}/verify", attempt)
    assert (status, problem["code"]) == (422, "invalid_input")
