import json

import pytest

from inference.errors import KeyUnavailableError, StoreError
from inference.stores.aws import Clients
from inference.stores.kms import KmsKeys
from tests import aws, faulty


def keys_of(key: str, table: str) -> KmsKeys:
    return KmsKeys(key, table, Clients().make("kms"))


@pytest.fixture
def key(on_aws: str) -> str:
    return aws.make_key(on_aws)


def test_kms_gives_the_same_key_with_its_note_only(key: str) -> None:
    keys = keys_of(key, "profiles")
    made, note = keys.create()
    assert len(made) == 32
    assert keys.unlock(note) == made
    assert keys.create()[0] != made
    assert made.hex() not in str(note)


def test_a_wrapped_key_is_bound_to_its_table(key: str) -> None:
    _, note = keys_of(key, "profiles").create()
    with pytest.raises(KeyUnavailableError, match="didn't wrap"):
        keys_of(key, "elsewhere").unlock(note)


def test_another_kms_key_does_not_unwrap(on_aws: str, key: str) -> None:
    _, note = keys_of(key, "profiles").create()
    with pytest.raises(KeyUnavailableError):
        keys_of(aws.make_key(on_aws), "profiles").unlock(note)


def test_an_absent_key_is_told(on_aws: str) -> None:
    with pytest.raises(KeyUnavailableError, match="alias/absent doesn't exist"):
        keys_of("alias/absent", "profiles").create()


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("DisabledException", "is disabled"),
        ("KMSInvalidStateException", "cancel its deletion"),
        ("AccessDeniedException", "kms:Decrypt"),
    ],
)
def test_what_kms_refuses_is_told(on_aws: str, code: str, message: str) -> None:
    body = json.dumps({"__type": code}).encode()
    with faulty.server(faulty.answering(body, "400 Bad Request")) as port:
        kms = aws.client("kms", f"http://127.0.0.1:{port}")
        with pytest.raises(KeyUnavailableError, match=message):
            KmsKeys("alias/keystroke", "profiles", kms).create()


@pytest.mark.parametrize("wrapped", [None, "no hex"])
def test_a_damaged_note_is_told(key: str, wrapped: str | None) -> None:
    with pytest.raises(StoreError, match="damaged"):
        keys_of(key, "profiles").unlock({"source": "kms", "wrapped": wrapped})
