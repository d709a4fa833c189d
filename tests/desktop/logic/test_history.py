import csv
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import count
from pathlib import Path

import pytest

from desktop.logic.delivery import WaitingEnrollment
from desktop.logic.documents import APP_OWNER
from desktop.logic.happened import STAND_IN
from desktop.logic.history import KEPT_FOR, Event, History, to_csv
from desktop.logic.identification import Identification
from desktop.logic.removal import DELETION
from desktop.logic.settings import Settings
from desktop.logic.workspace import Workspace
from inference.decision import Decision
from inference.stores.sqlite import SqliteStore
from tests.desktop.logic.enrolling import PHRASE, enrolled, made, typed_in
from tests.inference.stores.conftest import FixedKey
from tests.inference.typing import PHRASE as CODES
from tests.inference.typing import typed

UNSEEN = count(1000)


@pytest.fixture
def history(store: SqliteStore) -> History:
    return History(store)


def told(workspace: Workspace) -> list[Event]:
    """Give all events, the oldest first."""
    return workspace.history.past().events[::-1]


def kinds(workspace: Workspace) -> list[str]:
    return [event.kind for event in told(workspace)]


def at(day: int) -> str:
    return (datetime.now(UTC) - timedelta(days=day)).isoformat(timespec="milliseconds")


def test_events_come_back_as_they_were_the_newest_first(history: History) -> None:
    old = Event("enrolled", "1" * 32, "Ada", scored="local", time=at(3))
    new = Event("verified", "1" * 32, "Ada", True, 3.25, 1.5, 0.01, "local", time=at(1))
    for event in (new, old):
        history.add(event)
    assert history.past() == ([new, old], 0)


def test_a_damaged_event_does_not_hide_the_others(history: History, store: SqliteStore) -> None:
    history.add(Event("enrolled", "1" * 32, "Ada"))
    (damaged,) = store.list(APP_OWNER, "event").records
    kept = Event("enrolled", "2" * 32, "Bob")
    history.add(kept)
    store._file._connection.execute(
        "UPDATE records SET version = version + 1 WHERE record_id = ?", [damaged.record_id]
    )
    assert history.past() == ([kept], 1)
    history.forget("3" * 32)  # It may have been about that one.
    assert history.past() == ([kept], 0)


def test_events_are_gone_after_twelve_months(tmp_path: Path) -> None:
    now = [datetime.now(UTC).timestamp()]
    with SqliteStore(tmp_path / "store", FixedKey(), clock=lambda: now[0]) as store:
        history = History(store)
        history.add(Event("consent_given"))
        now[0] += KEPT_FOR.total_seconds() - 60
        assert len(history.past().events) == 1
        now[0] += 120
        assert history.past().events == []
        history.add(Event("consent_given"))
        assert store._file.rows("SELECT count(*) FROM records") == [(1,)]


def test_ten_thousand_events_are_forgotten_with_their_profile(
    history: History, store: SqliteStore
) -> None:
    with store.transaction():
        for number in range(10_000):
            history.add(Event("verified", str(number % 2), time=at(number % 300)))
    history.forget("0")
    left = history.past().events
    assert len(left) == 5_000
    assert {event.profile_id for event in left} == {"1"}
    history.forget_all()
    assert history.past().events == []


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1"])
def test_no_name_is_a_formula_in_a_spreadsheet(name: str) -> None:
    (row,) = csv.DictReader(StringIO(to_csv([Event("renamed", "1", name, note=name)])))
    assert row["label"] == row["note"] == f"'{name}"


def test_csv_has_a_column_for_each_field() -> None:
    event = Event("verified", "1", 'Ada, "the first"', False, -2.5, 1.0, 0.01, "remote")
    (row,) = csv.DictReader(StringIO(to_csv([event])))
    assert row == {
        "kind": "verified", "profile_id": "1", "label": 'Ada, "the first"', "accepted": "False",
        "score": "-2.5", "threshold": "1.0", "fmr": "0.01", "scored": "remote", "note": "",
        "time": event.time,
    }  # fmt: skip


def test_enrolling_and_renaming_are_told(workspace: Workspace) -> None:
    workspace.give_consent()
    profile = enrolled(workspace)
    workspace.rename(profile.id, "Lady Ada")
    consent, enrolment, renaming = told(workspace)
    assert consent.kind == "consent_given"
    assert (enrolment.kind, enrolment.label, enrolment.scored) == ("enrolled", "Ada", "local")
    assert (renaming.kind, renaming.label, renaming.note) == ("renamed", "Lady Ada", "Ada")
    assert enrolment.profile_id == renaming.profile_id == profile.id


