from datetime import date, timedelta

from desktop.logic.invitation import INVITED_FOR, invitation
from desktop.logic.profiles import DesktopProfile
from desktop.logic.workspace import Workspace
from tests.desktop.logic.enrolling import enrolled


def later(profile: DesktopProfile, days: int) -> date:
    return profile.created_at.astimezone().date() + timedelta(days=days)


def test_nobody_is_invited_on_the_day_of_the_enrolment(workspace: Workspace) -> None:
    profile = enrolled(workspace)
    assert invitation(profile, later(profile, 0)) is None


def test_two_later_days_are_asked_for(workspace: Workspace) -> None:
    profile = enrolled(workspace)
    first = invitation(profile, later(profile, 1))
    assert first is not None
    once = profile.passed_on(later(profile, 1))
    assert invitation(once, later(profile, 1)) is None
    second = invitation(once, later(profile, 2))
    assert second is not None
    assert second != first
    twice = once.passed_on(later(profile, 2))
    assert invitation(twice, later(profile, 3)) is None


def test_who_stays_away_is_not_asked_for_ever(workspace: Workspace) -> None:
    profile = enrolled(workspace)
    assert invitation(profile, later(profile, INVITED_FOR.days + 1)) is None
