from functools import partial

import pytest

from desktop.errors import ConsentError
from desktop.logic.continuous import Evidence, Reading
from desktop.logic.profiles import DesktopProfile
from desktop.logic.workspace import Workspace
from inference.errors import InputError, NotFoundError
from inference.features import FreeFeatures
from tests.desktop.logic.enrolling import enrolled, enrolled_free
from tests.desktop.writing import OWNER, TEXTS, written

FMR = 0.01
# Types so unlike the owner that one text tells.
UNLIKE = 1
MANY = 30


@pytest.fixture
def ada(workspace: Workspace) -> DesktopProfile:
    return enrolled_free(workspace)


def block(workspace: Workspace, person: int = OWNER) -> FreeFeatures:
    features = workspace.recognizer.extract(written(TEXTS[6], person), mode="free")
    assert isinstance(features, FreeFeatures)
    return features


def readings(workspace: Workspace, ada: DesktopProfile, *people: int) -> list[Reading]:
    evidence = Evidence(partial(workspace.monitor, ada, fmr=FMR))
    return [evidence.add(1, block(workspace, person)) for person in people]


def test_the_owner_scores_higher_than_somebody_else(
    workspace: Workspace, ada: DesktopProfile
) -> None:
    own = workspace.monitor(ada, block(workspace), FMR)
    other = workspace.monitor(ada, block(workspace, UNLIKE), FMR)
    assert own.accepted
    assert not other.accepted
    assert own.fmr == other.fmr == FMR


def test_a_stranger_who_writes_locks_nobody_out(workspace: Workspace, ada: DesktopProfile) -> None:
    for _ in range(MANY):
        workspace.monitor(ada, block(workspace, UNLIKE), FMR)
    answer = workspace.scorers.at("local", "").verify(ada.service_id, block(workspace), FMR)
    assert answer.accepted


def test_without_consent_nothing_is_compared(workspace: Workspace, ada: DesktopProfile) -> None:
    workspace.consent.forget()
    with pytest.raises(ConsentError):
        workspace.monitor(ada, block(workspace), FMR)


def test_a_profile_of_a_phrase_is_refused(workspace: Workspace) -> None:
    with pytest.raises(InputError, match="choose another profile"):
        workspace.monitor(enrolled(workspace), block(workspace), FMR)


def test_a_deleted_profile_is_compared_with_no_longer(
    workspace: Workspace, ada: DesktopProfile
) -> None:
    workspace.removal.delete(ada)
    with pytest.raises(NotFoundError):
        workspace.monitor(ada, block(workspace), FMR)


def test_a_stretch_makes_one_event(workspace: Workspace, ada: DesktopProfile) -> None:
    read = readings(workspace, ada, *[OWNER] * 4)
    workspace.note_watched(ada, read)
    (event,) = [each for each in workspace.history.past().events if each.kind == "watched"]
    assert (event.profile_id, event.accepted, event.scored) == (ada.id, True, "local")
    assert (event.score, event.threshold) == (read[-1].score, read[-1].threshold)


def test_an_event_tells_that_somebody_else_took_over_even_if_the_owner_came_back(
    workspace: Workspace, ada: DesktopProfile
) -> None:
    read = [Reading(1, 150, score, 4.0, FMR) for score in (6.0, -7.0, -9.0, 0.0, 5.0)]
    workspace.note_watched(ada, read)
    event = workspace.history.past().events[0]
    assert (event.accepted, event.score) == (False, -9.0)


def test_an_unsure_stretch_is_neither(workspace: Workspace, ada: DesktopProfile) -> None:
    workspace.note_watched(ada, [Reading(1, 50, 1.0, 4.0, FMR)])
    assert workspace.history.past().events[0].accepted is None


def test_without_a_reading_or_a_profile_nothing_is_kept(
    workspace: Workspace, ada: DesktopProfile
) -> None:
    workspace.note_watched(ada, [])
    workspace.removal.delete(ada)
    workspace.note_watched(ada, [Reading(1, 50, 1.0, 4.0, FMR)])
    assert "watched" not in {event.kind for event in workspace.history.past().events}
