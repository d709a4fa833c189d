from collections.abc import Iterator
from pathlib import Path

import pytest

from inference.stores.keys import KeyNote
from inference.stores.sqlite import SqliteStore


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


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    with SqliteStore(path, FixedKey()) as store:
        yield store
