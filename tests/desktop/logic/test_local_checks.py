import getpass
import os
from pathlib import Path

import pytest

from desktop.errors import CaptureError
from desktop.logic.doctor import Finding
from desktop.logic.local_checks import NAMES, examine_here, report
from inference.stores.sqlite import SqliteStore
from tests.inference.stores.conftest import FixedKey


def listens() -> None:
    pass


def found(store: Path, **changes: object) -> dict[str, Finding]:
    listening = changes.get("listening", listens)
    assert callable(listening)
    return {finding.name: finding for finding in examine_here(store, listening, {})}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "store.sqlite"
    with SqliteStore(path, FixedKey()):
        pass
    return path


def test_a_sound_computer_passes(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    findings = found(store)
    assert not [each for each in findings.values() if each.outcome == "failed"]
    assert findings["store"].outcome == findings["model"].outcome == "passed"
    assert set(findings) <= set(NAMES)


def test_without_a_screen_it_fails(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert found(store)["display"].outcome == "failed"


def test_a_damaged_store_fails(store: Path) -> None:
    store.write_bytes(b"SQLite format 3\0" + b"\xff" * 4_000)
    assert found(store)["store"].outcome == "failed"


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has such permissions")
def test_a_store_that_others_can_open_fails(store: Path) -> None:
    store.chmod(0o644)
    assert "chmod 600" in found(store)["store"].detail


def test_where_the_system_shows_no_keys_it_says_where_to_allow_it(store: Path) -> None:
    def refuses() -> None:
        raise CaptureError("Allow it in the settings.")

    finding = found(store, listening=refuses)["permission"]
    assert finding.outcome == "skipped"
    assert finding.detail.startswith("Allow it in the settings.")


def test_nothing_of_a_person_is_in_it(store: Path) -> None:
    told = report(list(found(store).values()))
    assert str(store.parent) not in told
    assert str(Path.home()) not in told
    assert getpass.getuser() not in told.replace("chmod", "")


def test_it_speaks_the_language_that_it_is_given(tmp_path: Path) -> None:
    findings = examine_here(tmp_path / "none", listens, {}, lambda text: f"¡{text}!")
    assert next(each for each in findings if each.name == "store").detail.startswith("¡")
