from dataclasses import replace
from itertools import count

import pytest

from desktop.logic.documents import APP_OWNER
from desktop.logic.profiles import DesktopProfile
from desktop.logic.removal import Receipt
from desktop.logic.scorer import LOCAL_OWNER
from desktop.logic.settings import Settings
from desktop.logic.workspace import Workspace
from inference.errors import NotFoundError
from inference.stores.sqlite import SqliteStore
from tests.desktop.logic.enrolling import enrolled
from tests.inference.typing import typed

UNSEEN = count(100)


def is_known(workspace: Workspace, profile: DesktopProfile) -> bool:
    """Tell whether the service still has the profile."""
    scorer = workspace.scorers.at(profile.scored, profile.endpoint)
    try:
        # Never the same attempt twice.
        probe = workspace.recognizer.extract(typed(next(UNSEEN)))
        scorer.verify(profile.service_id, probe, 0.01)
    except NotFoundError:
        return False
    return True


@pytest.fixture
def remote(workspace: Workspace, service_endpoint: str) -> DesktopProfile:
    return enrolled(workspace, settings=Settings("remote", service_endpoint))


def unplugged(workspace: Workspace, profile: DesktopProfile, endpoint: str) -> DesktopProfile:
    """Have the profile at a service that can't be reached."""
    moved = replace(profile, endpoint=endpoint)
    workspace.profiles.add(moved)
    return moved


def test_a_local_profile_is_deleted_for_good(workspace: Workspace, store: SqliteStore) -> None:
    profile = enrolled(workspace)
    assert workspace.removal.delete(profile) == Receipt(deleted=1, pending=0)
    assert workspace.profiles.all() == []
    assert not store.list(LOCAL_OWNER, "profile").records


def test_deleting_twice_is_no_error(workspace: Workspace) -> None:
    profile = enrolled(workspace)
    workspace.removal.delete(profile)
    workspace.removal.delete(profile)


def test_a_remote_profile_is_deleted_at_the_service(
    workspace: Workspace, remote: DesktopProfile
) -> None:
    assert is_known(workspace, remote)
    assert workspace.removal.delete(remote) == Receipt(deleted=1, pending=0)
    assert not is_known(workspace, remote)
    assert workspace.removal.pending() == []


def test_what_cannot_be_reached_is_kept_and_tried_again(
    workspace: Workspace, remote: DesktopProfile, dead_endpoint: str
) -> None:
    moved = unplugged(workspace, remote, dead_endpoint)
    assert workspace.removal.delete(moved) == Receipt(deleted=0, pending=1)
    assert workspace.profiles.all() == []
    (waiting,) = workspace.removal.pending()
    assert (waiting.service_id, waiting.endpoint) == (remote.service_id, dead_endpoint)
    assert workspace.removal.retry() == 1
    # The service comes back under its address.
    workspace.removal.note(remote)
    assert workspace.removal.retry() == 0
    assert workspace.removal.pending() == []
    assert not is_known(workspace, remote)


def test_withdrawing_consent_deletes_everything_personal(
    workspace: Workspace, remote: DesktopProfile, store: SqliteStore
) -> None:
    enrolled(workspace, keep_phrase=True)
    workspace.consent.give()
    assert workspace.withdraw_consent() == Receipt(deleted=2, pending=0)
    assert workspace.consent.current() is None
    assert workspace.profiles.all() == []
    assert not is_known(workspace, remote)
    assert not store.list(LOCAL_OWNER, "profile").records
    for kind in (
        "account_key", "consent", "desktop_profile", "pending_deletion", "sign_in",
        "waiting_enrollment",
    ):  # fmt: skip
        assert not store.list(APP_OWNER, kind).records


def test_after_a_withdrawal_phrases_are_tagged_by_another_key(workspace: Workspace) -> None:
    before = workspace.recognizer.extract(typed(1))
    assert workspace.recognizer.extract(typed(1)) == before
    workspace.withdraw_consent()
    workspace.give_consent()
    assert workspace.recognizer.extract(typed(1)) != before


def test_withdrawing_counts_what_could_not_be_read(
    workspace: Workspace, store: SqliteStore
) -> None:
    enrolled(workspace)
    enrolled(workspace, label="Bob")
    (damaged, *_others) = store.list(APP_OWNER, "desktop_profile").records
    store._file._connection.execute(
        "UPDATE records SET version = version + 1 WHERE record_id = ?", [damaged.record_id]
    )
    assert workspace.withdraw_consent() == Receipt(deleted=1, pending=0, damaged=1)
    assert workspace.profiles.listing() == ([], 0)


def test_withdrawing_without_network_keeps_only_what_is_to_be_deleted(
    workspace: Workspace, remote: DesktopProfile, dead_endpoint: str, store: SqliteStore
) -> None:
    unplugged(workspace, remote, dead_endpoint)
    workspace.consent.give()
    assert workspace.withdraw_consent() == Receipt(deleted=0, pending=1)
    (record,) = store.list(APP_OWNER, "pending_deletion").records
    assert remote.label.encode() not in record.data
