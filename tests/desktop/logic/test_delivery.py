import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from desktop.errors import (
    ConnectionLostError,
    ConsentError,
    NotListeningError,
    RemoteError,
    RemoteTooManyProfilesError,
    UnauthorizedError,
)
from desktop.logic.delivery import WaitingEnrollment
from desktop.logic.documents import APP_OWNER
from desktop.logic.profiles import DesktopProfile
from desktop.logic.settings import Settings
from desktop.logic.stand_in import StandInAnswer
from desktop.logic.workspace import Workspace
from inference.decision import Decision
from inference.errors import NotFoundError
from inference.stores.sqlite import SqliteStore
from tests.desktop.logic.enrolling import PHRASE, typed_in
from tests.desktop.logic.test_removal import UNSEEN
from tests.inference.typing import typed


@pytest.fixture
def away(dead_endpoint: str) -> Settings:
    return Settings("remote", dead_endpoint)


def enroll(
    workspace: Workspace, settings: Settings, *, keep_phrase: bool = False
) -> DesktopProfile | WaitingEnrollment:
    if workspace.consent.current() is None:
        workspace.consent.give()
    session = typed_in(workspace, settings=settings, keep_phrase=keep_phrase)
    return workspace.enroll(session, settings)


def waiting_at(workspace: Workspace, endpoint: str) -> WaitingEnrollment:
    """Have the service of what waits come back, at another address of this machine."""
    (letter,) = workspace.deliveries.waiting()
    moved = replace(letter, profile={**letter.profile, "endpoint": endpoint})
    workspace.deliveries._outbox.note(moved)
    return moved


class Scorer:
    """A service that does its work, fails, or both, as a test wants it."""

    label = "remote"

    def __init__(self, inner: Any) -> None:
        self.inner = inner
        self.made: dict[str, str] = {}
        self.before: Callable[[], None] = lambda: None
        self.after: Callable[[], None] = lambda: None

    def enroll(self, label: str, features: Any, key: str) -> str:
        self.before()
        if key not in self.made:
            self.made[key] = self.inner.enroll(label, features, key)
        self.after()
        return self.made[key]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


