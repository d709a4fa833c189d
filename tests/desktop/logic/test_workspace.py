import stat
from pathlib import Path

import pytest

from desktop.logic.paths import Paths
from desktop.logic.workspace import open_workspace, store_exists
from inference.errors import KeyUnavailableError, WrongKeyError
from inference.stores.keychain import PASSPHRASE_VARIABLE
from tests.desktop.logic.enrolling import enrolled
from tests.inference.typing import typed

PASSPHRASE = "four plain words here"  # noqa: S105 - it protects nothing


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paths:
    monkeypatch.delenv(PASSPHRASE_VARIABLE, raising=False)
    return Paths(tmp_path / "home")


def test_what_was_enrolled_is_there_after_opening_again(paths: Paths) -> None:
    workspace = open_workspace(paths, PASSPHRASE)
    profile = enrolled(workspace)
    workspace.close()
    again = open_workspace(paths, PASSPHRASE)
    assert again.profiles.all() == [profile]
    assert profile.is_phrase_of(again.recognizer.extract(typed(3)))
    again.close()


def test_the_passphrase_may_come_from_the_environment(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, PASSPHRASE)
    open_workspace(paths).close()
    open_workspace(paths, PASSPHRASE).close()


def test_another_passphrase_opens_nothing_and_changes_nothing(paths: Paths) -> None:
    open_workspace(paths, PASSPHRASE).close()
    before = paths.store.read_bytes()
    with pytest.raises(WrongKeyError):
        open_workspace(paths, "another one")
    assert paths.store.read_bytes() == before


def test_without_any_key_a_passphrase_has_to_be_asked_for(paths: Paths) -> None:
    assert not store_exists(paths)
    with pytest.raises(KeyUnavailableError):
        open_workspace(paths)
    assert not store_exists(paths)
    open_workspace(paths, PASSPHRASE).close()
    assert store_exists(paths)


def test_only_the_owner_can_look_into_the_folder(paths: Paths) -> None:
    open_workspace(paths, PASSPHRASE).close()
    assert stat.S_IMODE(paths.home.stat().st_mode) == 0o700
    assert stat.S_IMODE(paths.store.stat().st_mode) == 0o600
