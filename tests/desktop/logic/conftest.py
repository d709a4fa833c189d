from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.logic.workspace import Workspace
from inference.stores.sqlite import SqliteStore
from tests.doors import serving
from tests.inference.stores.conftest import FixedKey


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with SqliteStore(tmp_path / "store.sqlite", FixedKey()) as store:
        yield store


@pytest.fixture
def workspace(store: SqliteStore) -> Workspace:
    """Give an open workspace without the slow parts of opening one."""
    return Workspace(store, in_keychain=False)


@pytest.fixture(scope="module")
def service_endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the real service."""
    with serving(tmp_path_factory.mktemp("service") / "store.sqlite") as endpoint:
        yield endpoint


@pytest.fixture
def dead_endpoint() -> str:
    """Give an address where nothing listens: port 9 of this machine is the discard service's."""
    return "http://127.0.0.1:9"
