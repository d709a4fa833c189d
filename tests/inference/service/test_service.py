import json
import math
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inference.bundle import bundled_models, load_bundle
from inference.errors import (
    ContractError,
    EnrollmentError,
    InputError,
    ModeMismatchError,
    NotFoundError,
    TamperedRecordError,
    TooManyProfilesError,
)
from inference.recognizer import Recognizer
from inference.service.attempts import Attempts
from inference.service.profile import Enrollment, Profile, checked_label
from inference.service.service import MAX_PROFILES, Service
from inference.stores.sqlite import SqliteStore
from tests.inference.service.conftest import Typing, Writing
from tests.inference.stores.conftest import FixedKey
from tests.inference.typing import attempts, typed


def test_a_profile_is_made_and_tells_its_owner_apart(service: Service, typing: Typing) -> None:
    profile = service.enroll("ada", "Work", typing.many(6))
    assert (profile.label, profile.mode, profile.samples, profile.keys) == (
        "Work", "fixed", 6, 12,
    )  # fmt: skip
    assert datetime.now(UTC) - profile.created < timedelta(minutes=1)
    assert service.verify("ada", profile.id, typing.one(10)).accepted
    assert not service.verify("ada", profile.id, typing.one(10, person=1)).accepted


def test_a_decision_is_the_recognizers_own(
    service: Service, recognizer: Recognizer, typing: Typing
) -> None:
    profile = service.enroll("ada", "Work", typing.many(6))
    template = recognizer.enroll(typing.many(6))
    for probe in (typing.one(10), typing.one(10, person=1)):
        assert service.verify("ada", profile.id, probe, 0.02) == recognizer.verify(
            template, probe, 0.02
        )


def test_a_profile_of_free_text_is_made_and_tells_its_owner_apart(writing: Writing) -> None:
    service = writing.service
    profile = service.enroll("ada", "Work", writing.many(1))
    assert (profile.mode, profile.samples) == ("free", 1)
    assert 130 <= profile.keys <= 150
    assert service.verify("ada", profile.id, writing.one(10)).accepted
    assert not service.verify("ada", profile.id, writing.one(10, person=1)).accepted
    phrase = writing.recognizer.extract(typed(1))
    with pytest.raises(ModeMismatchError):
        service.verify("ada", profile.id, phrase)
    with pytest.raises(ModeMismatchError):
        service.enroll("ada", "Both", [*writing.many(1), phrase])


def test_identify_skips_profiles_of_another_mode(writing: Writing) -> None:
    service = writing.service
    texts = [service.enroll("ada", "Text", writing.many(3, person)) for person in range(2)]
    phrase = service.enroll("ada", "P", list(map(writing.recognizer.extract, attempts(5))))
    ranking, _ = service.identify("ada", writing.one(20, person=1))
    assert [match.name for match in ranking.matches] == [texts[1].id, texts[0].id]
    assert (ranking.unknown, ranking.skipped) == (False, (phrase.id,))


def learning(recognizer: Recognizer, store: SqliteStore) -> Service:
    return Service(recognizer, store, adapt=True)


def kept(store: SqliteStore, profile: Profile) -> Enrollment:
    return Enrollment.from_bytes(store.get("ada", "profile", profile.id).data)


def test_templates_learn_where_that_is_wanted(
    recognizer: Recognizer, store: SqliteStore, typing: Typing
) -> None:
    service = learning(recognizer, store)
    profile = service.enroll("ada", "Work", typing.many(8))
    enrolled = kept(store, profile).template
    for person in (1, 0):
        service.verify("ada", profile.id, typing.one(10, person))
        assert kept(store, profile).template.samples == (8 if person else 9)
    service.verify("ada", profile.id, typing.one(11))
    assert kept(store, profile).template.samples == 10
    assert kept(store, profile).enrolled == enrolled


def test_what_was_learnt_can_be_taken_back(
    recognizer: Recognizer, store: SqliteStore, typing: Typing
) -> None:
    service = learning(recognizer, store)
    profile = service.enroll("ada", "Work", typing.many(8))
    before = kept(store, profile)
    for repetition in (10, 11):
        service.verify("ada", profile.id, typing.one(repetition))
    for version in (4, 5):
        assert service.restore("ada", profile.id) == replace(profile, version=version)
        assert kept(store, profile) == before
    with pytest.raises(NotFoundError):
        service.restore("ben", profile.id)


