"""Profiles of this machine that learn, and what they learnt taken back."""

from collections.abc import Sequence
from itertools import count

import pytest

from desktop.logic.settings import Settings
from desktop.logic.workspace import Workspace
from inference.decision import Decision
from inference.errors import NotFoundError
from inference.stores.sqlite import SqliteStore
from tests.desktop.logic.enrolling import enrolled
from tests.inference.typing import typed

UNSEEN = count(3000)
LEARNING = Settings(learn=True)


def changes(workspace: Workspace) -> Sequence[str]:
    """Give what made each version of the one profile, the oldest first."""
    (profile,) = workspace.profiles.all()
    return [version.change for version in workspace.versions(profile)][::-1]


def kinds(workspace: Workspace) -> Sequence[str]:
    return [event.kind for event in workspace.history.past().events][::-1]


def test_nothing_is_learnt_unless_the_user_wants_it(workspace: Workspace) -> None:
    profile = enrolled(workspace)
    workspace.verify(profile, typed(next(UNSEEN)), Settings())
    assert changes(workspace) == ["enrolled"]
    assert kinds(workspace) == ["enrolled", "verified"]


def test_what_is_learnt_is_told_and_can_be_taken_back(workspace: Workspace) -> None:
    profile = enrolled(workspace)
    answer = workspace.verify(profile, typed(next(UNSEEN)), LEARNING)
    assert isinstance(answer, Decision)
    assert answer.accepted
    assert changes(workspace) == ["enrolled", "learnt"]
    workspace.roll_back(profile, 1)
    assert changes(workspace) == ["enrolled", "learnt", "restored"]
    assert kinds(workspace) == ["enrolled", "verified", "learnt", "restored"]


def test_a_stranger_teaches_nothing(workspace: Workspace) -> None:
    profile = enrolled(workspace)
    workspace.verify(profile, typed(next(UNSEEN), person=1), LEARNING)
    assert changes(workspace) == ["enrolled"]


def test_a_version_that_is_not_there_changes_nothing(workspace: Workspace) -> None:
    profile = enrolled(workspace)
    with pytest.raises(NotFoundError):
        workspace.roll_back(profile, 7)
    assert kinds(workspace) == ["enrolled"]


def test_a_remote_profile_has_no_versions_here(workspace: Workspace, service_endpoint: str) -> None:
    profile = enrolled(workspace, settings=Settings("remote", service_endpoint))
    assert workspace.versions(profile) == ()


def test_versions_go_with_consent(workspace: Workspace, store: SqliteStore) -> None:
    profile = enrolled(workspace)
    workspace.verify(profile, typed(next(UNSEEN)), LEARNING)
    assert store.list("local", "versions").records
    workspace.withdraw_consent()
    assert not store.list("local", "versions").records
