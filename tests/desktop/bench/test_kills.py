from pathlib import Path

import pytest

from desktop.bench import kills
from desktop.logic.workspace import Workspace
from inference.stores.sqlite import SqliteStore


def test_processes_that_are_killed_lose_nothing() -> None:
    result = kills.measure(4)
    assert all(figure["met"] for figure in result["figures"].values())
    assert result["finished"]["opened"] == 4


def test_what_is_lost_or_damaged_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "store.sqlite"
    with SqliteStore(path, kills._KnownKey()) as store:
        Workspace(store, in_keychain=False)
    said = [
        {"finished": "enrolled", "id": "0" * 32},
        {"finished": "verified", "id": "0" * 32},
    ]
    assert kills._lost(path, said) == 2

    def broken(store: Path, seed: int, seconds: float) -> list[dict[str, str]]:
        store.write_bytes(b"no store at all")
        return said

    monkeypatch.setattr(kills, "_killed", broken)
    assert kills.measure(1)["figures"]["stores_damaged"]["value"] == 1
