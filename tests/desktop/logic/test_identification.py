import pytest

from desktop.errors import ConsentError
from desktop.logic.identification import Identification
from desktop.logic.profiles import DesktopProfile
from desktop.logic.refusal import NOTHING_TO_COMPARE
from desktop.logic.settings import Settings
from desktop.logic.workspace import Workspace
from tests.desktop.logic.enrolling import enrolled, enrolled_free
from tests.desktop.writing import OWNER, STRANGER, TEXTS, written
from tests.inference.typing import typed


@pytest.fixture(params=["local", "remote"])
def settings(request: pytest.FixtureRequest) -> Settings:
    if request.param == "local":
        return Settings()
    return Settings("remote", request.getfixturevalue("service_endpoint"))


@pytest.fixture
def ada(workspace: Workspace, settings: Settings) -> DesktopProfile:
    return enrolled(workspace, label="Ada", settings=settings)


@pytest.fixture
def eve(workspace: Workspace, settings: Settings) -> DesktopProfile:
    return enrolled(workspace, label="Eve", settings=settings, person=1)


def test_it_is_the_one_who_typed(
    workspace: Workspace, settings: Settings, ada: DesktopProfile, eve: DesktopProfile
) -> None:
    for person, profile in ((0, ada), (1, eve)):
        answer = workspace.identify("fixed", typed(77, person=person), settings)
        assert isinstance(answer, Identification)
        assert answer.known == profile
        assert {candidate.profile for candidate in answer.candidates} == {ada, eve}
        scores = [candidate.score for candidate in answer.candidates]
        assert scores == sorted(scores, reverse=True)
        assert answer.fmr == settings.fmr


@pytest.mark.usefixtures("ada", "eve")
def test_a_stranger_is_nobody(workspace: Workspace, settings: Settings) -> None:
    answer = workspace.identify("fixed", typed(77, person=2), settings)
    assert isinstance(answer, Identification)
    assert answer.known is None
    assert len(answer.candidates) == 2


@pytest.mark.usefixtures("ada")
def test_a_phrase_that_nobody_has_is_told(workspace: Workspace, settings: Settings) -> None:
    other = typed(77, codes=("KeyX",) * 9)
    assert workspace.identify("fixed", other, settings) == NOTHING_TO_COMPARE


@pytest.mark.usefixtures("ada")
def test_profiles_of_another_place_are_passed_over(
    workspace: Workspace, settings: Settings, service_endpoint: str
) -> None:
    there = Settings("remote", service_endpoint) if settings.scoring == "local" else Settings()
    assert workspace.identify("fixed", typed(77), there) == NOTHING_TO_COMPARE


def test_a_profile_that_only_the_service_knows_is_nobody_here(
    workspace: Workspace, ada: DesktopProfile, eve: DesktopProfile, settings: Settings
) -> None:
    workspace.profiles.delete(ada.id)
    answer = workspace.identify("fixed", typed(77), settings)
    assert isinstance(answer, Identification)
    assert answer.known is None
    assert [candidate.profile for candidate in answer.candidates] == [eve]


def test_without_consent_nobody_is_identified(workspace: Workspace) -> None:
    with pytest.raises(ConsentError):
        workspace.identify("fixed", typed(77), Settings())


@pytest.mark.usefixtures("ada")
def test_free_text_is_compared_with_free_text(workspace: Workspace, settings: Settings) -> None:
    profile = enrolled_free(workspace, label="Bea", settings=settings)
    for person, known in ((OWNER, profile), (STRANGER, None)):
        answer = workspace.identify("free", written(TEXTS[6], person), settings)
        assert isinstance(answer, Identification)
        assert answer.known == known
        assert [candidate.profile for candidate in answer.candidates] == [profile]
