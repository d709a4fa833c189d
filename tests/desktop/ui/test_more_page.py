import pytest

from desktop.logic.more_samples import WANTED
from desktop.logic.workspace import Workspace
from tests.desktop.ui.conftest import Stage
from tests.desktop.ui.enrolling import enroll
from tests.desktop.ui.test_free_text import enroll as enroll_free
from tests.desktop.ui.typing import PHRASE, attempt
from tests.inference.typing import PHRASE as CODES
from tests.inference.typing import typed


@pytest.fixture
def asked(inside: Stage) -> Stage:
    """Show the page on which Ada types more."""
    enroll(inside)
    inside.click("enrollBack")
    inside.choose("profileTypeMore")
    assert inside.page() == "more"
    return inside


def changes(workspace: Workspace) -> list[tuple[str, int]]:
    """Give what made each version of the one profile, and its samples, the oldest first."""
    (profile,) = workspace.profiles.all()
    versions = workspace.versions(profile)
    return [(version.change, version.samples) for version in reversed(versions)]


def type_all(stage: Stage, first: int, person: int = 0) -> None:
    for seed in range(first, first + WANTED["fixed"]):
        stage.attempt(attempt(seed, person), PHRASE)


def test_the_owners_attempts_are_added(asked: Stage, workspace: Workspace) -> None:
    type_all(asked, 100)
    assert asked.page() == "profiles"
    assert "are added" in asked.desk.window.banner.message
    assert changes(workspace) == [("enrolled", 10), ("samples_added", 15)]


def test_a_strangers_are_not_and_one_may_try_again(asked: Stage, workspace: Workspace) -> None:
    type_all(asked, 100, person=1)
    assert asked.page() == "more"
    assert "nothing was added" in asked.text("moreStatus")
    assert changes(workspace) == [("enrolled", 10)]
    type_all(asked, 200)
    assert changes(workspace) == [("enrolled", 10), ("samples_added", 15)]


def test_what_is_mistyped_does_not_count(asked: Stage) -> None:
    asked.attempt(typed(100, codes=CODES[:-1]), PHRASE[:-1])
    assert asked.text("moreStatus").startswith("Not counted")


def test_giving_up_adds_nothing(asked: Stage, workspace: Workspace) -> None:
    asked.attempt(attempt(100), PHRASE)
    asked.click("moreCancel")
    assert asked.page() == "profiles"
    assert changes(workspace) == [("enrolled", 10)]


def test_a_profile_that_is_gone_is_told(asked: Stage, workspace: Workspace) -> None:
    (profile,) = workspace.profiles.all()
    workspace.removal.delete(profile)
    type_all(asked, 100)
    assert "no such profile" in asked.text("moreStatus")


def test_free_text_is_asked_for_a_sentence_at_a_time(inside: Stage) -> None:
    enroll_free(inside, 3)
    inside.click("sidebar_profiles")
    inside.choose("profileTypeMore")
    assert inside.text("phrase")
    assert inside.shows("typingDone")
