from itertools import count

import pytest

from desktop.errors import ConsentError
from desktop.logic.profiles import DesktopProfile
from desktop.logic.refusal import MISTYPED
from desktop.logic.settings import Settings
from desktop.logic.workspace import Workspace
from inference.decision import Decision
from inference.errors import EnrollmentError
from inference.sample import Sample
from tests.desktop.logic.enrolling import enrolled
from tests.inference.typing import PHRASE as CODES
from tests.inference.typing import typed

UNSEEN = count(2000)


@pytest.fixture(params=["local", "remote"])
def settings(request: pytest.FixtureRequest, service_endpoint: str) -> Settings:
    return Settings(request.param, service_endpoint)


def unseen(amount: int, person: int = 0) -> list[Sample]:
    return [typed(next(UNSEEN), person=person) for _ in range(amount)]


def samples(workspace: Workspace, profile: DesktopProfile) -> int:
    """Count the samples that the profile's template holds."""
    scorer = workspace.scorers.at(profile.scored, profile.endpoint)
    found: int = scorer.export(profile.service_id)["profile"]["samples"]
    return found


def test_the_owners_are_added_but_for_the_one_that_was_verified(
    workspace: Workspace, settings: Settings
) -> None:
    profile = enrolled(workspace, settings=settings)
    before = samples(workspace, profile)
    answer = workspace.add_samples(profile, unseen(6), settings)
    assert isinstance(answer, Decision)
    assert answer.accepted
    assert samples(workspace, profile) == before + 5
    added, verification = workspace.history.past().events[:2]
    assert (verification.kind, verification.accepted) == ("verified", True)
    assert (added.kind, added.note, added.scored) == ("samples_added", "5", settings.scoring)


def test_a_strangers_are_not(workspace: Workspace, settings: Settings) -> None:
    profile = enrolled(workspace, settings=settings)
    before = samples(workspace, profile)
    answer = workspace.add_samples(profile, unseen(6, person=1), settings)
    assert isinstance(answer, Decision)
    assert not answer.accepted
    assert samples(workspace, profile) == before
    assert workspace.history.past().events[0].kind == "verified"


def test_a_lax_setting_does_not_let_more_in(workspace: Workspace) -> None:
    profile = enrolled(workspace)
    answer = workspace.add_samples(profile, unseen(2), Settings(fmr=0.5))
    assert isinstance(answer, Decision)
    assert answer.fmr < 0.01


def test_another_phrase_asks_nothing(workspace: Workspace) -> None:
    profile = enrolled(workspace)
    before = workspace.history.past()
    other = typed(next(UNSEEN), codes=CODES[:-1])
    assert workspace.add_samples(profile, [*unseen(2), other], Settings()) == MISTYPED
    assert workspace.history.past() == before


def test_one_is_too_few(workspace: Workspace) -> None:
    profile = enrolled(workspace)
    with pytest.raises(EnrollmentError, match="too few"):
        workspace.add_samples(profile, unseen(1), Settings())


def test_nothing_is_added_without_consent(workspace: Workspace) -> None:
    profile = enrolled(workspace)
    workspace.consent.forget()
    with pytest.raises(ConsentError):
        workspace.add_samples(profile, unseen(2), Settings())