def test_free_templates_learn_as_well(writing: Writing, store: SqliteStore) -> None:
    service = learning(writing.recognizer, store)
    profile = service.enroll("ada", "Work", writing.many(3))
    service.verify("ada", profile.id, writing.one(10))
    assert kept(store, profile).template.samples == 4


def test_who_changed_a_profile_first_wins_and_the_decision_stands(
    recognizer: Recognizer, typing: Typing, tmp_path: Path
) -> None:
    with SqliteStore(tmp_path / "rival.sqlite", FixedKey()) as store:
        profile = Service(recognizer, store).enroll("ada", "Work", typing.many(8))

        class Overtaken(Recognizer):
            def update(self, template: Any, sample: Any) -> Any:
                record = store.get("ada", "profile", profile.id)
                store.replace("ada", "profile", profile.id, record.data, record.version)
                return recognizer.update(template, sample)

        overtaken = Overtaken(load_bundle(bundled_models()))
        service = Service(overtaken, store, adapt=True)
        assert service.verify("ada", profile.id, typing.one(10)).accepted
        assert kept(store, profile).template.samples == 8


def test_profiles_stored_before_templates_could_learn_are_read(
    service: Service, store: SqliteStore, typing: Typing
) -> None:
    profile = service.enroll("ada", "Work", typing.many(5))
    document = json.loads(store.get("ada", "profile", profile.id).data)
    del document["enrolled"]
    assert Enrollment.from_bytes(json.dumps(document).encode()) == kept(store, profile)


def test_ids_are_random_and_labels_may_repeat(service: Service, typing: Typing) -> None:
    first, second = (service.enroll("ada", "Work", typing.many(5)) for _ in range(2))
    assert first.id != second.id
    assert service.identify("ada", typing.one(9)).labels == {first.id: "Work", second.id: "Work"}


def test_foreign_profiles_look_absent(service: Service, typing: Typing) -> None:
    profile = service.enroll("ada", "Work", typing.many(5))
    for owner, profile_id in (("ben", profile.id), ("ada", "0" * 32)):
        with pytest.raises(NotFoundError, match="no such profile"):
            service.verify(owner, profile_id, typing.one(9))
        with pytest.raises(NotFoundError, match="no such profile"):
            service.delete(owner, profile_id)
    foreign = service.identify("ben", typing.one(9))
    assert (foreign.ranking.matches, foreign.labels) == ((), {})
    assert service.delete_all("ben") == 0
    assert service.verify("ada", profile.id, typing.one(9)).accepted


def test_identify_names_profiles_by_id(service: Service, typing: Typing) -> None:
    people = [service.enroll("ada", f"Person {one}", typing.many(8, one)) for one in range(3)]
    ranking, labels = service.identify("ada", typing.one(20, person=1), 0.05)
    assert labels == {one.id: one.label for one in people}
    assert ranking.matches[0].name == people[1].id
    assert not ranking.unknown
    assert {match.name for match in ranking.matches} == {one.id for one in people}


def ids(store: SqliteStore, owner: str) -> set[str]:
    return {record.record_id for record in store.list(owner, "profile").records}


def test_deleting_takes_one_profile(service: Service, store: SqliteStore, typing: Typing) -> None:
    gone, kept = (service.enroll("ada", "Work", typing.many(5)) for _ in range(2))
    service.delete("ada", gone.id)
    assert ids(store, "ada") == {kept.id}


def test_delete_all_takes_everything_of_one_owner(
    service: Service, store: SqliteStore, typing: Typing
) -> None:
    service.enroll("ada", "Work", typing.many(5))
    service.enroll("ada", "Home", typing.many(5))
    kept = service.enroll("ben", "Work", typing.many(5))
    assert service.delete_all("ada") == 2
    assert ids(store, "ada") == set()
    assert ids(store, "ben") == {kept.id}


def test_one_owner_may_have_so_many_profiles(
    service: Service, store: SqliteStore, typing: Typing
) -> None:
    with store.transaction():
        for number in range(MAX_PROFILES - 1):
            store.create("ada", "profile", f"{number:032x}", b"unreadable ones count too")
    profile = service.enroll("ada", "The last", typing.many(5))
    with pytest.raises(TooManyProfilesError, match="delete one"):
        service.enroll("ada", "One more", typing.many(5))
    service.enroll("ben", "His first", typing.many(5))
    service.delete("ada", profile.id)
    service.enroll("ada", "Another one", typing.many(5))


