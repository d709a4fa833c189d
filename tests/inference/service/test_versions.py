from collections.abc import Sequence
from dataclasses import replace

import pytest

from inference.errors import NotFoundError
from inference.recognizer import Recognizer
from inference.service.profile import Profile
from inference.service.service import Service
from inference.service.versions import KIND, MOST_VERSIONS
from inference.stores.sqlite import SqliteStore
from inference.template import Template
from tests.inference.service.conftest import Typing, Watch

DAY = 24 * 3600


@pytest.fixture
def service(recognizer: Recognizer, store: SqliteStore, clock: Watch) -> Service:
    return Service(recognizer, store, adapt=True, keep_versions=True, clock=clock)


@pytest.fixture
def profile(service: Service, typing: Typing) -> Profile:
    return service.enroll("ada", "Work", typing.many(8))


def template(service: Service, profile: Profile) -> Template:
    return service.export("ada", profile.id).enrollment.template


def told(service: Service, profile: Profile) -> Sequence[tuple[int, str, int, bool]]:
    """Give number, change, samples and whether it is current of each version, the oldest first."""
    versions = service.versions("ada", profile.id)
    return [(one.number, one.change, one.samples, one.is_current) for one in versions][::-1]


def learn(service: Service, profile: Profile, typing: Typing, seed: int) -> None:
    samples = template(service, profile).samples
    assert service.verify("ada", profile.id, typing.one(seed)).accepted
    assert template(service, profile).samples == samples + 1


def test_at_first_there_is_what_enrolment_made(service: Service, profile: Profile) -> None:
    (version,) = service.versions("ada", profile.id)
    assert (version.number, version.at, version.change) == (1, profile.created, "enrolled")
    assert version.is_current


def test_each_change_makes_a_version(
    service: Service, profile: Profile, typing: Typing, clock: Watch
) -> None:
    learn(service, profile, typing, 10)
    clock.now += 60
    service.add_samples("ada", profile.id, [typing.one(20), typing.one(21)])
    assert told(service, profile) == [
        (1, "enrolled", 8, False),
        (2, "learnt", 9, False),
        (3, "samples_added", 11, True),
    ]
    newest = service.versions("ada", profile.id)[0]
    assert int(newest.at.timestamp()) == int(clock.now)


def test_rolling_back_is_a_version_that_can_be_rolled_back(
    service: Service, profile: Profile, typing: Typing
) -> None:
    enrolled = template(service, profile)
    learn(service, profile, typing, 10)
    learnt = template(service, profile)
    service.roll_back("ada", profile.id, 1)
    assert template(service, profile) == enrolled
    assert told(service, profile)[-1] == (3, "restored", 8, True)
    service.roll_back("ada", profile.id, 2)
    assert template(service, profile) == learnt
    assert [one[0] for one in told(service, profile)] == [1, 2, 3, 4]


def test_a_day_of_learning_is_one_version(
    service: Service, profile: Profile, typing: Typing, clock: Watch
) -> None:
    clock.now = (clock.now // DAY + 1) * DAY
    for seed in (10, 11):
        learn(service, profile, typing, seed)
    clock.now += DAY
    learn(service, profile, typing, 12)
    assert told(service, profile) == [
        (1, "enrolled", 8, False),
        (3, "learnt", 10, False),
        (4, "learnt", 11, True),
    ]


def test_the_enrolled_one_and_the_newest_are_kept(
    service: Service, profile: Profile, typing: Typing, clock: Watch
) -> None:
    for seed in range(10, 10 + MOST_VERSIONS + 2):
        clock.now += DAY
        learn(service, profile, typing, seed)
    numbers = [number for number, *_rest in told(service, profile)]
    assert numbers == [1, *range(5, 5 + MOST_VERSIONS - 1)]
    with pytest.raises(NotFoundError):
        service.roll_back("ada", profile.id, 2)
    service.roll_back("ada", profile.id, 1)
    assert template(service, profile).samples == 8


def test_versions_are_deleted_with_their_profile(
    service: Service, profile: Profile, typing: Typing, store: SqliteStore
) -> None:
    learn(service, profile, typing, 10)
    assert len(store.list("ada", KIND).records) == 1
    assert service.delete("ada", profile.id) == 3
    assert not store.list("ada", KIND).records
    with pytest.raises(NotFoundError):
        service.versions("ada", profile.id)


def test_who_deletes_a_profile_while_it_learns_leaves_no_version(
    service: Service,
    profile: Profile,
    typing: Typing,
    store: SqliteStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    update = service.recognizer.update

    def overtaken(*asked: object) -> object:
        service.delete("ada", profile.id)
        return update(*asked)  # type: ignore[arg-type]  # passed through

    monkeypatch.setattr(service.recognizer, "update", overtaken)
    assert service.verify("ada", profile.id, typing.one(10)).accepted
    assert not store.list("ada", KIND).records


def test_nobody_reads_or_changes_anothers(service: Service, profile: Profile) -> None:
    with pytest.raises(NotFoundError):
        service.versions("ben", profile.id)
    with pytest.raises(NotFoundError):
        service.roll_back("ben", profile.id, 1)


def test_a_service_that_keeps_none_has_none(
    recognizer: Recognizer, store: SqliteStore, typing: Typing
) -> None:
    service = Service(recognizer, store, adapt=True)
    profile = service.enroll("ada", "Work", typing.many(8))
    assert service.verify("ada", profile.id, typing.one(10)).accepted
    assert service.versions("ada", profile.id) == ()
    assert not store.list("ada", KIND).records
    with pytest.raises(NotFoundError):
        service.roll_back("ada", profile.id, 1)
    assert service.profile("ada", profile.id) == replace(profile, samples=9, version=2)
