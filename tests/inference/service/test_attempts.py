import struct
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from inference.errors import (
    ConflictError,
    InputError,
    LockedError,
    NotFoundError,
    PreconditionError,
    ReplayedError,
    TamperedRecordError,
    VerificationRequiredError,
)
from inference.features import Features, FixedFeatures
from inference.service.attempts import MOST_BYTES, Attempts
from inference.service.replay import Seen
from inference.service.service import Service
from inference.stores.sqlite import SqliteStore
from tests.inference.service.conftest import Typing, Watch


@pytest.fixture
def profile_id(service: Service, typing: Typing) -> str:
    return service.enroll("ada", "Work", typing.many(6)).id


def fail(service: Service, profile_id: str, typing: Typing, times: int, first: int = 0) -> None:
    for repetition in range(first, first + times):
        probe = typing.one(repetition, person=1)
        assert not service.verify("ada", profile_id, probe).accepted


def test_five_failures_in_a_row_lock_a_profile(
    service: Service, profile_id: str, typing: Typing, clock: Watch
) -> None:
    fail(service, profile_id, typing, 5)
    with pytest.raises(LockedError) as caught:
        service.verify("ada", profile_id, typing.one(10))
    assert caught.value.until == datetime.fromtimestamp(int(clock.now) + 30, UTC)
    with pytest.raises(LockedError):
        service.identify("ada", typing.one(10))
    clock.now = caught.value.until.timestamp()
    assert service.verify("ada", profile_id, typing.one(10)).accepted


def test_the_lock_grows_up_to_an_hour() -> None:
    attempts, seconds = Attempts(), []
    for _ in range(50):
        attempts = attempts.failed(1000)
        seconds.append(attempts.locked_until and attempts.locked_until - 1000)
    assert seconds[:12] == [0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600]
    assert set(seconds[11:]) == {3600}


def test_an_operator_says_how_many_failures_lock() -> None:
    attempts = Attempts()
    for _ in range(9):
        attempts = attempts.failed(1000, 10)
    assert not attempts.locked_until
    assert attempts.failed(1000, 10).locked_until == 1030


def test_a_success_begins_the_count_anew(service: Service, profile_id: str, typing: Typing) -> None:
    for round_ in range(3):
        fail(service, profile_id, typing, 4, first=4 * round_)
        assert service.verify("ada", profile_id, typing.one(10 + round_)).accepted


def test_verification_and_identification_count_alike(
    service: Service, profile_id: str, typing: Typing
) -> None:
    fail(service, profile_id, typing, 3)
    for repetition in (20, 21):
        assert service.identify("ada", typing.one(repetition, person=1)).ranking.unknown
    with pytest.raises(LockedError):
        service.verify("ada", profile_id, typing.one(10))


def test_identification_passes_over_a_locked_profile(
    service: Service, profile_id: str, typing: Typing
) -> None:
    other = service.enroll("ada", "Other", typing.many(6, person=2))
    fail(service, profile_id, typing, 5)
    ranking, labels = service.identify("ada", typing.one(10, person=2))
    assert [match.name for match in ranking.matches] == [other.id]
    assert (ranking.unknown, ranking.skipped) == (False, (profile_id,))
    assert labels == {profile_id: "Work", other.id: "Other"}


def test_other_profiles_and_owners_are_not_locked(
    service: Service, profile_id: str, typing: Typing
) -> None:
    others = [service.enroll(owner, "Other", typing.many(6)) for owner in ("ada", "ben")]
    fail(service, profile_id, typing, 5)
    for owner, other in zip(("ada", "ben"), others, strict=True):
        assert service.verify(owner, other.id, typing.one(10)).accepted


def test_another_phrase_is_no_failure(
    service: Service, profile_id: str, typing: Typing, store: SqliteStore
) -> None:
    phrase = typing.one(1)
    assert isinstance(phrase, FixedFeatures)
    shorter = replace(phrase, holds=phrase.holds[:-1], intervals=phrase.intervals[:-1])
    for _ in range(9):
        assert service.verify("ada", profile_id, shorter).reasons[0].code == "other_phrase"
    assert store.list("ada", "attempts").records == ()