def test_nothing_of_rejected_probes_is_stored(
    service: Service, store: SqliteStore, typing: Typing
) -> None:
    profile = service.enroll("ada", "Work", typing.many(6))
    before = store.get("ada", "profile", profile.id)
    assert not service.verify("ada", profile.id, typing.one(10, person=1)).accepted
    assert service.identify("ada", typing.one(11, person=1)).ranking.unknown
    attempts = Attempts.from_bytes(store.get("ada", "attempts", profile.id).data)
    assert attempts == Attempts(failures=2)
    assert store.get("ada", "profile", profile.id) == before


def test_a_damaged_profile_does_not_hide_the_others(
    service: Service, typing: Typing, tmp_path: Path
) -> None:
    good, bad = (service.enroll("ada", label, typing.many(5)) for label in ("Good", "Bad"))
    connection = sqlite3.connect(tmp_path / "store.sqlite")
    with connection:
        connection.execute("UPDATE records SET version = 9 WHERE record_id = ?", (bad.id,))
    connection.close()
    ranking, labels = service.identify("ada", typing.one(9))
    assert labels == {good.id: "Good"}
    assert [match.name for match in ranking.matches] == [good.id]
    assert ranking.skipped == (bad.id,)
    with pytest.raises(TamperedRecordError):
        service.verify("ada", bad.id, typing.one(9))
    service.delete("ada", bad.id)
    assert service.identify("ada", typing.one(10)).ranking.skipped == ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b'{"label": "", "created": "", "template": ""}',
        b'{"label": "", "created": "2026-11-23", "template": 5, "enrolled": []}',
    ],
)
def test_a_profile_of_another_version_is_told_apart(
    service: Service, store: SqliteStore, typing: Typing, data: bytes
) -> None:
    store.create("ada", "profile", "1", data)
    assert service.identify("ada", typing.one(9)).ranking.skipped == ("1",)
    with pytest.raises(TamperedRecordError, match="update the program"):
        Enrollment.from_bytes(data)


def test_features_of_another_model_are_refused(service: Service, typing: Typing) -> None:
    profile = service.enroll("ada", "Work", typing.many(5))
    foreign = replace(typing.one(9), model="0" * 64)
    with pytest.raises(ContractError):
        service.verify("ada", profile.id, foreign)
    with pytest.raises(ContractError):
        service.identify("ada", foreign)
    with pytest.raises(ContractError):
        service.enroll("ada", "Work", [foreign] * 5)


def test_too_few_attempts_make_no_profile(
    service: Service, store: SqliteStore, typing: Typing
) -> None:
    for count in (0, 4):
        with pytest.raises(EnrollmentError, match="too few"):
            service.enroll("ada", "Work", typing.many(count))
    assert ids(store, "ada") == set()


@pytest.mark.parametrize(
    ("fmr", "message"),
    [
        (0.051, r"at most 0\.05"),
        *(
            (none, "must be a number above 0")
            for none in (0, -0.1, 1, math.nan, math.inf, "1%", None)
        ),
    ],
)
def test_the_operators_largest_fmr_holds(
    recognizer: Recognizer, store: SqliteStore, typing: Typing, fmr: Any, message: str
) -> None:
    service = Service(recognizer, store, max_fmr=0.05)
    profile = service.enroll("ada", "Work", typing.many(5))
    assert service.verify("ada", profile.id, typing.one(9), 0.05).fmr == 0.05
    with pytest.raises(InputError, match=message):
        service.verify("ada", profile.id, typing.one(9), fmr)
    with pytest.raises(InputError, match=message):
        service.identify("ada", typing.one(9), fmr)


@pytest.mark.parametrize(
    "label",
    [
        None, 7, b"Work", [], "", "  ", "x" * 101, "two\nlines", "bell\a", "half \ud800",
        "a\u2028b", "\u200b\u202e", "Work\u202e", "\ufeffWork", "\u0301", "\u3164", "\u2800 \u115f",
    ],
)  # fmt: skip
def test_labels_that_would_garble_are_refused(label: object) -> None:
    with pytest.raises(InputError, match="label"):
        checked_label(label)


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S"]), max_size=99).map("A{}".format))
def test_names_of_all_scripts_are_labels(label: str) -> None:
    assert checked_label(f" {label} ") == label.strip()
