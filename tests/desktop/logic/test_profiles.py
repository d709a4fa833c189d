from dataclasses import asdict
from datetime import date, timedelta

import pytest

from desktop.logic.documents import APP_OWNER, Documents
from desktop.logic.profiles import DesktopProfile
from desktop.logic.workspace import Workspace
from inference.errors import InputError, NotFoundError
from inference.service.profile import MAX_LABEL
from inference.stores.sqlite import SqliteStore
from tests.desktop.logic.enrolling import PHRASE, enrolled, enrolled_free
from tests.desktop.writing import TEXTS, written
from tests.inference.typing import typed


def test_profiles_come_back_by_label(workspace: Workspace) -> None:
    second = enrolled(workspace, label="bea")
    first = enrolled(workspace, label="Ada")
    assert workspace.profiles.all() == [first, second]
    assert workspace.profiles.get(first.id) == first


def test_the_phrase_is_kept_only_where_its_owner_agreed(workspace: Workspace) -> None:
    assert enrolled(workspace).phrase is None
    assert enrolled(workspace, keep_phrase=True).phrase == PHRASE


def test_the_phrase_is_in_no_repr(workspace: Workspace) -> None:
    profile = enrolled(workspace, label="somebody", keep_phrase=True)
    assert PHRASE not in repr(profile)
    assert "somebody" not in repr(profile)


def test_a_phrase_is_told_by_tag_and_length(workspace: Workspace) -> None:
    profile, extract = enrolled(workspace), workspace.recognizer.extract
    assert profile.fits(extract(typed(99, person=3)))
    assert not profile.fits(extract(typed(0, codes=("KeyT", "KeyI", "KeyD", "KeyE"))))
    assert not profile.fits(extract(typed(0, codes=("KeyX",) * 11)))


def test_free_text_fits_a_profile_of_free_text_only(workspace: Workspace) -> None:
    profile, sample = enrolled_free(workspace), written(TEXTS[6])
    assert profile.fits(workspace.recognizer.extract(sample, mode="free"))
    assert not profile.fits(workspace.recognizer.extract(sample))
    assert not enrolled(workspace).fits(workspace.recognizer.extract(sample, mode="free"))


def test_renaming_keeps_everything_else(workspace: Workspace) -> None:
    profile = enrolled(workspace)
    renamed = workspace.profiles.rename(profile.id, "  Lady Ada ")
    assert renamed.label == "Lady Ada"
    assert workspace.profiles.all() == [renamed]
    assert renamed.service_id == profile.service_id


@pytest.mark.parametrize("label", ["", "  ", "x" * (MAX_LABEL + 1), "\u202eadA"])
def test_labels_that_cannot_be_used(workspace: Workspace, label: str) -> None:
    profile = enrolled(workspace)
    with pytest.raises(InputError):
        workspace.profiles.rename(profile.id, label)
    assert workspace.profiles.all() == [profile]


def test_a_profile_that_is_gone_is_told(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError):
        workspace.profiles.get("0" * 32)
    workspace.profiles.delete("0" * 32)


def test_a_damaged_profile_does_not_hide_the_others(
    workspace: Workspace, store: SqliteStore
) -> None:
    damaged, sound = enrolled(workspace, label="a"), enrolled(workspace, label="b")
    store._file._connection.execute(
        "UPDATE records SET version = version + 1 WHERE record_id = ? AND kind = ?",
        (damaged.id, "desktop_profile"),
    )
    assert workspace.profiles.all() == [sound]
    assert workspace.profiles.listing() == ([sound], 1)
    assert workspace.profiles.delete_all() == 2
    assert not store.list(APP_OWNER, "desktop_profile").records


def day_of(profile: DesktopProfile, later: int) -> date:
    """Give the day `later` days after an enrolment, where the user is."""
    return profile.created_at.astimezone().date() + timedelta(days=later)


@pytest.mark.parametrize(
    ("days", "provisional"),
    [((), True), ((0, 0), True), ((1,), True), ((1, 1), True), ((0, 1, 4), False), ((2, 1), False)],
)
def test_a_profile_is_provisional_until_attempts_pass_on_two_later_days(
    workspace: Workspace, days: tuple[int, ...], provisional: bool
) -> None:
    profile = enrolled(workspace)
    for later in days:
        workspace.profiles.note_passed(profile.id, day_of(profile, later))
    assert workspace.profiles.get(profile.id).is_provisional is provisional


def test_no_more_days_are_kept_than_are_asked_about(workspace: Workspace) -> None:
    profile = enrolled(workspace)
    for later in range(1, 6):
        workspace.profiles.note_passed(profile.id, day_of(profile, later))
    kept = workspace.profiles.get(profile.id).later_days
    assert kept == tuple(day_of(profile, later).isoformat() for later in (1, 2))


def test_a_profile_of_an_earlier_version_is_read(workspace: Workspace, store: SqliteStore) -> None:
    profile = enrolled(workspace)
    document = asdict(profile)
    del document["later_days"]
    Documents(store, "desktop_profile").put(profile.id, document)
    assert workspace.profiles.get(profile.id) == profile


def test_a_day_of_a_profile_that_is_gone_brings_nothing_back(workspace: Workspace) -> None:
    profile = enrolled(workspace)
    workspace.profiles.delete(profile.id)
    workspace.profiles.note_passed(profile.id, day_of(profile, 1))
    assert workspace.profiles.all() == []