@pytest.mark.parametrize("person", [0, 1])
def test_a_verification_is_told_with_its_score(workspace: Workspace, person: int) -> None:
    profile = enrolled(workspace)
    decision = workspace.verify(profile, typed(next(UNSEEN), person=person), Settings())
    assert isinstance(decision, Decision)
    event = told(workspace)[-1]
    assert (event.kind, event.profile_id, event.scored) == ("verified", profile.id, "local")
    assert (event.accepted, event.score, event.threshold, event.fmr) == (
        decision.accepted,
        decision.score,
        decision.threshold,
        decision.fmr,
    )


@pytest.mark.parametrize("person", [0, 1])
def test_an_identification_is_told_known_or_not(workspace: Workspace, person: int) -> None:
    enrolled(workspace)
    answer = workspace.identify("fixed", typed(next(UNSEEN), person=person), Settings())
    assert isinstance(answer, Identification)
    event = told(workspace)[-1]
    assert event.kind == "identified"
    assert event.accepted is (answer.known is not None)
    assert event.score == answer.candidates[0].score
    assert event.label == (answer.known.label if answer.known else "")


def test_what_is_not_scored_is_not_told(workspace: Workspace) -> None:
    profile = enrolled(workspace)
    before = told(workspace)
    workspace.verify(profile, typed(next(UNSEEN), codes=CODES[:-1]), Settings())
    assert told(workspace) == before


def test_deleting_a_profile_leaves_no_more_than_that_one_was_deleted(workspace: Workspace) -> None:
    profile = enrolled(workspace)
    bob = enrolled(workspace, label="Bob", person=1)
    workspace.verify(profile, typed(next(UNSEEN)), Settings())
    workspace.removal.delete(profile)
    enrolment, deletion = told(workspace)
    assert enrolment.profile_id == bob.id
    assert deletion == Event("deleted", scored="local", time=deletion.time)


def test_withdrawing_leaves_no_more_than_that(workspace: Workspace) -> None:
    workspace.give_consent()
    enrolled(workspace)
    workspace.withdraw_consent()
    (event,) = told(workspace)
    assert event == Event("consent_withdrawn", time=event.time)


def test_a_verification_that_ends_after_the_deletion_is_not_told(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = enrolled(workspace)
    scorer = workspace.scorers.at("local", "")
    verify = scorer.verify

    def late(*call: object) -> Decision:
        decision = verify(*call)  # type: ignore[arg-type]  # passed through
        workspace.removal.delete(profile)
        return decision

    monkeypatch.setattr(scorer, "verify", late)
    workspace.verify(profile, typed(next(UNSEEN)), Settings())
    assert kinds(workspace) == ["deleted"]


def test_what_a_service_was_told_late_is_told(
    workspace: Workspace, service_endpoint: str, dead_endpoint: str
) -> None:
    workspace.consent.give()
    away = Settings("remote", dead_endpoint)
    waiting = workspace.enroll(typed_in(workspace, settings=away), away)
    assert isinstance(waiting, WaitingEnrollment)
    assert told(workspace) == []
    moved = {**waiting.profile, "endpoint": service_endpoint}
    workspace.deliveries._outbox.note(replace(waiting, profile=moved, failure="It was away."))
    workspace.deliver()
    (event,) = told(workspace)
    assert (event.kind, event.label, event.scored) == ("synced", "Ada", "remote")

    workspace.removal.delete(workspace.profiles.get(waiting.id))
    deletion, delivered = told(workspace)
    assert deletion == Event("deleted", scored="remote", time=deletion.time)
    assert delivered == Event("synced", scored="remote", note=DELETION, time=delivered.time)


def test_an_enrolment_at_a_service_that_answers_is_an_enrolment(
    workspace: Workspace, service_endpoint: str
) -> None:
    profile = enrolled(workspace, settings=Settings("remote", service_endpoint))
    (event,) = told(workspace)
    assert (event.kind, event.profile_id, event.scored) == ("enrolled", profile.id, "remote")


def test_an_answer_of_the_stand_in_says_so(
    workspace: Workspace, service_endpoint: str, dead_endpoint: str
) -> None:
    settings = Settings("remote", service_endpoint, local_when_away=True)
    profile = replace(enrolled(workspace, settings=settings), endpoint=dead_endpoint)
    workspace.profiles.add(profile)
    workspace.verify(profile, typed(next(UNSEEN)), settings)
    event = told(workspace)[-1]
    assert (event.kind, event.scored, event.note) == ("verified", "local", STAND_IN)


def test_no_event_holds_what_was_typed(workspace: Workspace, store: SqliteStore) -> None:
    profile = enrolled(workspace, keep_phrase=True)
    workspace.verify(made(profile), typed(next(UNSEEN)), Settings())
    for record in store.list(APP_OWNER, "event").records:
        assert PHRASE.encode() not in record.data