def test_many_guesses_at_once_get_no_more_answers_than_one_after_the_other(
    service: Service, profile_id: str, typing: Typing
) -> None:
    def guess(repetition: int) -> str:
        try:
            decision = service.verify("ada", profile_id, typing.one(repetition, person=1))
        except LockedError:
            return "locked"
        return "accepted" if decision.accepted else "rejected"

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(guess, range(48)))
    assert answers.count("rejected") == 5
    assert answers.count("locked") == 43


def test_what_was_accepted_is_not_accepted_again(
    service: Service, profile_id: str, typing: Typing
) -> None:
    assert service.verify("ada", profile_id, typing.one(10)).accepted
    for repeated in (typing.one(10), typing.one(0)):
        with pytest.raises(ReplayedError):
            service.verify("ada", profile_id, repeated)
        with pytest.raises(ReplayedError):
            service.identify("ada", repeated)
    with pytest.raises(ReplayedError):
        service.verify("ada", profile_id, typing.one(10))
    with pytest.raises(LockedError):
        service.verify("ada", profile_id, typing.one(11))


def test_of_one_probe_sent_many_times_at_once_one_is_accepted(
    service: Service, profile_id: str, typing: Typing
) -> None:
    def replay(_: int) -> bool:
        try:
            return service.verify("ada", profile_id, typing.one(10)).accepted
        except (ReplayedError, LockedError):
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(replay, range(24))) == 1


def test_samples_are_added_after_a_fresh_verification_and_their_owner_is_told(
    service: Service, profile_id: str, typing: Typing, clock: Watch
) -> None:
    more = [typing.one(repetition) for repetition in (20, 21)]
    with pytest.raises(VerificationRequiredError):
        service.add_samples("ada", profile_id, more)
    service.verify("ada", profile_id, typing.one(10))
    profile = service.add_samples("ada", profile_id, more)
    assert (profile.samples, profile.version) == (8, 2)
    assert [notice.code for notice in profile.notices] == ["samples_added"]
    assert profile.notices[0].at.timestamp() == int(clock.now)
    assert service.profile("ada", profile_id) == profile
    with pytest.raises(VerificationRequiredError):
        service.add_samples("ada", profile_id, [typing.one(22)])
    restored = service.restore("ada", profile_id)
    assert (restored.samples, restored.notices) == (6, profile.notices)


def test_a_verification_counts_for_five_minutes_if_it_was_strict(
    service: Service, profile_id: str, typing: Typing, clock: Watch
) -> None:
    for repetition, fmr, seconds in ((10, 0.01, 300), (11, 0.011, 0)):
        assert service.verify("ada", profile_id, typing.one(repetition), fmr).accepted
        clock.now += seconds
        with pytest.raises(VerificationRequiredError):
            service.add_samples("ada", profile_id, [typing.one(20)])


def test_samples_that_are_added_are_new_and_of_this_profile(
    service: Service, profile_id: str, typing: Typing
) -> None:
    service.verify("ada", profile_id, typing.one(10))
    for repeated in (typing.one(10), typing.one(3)):
        with pytest.raises(ReplayedError):
            service.add_samples("ada", profile_id, [repeated])
    with pytest.raises(InputError, match="at least one"):
        service.add_samples("ada", profile_id, [])
    with pytest.raises(NotFoundError):
        service.add_samples("ben", profile_id, [typing.one(20)])
    with pytest.raises(PreconditionError, match="version 1"):
        service.add_samples("ada", profile_id, [typing.one(20)], version=2)
    assert service.add_samples("ada", profile_id, [typing.one(20)], version=1).version == 2