@pytest.fixture
def scorer(workspace: Workspace, service_endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Scorer:
    made = Scorer(workspace.scorers.at("remote", service_endpoint))
    monkeypatch.setattr(workspace.scorers, "at", lambda *_place: made)
    return made


def failing(error: RemoteError) -> Callable[[], None]:
    def fail() -> None:
        raise error

    return fail


def test_an_enrolment_waits_while_the_service_is_away_and_is_delivered_once(
    workspace: Workspace, away: Settings, service_endpoint: str
) -> None:
    waiting = enroll(workspace, away, keep_phrase=True)
    assert isinstance(waiting, WaitingEnrollment)
    assert "Nothing listens" in waiting.failure
    assert workspace.profiles.all() == []
    assert [one.id for one in workspace.deliveries.waiting()] == [waiting.id]
    assert not waiting.is_doubtful
    assert workspace.deliver() == 1
    waiting_at(workspace, service_endpoint)
    assert workspace.deliver() == 0
    (profile,) = workspace.profiles.all()
    assert (profile.id, profile.label, profile.phrase) == (waiting.id, "Ada", PHRASE)
    answer = workspace.verify(profile, typed(70), away)
    assert isinstance(answer, Decision)
    assert answer.accepted
    assert workspace.deliver() == 0
    assert workspace.profiles.all() == [profile]


def test_what_waits_is_encrypted_and_tells_nothing_in_passing(
    workspace: Workspace, away: Settings, store: SqliteStore
) -> None:
    waiting = enroll(workspace, away, keep_phrase=True)
    assert isinstance(waiting, WaitingEnrollment)
    # The log beside the file has what was written last.
    kept = b"".join(file.read_bytes() for file in store.path.parent.glob("store.sqlite*"))
    for planted in (PHRASE, "Ada", "intervals", waiting.key):
        assert planted.encode() not in kept
        assert planted not in repr(waiting)


def test_it_can_be_emptied(workspace: Workspace, away: Settings, store: SqliteStore) -> None:
    waiting = enroll(workspace, away)
    assert isinstance(waiting, WaitingEnrollment)
    workspace.deliveries.discard(waiting.id)
    workspace.deliveries.discard(waiting.id)
    assert workspace.deliveries.waiting() == []
    assert not store.list(APP_OWNER, "waiting_enrollment").records


def test_what_the_service_refuses_for_good_does_not_wait(
    workspace: Workspace, away: Settings, scorer: Scorer
) -> None:
    scorer.before = failing(RemoteTooManyProfilesError("Full."))
    with pytest.raises(RemoteTooManyProfilesError):
        enroll(workspace, away)
    assert workspace.deliveries.waiting() == []


def test_who_has_to_sign_in_first_loses_nothing(
    workspace: Workspace, away: Settings, scorer: Scorer
) -> None:
    scorer.before = failing(UnauthorizedError("Sign in."))
    assert isinstance(enroll(workspace, away), WaitingEnrollment)
    scorer.before = lambda: None
    assert workspace.deliver() == 0
    assert len(workspace.profiles.all()) == 1


def test_an_answer_that_is_lost_makes_no_second_profile(
    workspace: Workspace, away: Settings, scorer: Scorer
) -> None:
    scorer.after = failing(ConnectionLostError("Lost."))
    waiting = enroll(workspace, away)
    assert isinstance(waiting, WaitingEnrollment)
    assert waiting.is_doubtful
    scorer.before = failing(NotListeningError("Away."))
    assert workspace.deliver() == 1
    (still,) = workspace.deliveries.waiting()
    assert still.is_doubtful
    scorer.before = scorer.after = lambda: None
    assert workspace.deliver() == 0
    (profile,) = workspace.profiles.all()
    assert list(scorer.made.values()) == [profile.service_id]


@pytest.mark.parametrize("was_made", [True, False])
def test_after_a_day_the_service_is_asked_first_what_it_has(
    workspace: Workspace, away: Settings, scorer: Scorer, *, was_made: bool
) -> None:
    scorer.after = failing(ConnectionLostError("Lost."))
    waiting = enroll(workspace, away)
    assert isinstance(waiting, WaitingEnrollment)
    (made,) = scorer.made.values()
    yesterday = datetime.now(UTC) - timedelta(hours=25)
    workspace.deliveries._outbox.note(replace(waiting, since=yesterday.isoformat()))
    scorer.made.clear()  # The key is forgotten.
    scorer.after = lambda: None
    asked: list[datetime] = []

    def find(label: str, since: datetime) -> list[str]:
        assert label == "Ada"
        asked.append(since)
        return [made] if was_made else []

    scorer.__dict__["find"] = find
    assert workspace.deliver() == 0
    assert asked[0] < yesterday
    (profile,) = workspace.profiles.all()
    # What isn't found is asked for again, with the same key.
    assert list(scorer.made) == ([] if was_made else [waiting.key])
    assert profile.service_id in {made, *scorer.made.values()}


def test_a_crash_half_way_loses_nothing(
    workspace: Workspace, away: Settings, scorer: Scorer, store: SqliteStore
) -> None:
    def crash() -> None:
        raise SystemExit

    scorer.after = crash
    with pytest.raises(SystemExit):
        enroll(workspace, away)
    again = Workspace(store, in_keychain=False)
    again.scorers = workspace.scorers
    again.deliveries._scorers = workspace.scorers
    (waiting,) = again.deliveries.waiting()
    assert waiting.is_doubtful
    scorer.after = lambda: None
    assert again.deliver() == 0
    assert [one.service_id for one in again.profiles.all()] == list(scorer.made.values())


def is_known(workspace: Workspace, scorer: Scorer, service_id: str) -> bool:
    try:
        scorer.verify(service_id, workspace.recognizer.extract(typed(next(UNSEEN))), 0.01)
    except NotFoundError:
        return False
    return True


@pytest.mark.parametrize("withdraws", [False, True])
def test_what_is_given_up_after_it_was_perhaps_made_is_deleted_at_the_service(
    workspace: Workspace, away: Settings, scorer: Scorer, store: SqliteStore, withdraws: bool
) -> None:
    scorer.after = failing(ConnectionLostError("Lost."))
    waiting = enroll(workspace, away, keep_phrase=True)
    assert isinstance(waiting, WaitingEnrollment)
    (made,) = scorer.made.values()
    if withdraws:
        assert workspace.withdraw_consent().pending == 1
    else:
        workspace.deliveries.discard(waiting.id)
    assert workspace.deliveries.waiting() == []
    assert workspace.deliveries.unwanted() == 1
    (record,) = store.list(APP_OWNER, "waiting_enrollment").records
    assert json.loads(record.data)["profile"]["phrase"] is None
    assert is_known(workspace, scorer, made)
    scorer.after = lambda: None
    assert workspace.deliver() == 0
    assert not is_known(workspace, scorer, made)
    assert workspace.profiles.all() == []


def test_what_is_given_up_while_it_is_made_is_deleted_at_the_service(
    workspace: Workspace, away: Settings, scorer: Scorer
) -> None:
    def give_up() -> None:
        (waiting,) = workspace.deliveries.waiting()
        workspace.deliveries.discard(waiting.id)

    scorer.after = give_up
    with pytest.raises(ConsentError, match="given up"):
        enroll(workspace, away)
    (made,) = scorer.made.values()
    assert not is_known(workspace, scorer, made)
    assert workspace.profiles.all() == []


class TestStandIn:
    @pytest.fixture
    def settings(self, service_endpoint: str) -> Settings:
        return Settings("remote", service_endpoint, local_when_away=True)

    @pytest.fixture
    def profile(self, workspace: Workspace, settings: Settings) -> DesktopProfile:
        profile = enroll(workspace, settings)
        assert isinstance(profile, DesktopProfile)
        assert profile.stand_in_id
        return profile

    def unplugged(
        self, workspace: Workspace, profile: DesktopProfile, endpoint: str
    ) -> DesktopProfile:
        moved = replace(profile, endpoint=endpoint)
        workspace.profiles.add(moved)
        return moved

    def test_while_the_service_answers_it_decides(
        self, workspace: Workspace, settings: Settings, profile: DesktopProfile
    ) -> None:
        assert isinstance(workspace.verify(profile, typed(70), settings), Decision)

    @pytest.mark.parametrize(("person", "accepted"), [(0, True), (1, False)])
    def test_while_it_is_away_this_machine_does_and_says_so(
        self, workspace: Workspace, settings: Settings, profile: DesktopProfile,
        dead_endpoint: str, *, person: int, accepted: bool,
    ) -> None:  # fmt: skip
        moved = self.unplugged(workspace, profile, dead_endpoint)
        away = replace(settings, endpoint=dead_endpoint)
        answer = workspace.verify(moved, typed(70, person=person), away)
        assert isinstance(answer, StandInAnswer)
        assert isinstance(answer.answer, Decision)
        assert answer.answer.accepted is accepted
        who = workspace.identify("fixed", typed(71, person=person), away)
        assert isinstance(who, StandInAnswer)

    def test_it_is_off_unless_the_settings_allow_it(
        self, workspace: Workspace, settings: Settings, profile: DesktopProfile, dead_endpoint: str
    ) -> None:
        moved = self.unplugged(workspace, profile, dead_endpoint)
        assert Settings().local_when_away is False
        with pytest.raises(NotListeningError):
            workspace.verify(moved, typed(70), replace(settings, local_when_away=False))

    def test_a_service_that_refuses_is_not_got_around(
        self, workspace: Workspace, settings: Settings, profile: DesktopProfile, scorer: Scorer
    ) -> None:
        scorer.inner = None
        scorer.__dict__["verify"] = lambda *_arguments: failing(UnauthorizedError("Sign in."))()
        with pytest.raises(UnauthorizedError):
            workspace.verify(profile, typed(70), settings)

    def test_twins_go_with_their_profiles(
        self, workspace: Workspace, profile: DesktopProfile, store: SqliteStore
    ) -> None:
        assert store.list("stand-in", "profile").records
        workspace.removal.delete(profile)
        assert not store.list("stand-in", "profile").records

    def test_twins_are_nobodys_candidates(
        self, workspace: Workspace, settings: Settings, profile: DesktopProfile
    ) -> None:
        here = enroll(workspace, Settings())
        assert isinstance(here, DesktopProfile)
        answer = workspace.identify("fixed", typed(70), Settings())
        assert getattr(answer, "known", None) == here
