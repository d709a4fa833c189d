import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from inference.stores.aws import Clients
from inference.stores.base import Store
from inference.stores.dynamodb import DynamoStore
from inference.stores.keys import KeyNote
from inference.stores.sqlite import SqliteStore
from tests import aws


class FixedKey:
    """Gives one key at once: deriving one by Argon2id takes a fifth of a second."""

    def __init__(self, byte: int = 7) -> None:
        self._key = bytes([byte]) * 32

    def create(self) -> tuple[bytes, KeyNote]:
        return self._key, {"source": "fixed"}

    def unlock(self, note: KeyNote) -> bytes:
        assert note["source"] == "fixed"
        return self._key


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


class Clock:
    """Tells the time that a test sets."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(path: Path, clock: Clock) -> Iterator[SqliteStore]:
    with SqliteStore(path, FixedKey(), clock) as store:
        yield store


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    """Give the address of DynamoDB and KMS."""
    with aws.aws_server() as address:
        yield address


@pytest.fixture
def on_aws(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give the environment that a function has on AWS."""
    for name, value in aws.CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    return endpoint


@pytest.fixture
def table(on_aws: str) -> str:
    """Give the name of a new table."""
    name = f"keystroke-{uuid.uuid4().hex}"
    aws.make_table(on_aws, name)
    return name


@pytest.fixture
def dynamo_store(table: str, clock: Clock) -> Iterator[DynamoStore]:
    with DynamoStore(table, FixedKey(), Clients().make("dynamodb"), clock) as store:
        yield store


@pytest.fixture(params=["store", "dynamo_store"], ids=["sqlite", "dynamodb"])
def any_store(request: pytest.FixtureRequest) -> Store:
    """Give each kind of store in turn."""
    store: Store = request.getfixturevalue(request.param)
    return store