def test_one_verification_adds_samples_once(
    service: Service, profile_id: str, typing: Typing
) -> None:
    service.verify("ada", profile_id, typing.one(10))

    def add(probe: Features) -> int:
        try:
            return service.add_samples("ada", profile_id, [probe]).version
        except (VerificationRequiredError, ConflictError):
            return 0

    probes = [typing.one(repetition) for repetition in range(20, 28)]
    with ThreadPoolExecutor(8) as pool:
        versions = sorted(pool.map(add, probes))
    assert versions == [0] * 7 + [2]


def test_deleting_a_profile_leaves_nothing_of_its_attempts(
    service: Service, profile_id: str, typing: Typing, store: SqliteStore
) -> None:
    service.verify("ada", profile_id, typing.one(10))
    with pytest.raises(PreconditionError):
        service.delete("ada", profile_id, version=2)
    assert service.delete("ada", profile_id, version=1) == 2
    assert store.list("ada", "attempts").records == ()


def test_the_record_of_attempts_stays_small_and_nothing_seen_is_forgotten(
    service: Service, profile_id: str, typing: Typing, store: SqliteStore
) -> None:
    accepted = []
    for repetition in range(10, 50):
        probe = typing.one(repetition)
        # So short a phrase is now and then typed nearly as before.
        with suppress(ReplayedError):
            if service.verify("ada", profile_id, probe).accepted:
                accepted.append(probe)
    assert len(store.get("ada", "attempts", profile_id).data) <= MOST_BYTES
    # Of the older ones one write in several is enough.
    assert store.get("ada", "attempts_older", profile_id).version < len(accepted) / 3
    assert len(service.export("ada", profile_id).attempts.known.marks) == len(accepted)
    with pytest.raises(ReplayedError):
        service.verify("ada", profile_id, accepted[0])
    assert service.delete("ada", profile_id) == 3
    assert store.list("ada", "attempts_older").records == ()


def test_who_was_stopped_while_moving_older_attempts_stops_nobody(
    service: Service, profile_id: str, typing: Typing, store: SqliteStore
) -> None:
    width = 2 * typing.one(0).positions - 1  # type: ignore[union-attr]  # they are fixed ones
    marks = np.arange(5 * width, dtype=np.int16).reshape(5, width)
    store.create("ada", "attempts_older", profile_id, Seen.nothing().with_marks(marks).to_bytes())
    rows = 0
    while store.get("ada", "attempts_older", profile_id).version == 1:
        assert rows < 40
        rows += service.verify("ada", profile_id, typing.one(10 + rows)).accepted
    assert len(service.export("ada", profile_id).attempts.known.marks) == 5 + rows


def test_attempts_of_the_first_format_are_read() -> None:
    seen = Seen.nothing().with_marks(np.array([[1, -2, 300]], np.int16))
    data = struct.pack("<HIqq", 1, 3, 5_000_000_000, 17) + seen.to_bytes()
    assert Attempts.from_bytes(data) == Attempts(3, 5_000_000_000, 17, seen)


def test_marks_that_are_in_both_records_count_once() -> None:
    rows = np.array([[1, 2, 3], [4, 5, 6]], np.int16)
    both = Attempts(seen=Seen(rows), older=Seen(rows[:1]), has_older=True)
    assert both.known == Seen(rows)
    assert both.moved().known == Seen(rows)


def test_attempts_are_written_and_read() -> None:
    seen = Seen.nothing().with_marks(np.array([[1, -2, 300]], np.int16))
    attempts = Attempts(3, 5_000_000_000, 17, seen)
    assert Attempts.from_bytes(attempts.to_bytes()) == attempts
    assert Attempts.from_bytes(Attempts().to_bytes()) == Attempts()


@pytest.mark.parametrize(
    "data", [b"", b"\x03" + bytes(30), b"\x01\x00" + bytes(20) + b"\x03\x00\x01"]
)
def test_attempts_that_cannot_be_read_are_told_apart(data: bytes) -> None:
    with pytest.raises(TamperedRecordError, match="update the program"):
        Attempts.from_bytes(data)
