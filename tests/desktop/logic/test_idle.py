from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desktop.logic.history import Event, EventKind
from desktop.logic.idle import idle_profiles, last_verified
from desktop.logic.profiles import DesktopProfile
from desktop.logic.workspace import Workspace
from tests.desktop.logic.enrolling import enrolled

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def ago(days: int) -> str:
    return (NOW - timedelta(days=days)).isoformat(timespec="seconds")


def made(days: int) -> DesktopProfile:
    """Give a profile that was enrolled so many days ago."""
    return DesktopProfile("1", "2", "Ada", "fixed", "local", "", 12, "tag", None, ago(days))


def is_idle(profile: DesktopProfile, *events: Event, months: int = 3) -> bool:
    return idle_profiles([profile], events, months, NOW) == [profile]


def test_a_profile_is_idle_once_it_was_unused_for_long() -> None:
    assert not is_idle(made(89))
    assert is_idle(made(91))


@pytest.mark.parametrize("kind", ["verified", "identified", "watched"])
def test_only_its_owner_keeps_a_profile_in_use(kind: EventKind) -> None:
    assert not is_idle(made(300), Event(kind, "1", accepted=True, time=ago(80)))
    assert is_idle(made(300), Event(kind, "1", accepted=False, time=ago(80)))
    assert is_idle(made(300), Event(kind, "1", accepted=True, time=ago(100)))
    assert is_idle(made(300), Event(kind, "other", accepted=True, time=ago(80)))


@pytest.mark.parametrize("kind", ["kept", "samples_added", "imported", "restored"])
def test_who_changes_or_keeps_a_profile_wants_it(kind: EventKind) -> None:
    assert not is_idle(made(300), Event(kind, "1", time=ago(80)))


def test_renaming_or_exporting_is_no_use() -> None:
    assert is_idle(made(300), Event("renamed", "1", time=ago(1)), Event("exported", time=ago(1)))


def test_the_last_time_counts() -> None:
    times = last_verified(
        [
            Event("verified", "1", accepted=True, time=ago(5)),
            Event("identified", "1", accepted=True, time=ago(2)),
            Event("verified", "1", accepted=False, time=ago(1)),
            Event("identified", accepted=False, time=ago(1)),
        ]
    )
    assert times == {"1": NOW - timedelta(days=2)}


def test_keeping_an_idle_profile_asks_no_more(workspace: Workspace) -> None:
    profile = enrolled(workspace)
    assert not workspace.overview(12).idle
    old = replace(profile, created=(datetime.now(UTC) - timedelta(days=400)).isoformat())
    workspace.profiles.add(old)
    workspace.history.forget(profile.id)
    assert workspace.overview(12).idle == {old.id}
    workspace.keep(old)
    assert not workspace.overview(12).idle
