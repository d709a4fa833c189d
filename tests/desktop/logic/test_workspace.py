import stat
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from desktop.errors import ConsentError
from desktop.logic.paths import Paths
from desktop.logic.settings import Settings
from desktop.logic.workspace import Workspace, open_workspace, store_exists
from inference.errors import (
    KeyUnavailableError,
    NotFoundError,
    PassphraseWantedError,
    WrongKeyError,
)
from inference.features import Features
from inference.stores.keychain import PASSPHRASE_VARIABLE
from tests.desktop.logic.enrolling import enrolled, typed_in
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
    assert profile.fits(again.recognizer.extract(typed(3)))
    again.close()


def test_the_passphrase_may_come_from_the_environment(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, PASSPHRASE)
    open_workspace(paths).close()
    open_workspace(paths, PASSPHRASE).close()


def test_another_passphrase_opens_nothing_and_changes_nothing(paths: Paths) -> None:
    open_workspace(paths, PASSPHRASE).close()
    with pytest.raises(PassphraseWantedError):
        open_workspace(paths)
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


@pytest.fixture(params=["local", "remote"])
def settings(request: pytest.FixtureRequest, service_endpoint: str) -> Settings:
    return Settings(request.param, service_endpoint)


def test_nothing_is_enrolled_without_consent(workspace: Workspace, settings: Settings) -> None:
    with pytest.raises(ConsentError):
        workspace.enroll(typed_in(workspace, settings=settings), settings)


def withdraw(workspace: Workspace) -> None:
    workspace.withdraw_consent()


def withdraw_and_consent_anew(workspace: Workspace) -> None:
    workspace.withdraw_consent()
    workspace.consent.give()


@pytest.mark.parametrize("meanwhile", [withdraw, withdraw_and_consent_anew])
def test_a_profile_whose_consent_is_withdrawn_while_it_is_made_is_deleted(
    workspace: Workspace,
    settings: Settings,
    meanwhile: Callable[[Workspace], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scorer = workspace.scorers.at(settings.scoring, settings.endpoint)
    enroll_at_once = scorer.enroll
    made: list[str] = []

    def enroll(label: str, features: Sequence[Features], key: str) -> str:
        made.append(enroll_at_once(label, features, key))
        meanwhile(workspace)
        return made[0]

    monkeypatch.setattr(scorer, "enroll", enroll)
    monkeypatch.setattr(workspace.scorers, "at", lambda *_place: scorer)
    workspace.consent.give()
    with pytest.raises(ConsentError, match="withdrawn meanwhile"):
        workspace.enroll(typed_in(workspace, settings=settings), settings)
    assert workspace.profiles.all() == []
    assert workspace.removal.pending() == []
    with pytest.raises(NotFoundError):
        scorer.verify(made[0], workspace.recognizer.extract(typed(1)), 0.01)
