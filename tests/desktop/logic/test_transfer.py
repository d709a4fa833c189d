import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import ArchiveError, ConsentError
from desktop.logic.profiles import DesktopProfile
from desktop.logic.refusal import MISTYPED
from desktop.logic.scorer import LOCAL_OWNER, STAND_IN_OWNER
from desktop.logic.settings import Settings
from desktop.logic.workspace import Workspace
from inference.decision import Decision
from inference.errors import (
    ContractError,
    NotFoundError,
    PassphraseWantedError,
    TooManyProfilesError,
    WrongKeyError,
)
from inference.service.service import MAX_PROFILES, Service
from inference.stores.sqlite import SqliteStore
from tests.desktop.logic.enrolling import PHRASE, enrolled, enrolled_free
from tests.desktop.writing import written
from tests.inference.stores.conftest import FixedKey
from tests.inference.typing import typed

PASSPHRASE = "four plain words here"  # noqa: S105 - it protects nothing


@pytest.fixture
def other(tmp_path: Path) -> Workspace:
    """Give another machine's workspace, with consent."""
    store = SqliteStore(tmp_path / "other.sqlite", FixedKey(9))
    made = Workspace(store, in_keychain=False)
    made.consent.give()
    return made


def contents(store: SqliteStore) -> list[Any]:
    """Give everything that is in a store, as it is kept."""
    return list(store._file.rows("SELECT * FROM records ORDER BY owner, kind, record_id"))


def accepted(workspace: Workspace, profile: DesktopProfile) -> bool:
    sample = written("the cat has slept all day on the warm stone by the old door")
    probe = typed(77) if profile.mode == "fixed" else sample
    answer = workspace.verify(profile, probe, Settings())
    assert isinstance(answer, Decision)
    return answer.accepted


class TestMovingToAnotherMachine:
    def test_profiles_verify_there_as_here(self, workspace: Workspace, other: Workspace) -> None:
        profiles = {enrolled(workspace, keep_phrase=True), enrolled_free(workspace, label="Ben")}
        exported = workspace.export(passphrase=PASSPHRASE)
        assert (exported.profiles, exported.missing, exported.damaged) == (2, (), 0)
        imported = other.import_(exported.data, PASSPHRASE)
        assert set(imported.added) == profiles
        assert imported.already == ()
        assert set(other.profiles.all()) == profiles
        assert all(accepted(other, profile) for profile in profiles)

    def test_what_was_typed_before_is_known_there(
        self, workspace: Workspace, other: Workspace
    ) -> None:
        profile = enrolled(workspace)
        assert accepted(workspace, profile)
        other.import_(workspace.export(passphrase=PASSPHRASE).data, PASSPHRASE)
        here = workspace._transfer._service.export(LOCAL_OWNER, profile.service_id)
        there = other._transfer._service.export(LOCAL_OWNER, profile.service_id)
        assert len(here.attempts.seen.marks) == 1
        assert there.attempts.seen == here.attempts.seen
        assert there.enrollment == here.enrollment

    def test_one_profile_may_go_alone(self, workspace: Workspace, other: Workspace) -> None:
        ada = enrolled(workspace)
        enrolled(workspace, label="Ben")
        exported = workspace.export([ada.id], PASSPHRASE)
        assert other.import_(exported.data, PASSPHRASE).added == (ada,)

    def test_one_that_is_not_there_is_told(self, workspace: Workspace) -> None:
        with pytest.raises(NotFoundError):
            workspace.export(["0" * 32])

    def test_the_same_profile_twice_is_told_and_not_doubled(self, workspace: Workspace) -> None:
        profile = enrolled(workspace)
        data = workspace.export(passphrase=PASSPHRASE).data
        renamed = workspace.profiles.rename(profile.id, "Countess")
        imported = workspace.import_(data, PASSPHRASE)
        assert (imported.added, imported.already) == ((), (profile,))
        assert workspace.profiles.all() == [renamed]

    def test_what_was_deleted_comes_back(self, workspace: Workspace) -> None:
        profile = enrolled(workspace)
        plain = workspace.export().data
        workspace.removal.delete(profile)
        assert workspace.import_(plain).added == (profile,)
        assert accepted(workspace, profile)

    @pytest.mark.parametrize("kind", ["desktop_profile", "profile", "attempts"])
    def test_a_damaged_profile_is_made_good(
        self, workspace: Workspace, store: SqliteStore, kind: str
    ) -> None:
        profile = enrolled(workspace)
        assert accepted(workspace, profile)
        data = workspace.export().data
        store._file.changed("UPDATE records SET sealed = zeroblob(99) WHERE kind = ?", kind)
        assert workspace.import_(data).added == (profile,)
        assert workspace.profiles.all() == [profile]

    def test_nothing_is_imported_without_consent(
        self, workspace: Workspace, other: Workspace
    ) -> None:
        enrolled(workspace)
        other.withdraw_consent()
        with pytest.raises(ConsentError):
            other.import_(workspace.export().data)


class TestAccounts:
    def test_phrases_of_another_account_are_refused_beside_others(
        self, workspace: Workspace, other: Workspace
    ) -> None:
        enrolled(workspace)
        own = enrolled(other, label="Ben")
        before = contents(other._store)
        with pytest.raises(ArchiveError, match="another account"):
            other.import_(workspace.export(passphrase=PASSPHRASE).data, PASSPHRASE)
        assert contents(other._store) == before
        assert accepted(other, own)

    def test_free_text_needs_no_account(self, workspace: Workspace, other: Workspace) -> None:
        profile = enrolled_free(workspace)
        own = enrolled(other, label="Ben")
        assert other.import_(workspace.export().data).added == (profile,)
        assert accepted(other, own)

    def test_a_plain_export_lacks_the_key_and_the_phrase_check_says_so(
        self, workspace: Workspace, other: Workspace
    ) -> None:
        enrolled(workspace)
        plain = workspace.export().data
        assert json.loads(plain)["account_key"] is None
        assert workspace._account_key().hex().encode() not in plain
        with pytest.raises(ArchiveError, match="with a passphrase"):
            other.import_(plain)
        assert other.profiles.all() == []

    def test_another_phrase_is_known_as_another_there(
        self, workspace: Workspace, other: Workspace
    ) -> None:
        profile = enrolled(workspace)
        other.import_(workspace.export(passphrase=PASSPHRASE).data, PASSPHRASE)
        codes = ("KeyA", *("KeyE",) * (len(PHRASE) - 1))
        assert other.verify(profile, typed(1, codes=codes), Settings()) is MISTYPED


class TestAllOrNothing:
    def test_one_profile_that_does_not_fit_keeps_all_out(
        self, workspace: Workspace, other: Workspace
    ) -> None:
        enrolled_free(workspace, label="Ada")
        enrolled_free(workspace, label="Ben")
        export = json.loads(workspace.export().data)
        for _ in range(MAX_PROFILES - 1):
            other._store.create(LOCAL_OWNER, "profile", os.urandom(16).hex(), b"")
        before = contents(other._store)
        with pytest.raises(TooManyProfilesError):
            other.import_(json.dumps(export).encode())
        assert contents(other._store) == before

    def test_profiles_of_another_model_are_told(
        self, workspace: Workspace, other: Workspace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        enrolled(workspace)
        data = workspace.export(passphrase=PASSPHRASE).data
        before = contents(other._store)
        monkeypatch.setattr(other._transfer._service.recognizer, "model", "0" * 64)
        with pytest.raises(ContractError, match=r"'Ada' was made by another model.*Nothing was"):
            other.import_(data, PASSPHRASE)
        assert contents(other._store) == before

    def test_without_the_passphrase_nothing_is_read(
        self, workspace: Workspace, other: Workspace
    ) -> None:
        enrolled(workspace)
        data = workspace.export(passphrase=PASSPHRASE).data
        before = contents(other._store)
        with pytest.raises(PassphraseWantedError):
            other.import_(data)
        with pytest.raises(WrongKeyError, match="not the file's passphrase"):
            other.import_(data, "four plain words there")
        assert contents(other._store) == before


class TestRemoteProfiles:
    @pytest.fixture
    def remote(self, workspace: Workspace, service_endpoint: str) -> DesktopProfile:
        settings = Settings("remote", service_endpoint, local_when_away=True)
        return enrolled(workspace, settings=settings)

    def test_the_service_says_what_it_keeps(
        self, workspace: Workspace, other: Workspace, remote: DesktopProfile
    ) -> None:
        exported = workspace.export(passphrase=PASSPHRASE)
        assert exported.missing == ()
        assert other.import_(exported.data, PASSPHRASE).added == (remote,)
        assert accepted(other, remote)
        twin = other._transfer._service.export(STAND_IN_OWNER, remote.stand_in_id)
        assert twin.enrollment.template.samples

    def test_a_service_that_is_away_is_told_and_the_profile_goes_all_the_same(
        self, workspace: Workspace, other: Workspace, remote: DesktopProfile, dead_endpoint: str
    ) -> None:
        away = replace(remote, endpoint=dead_endpoint)
        workspace.profiles.add(away)
        exported = workspace.export(passphrase=PASSPHRASE)
        (missing,) = exported.missing
        assert missing.label == "Ada"
        assert "Nothing listens" in missing.why
        assert other.import_(exported.data, PASSPHRASE).added == (away,)


def test_what_can_not_be_read_is_left_out_and_told(
    workspace: Workspace, store: SqliteStore
) -> None:
    ada, ben = enrolled(workspace), enrolled(workspace, label="Ben")
    enrolled(workspace, label="Cleo")
    for place in (ada.service_id, ben.id):
        store._file.changed("UPDATE records SET sealed = zeroblob(99) WHERE record_id = ?", place)
    exported = workspace.export()
    assert (exported.profiles, exported.damaged) == (1, 1)
    assert [one.label for one in exported.missing] == ["Ada"]
    with pytest.raises(NotFoundError):
        Service(workspace.recognizer, store).export(LOCAL_OWNER, "0" * 32)
