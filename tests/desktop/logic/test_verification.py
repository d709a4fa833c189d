import pytest

from desktop.errors import RemoteError
from desktop.logic.refusal import MISTYPED
from desktop.logic.settings import Settings
from desktop.logic.verification import verify
from desktop.logic.workspace import Workspace
from inference.decision import Decision
from inference.sample import Sample
from tests.desktop.logic.enrolling import enrolled, enrolled_free
from tests.desktop.writing import STRANGER, TEXTS, written
from tests.inference.typing import typed


def verified(workspace: Workspace, settings: Settings, sample: Sample) -> object:
    profile = enrolled(workspace, settings=settings)
    scorer = workspace.scorers.at(profile.scored, profile.endpoint)
    return verify(workspace.recognizer, scorer, profile, sample, settings.fmr)


@pytest.fixture(params=["local", "remote"])
def settings(request: pytest.FixtureRequest) -> Settings:
    if request.param == "local":
        return Settings()
    return Settings("remote", request.getfixturevalue("service_endpoint"))


def test_the_owner_is_accepted(workspace: Workspace, settings: Settings) -> None:
    decision = verified(workspace, settings, typed(77))
    assert isinstance(decision, Decision)
    assert decision.accepted
    assert decision.fmr == 0.01


def test_a_stranger_is_not(workspace: Workspace, settings: Settings) -> None:
    decision = verified(workspace, settings, typed(77, person=1))
    assert isinstance(decision, Decision)
    assert not decision.accepted


def test_another_phrase_is_a_mistype(workspace: Workspace, settings: Settings) -> None:
    other = typed(77, codes=("KeyT", "KeyH", "KeyE", "Space", "KeyT", "KeyI", "KeyD", "KeyE"))
    assert verified(workspace, settings, other) == MISTYPED


def test_another_phrase_is_told_without_asking_the_service(workspace: Workspace) -> None:
    profile = enrolled(workspace)
    unreachable = workspace.scorers.at("remote", "http://127.0.0.1:9")
    assert verify(workspace.recognizer, unreachable, profile, typed(1, codes=("KeyX",) * 8), 0.01)


def test_a_service_that_is_away_is_an_error(workspace: Workspace, dead_endpoint: str) -> None:
    profile = enrolled(workspace)
    scorer = workspace.scorers.at("remote", dead_endpoint)
    with pytest.raises(RemoteError):
        verify(workspace.recognizer, scorer, profile, typed(1), 0.01)


def test_local_and_remote_scores_agree(workspace: Workspace, service_endpoint: str) -> None:
    sample = typed(77, person=2)
    local = verified(workspace, Settings(), sample)
    remote = verified(workspace, Settings("remote", service_endpoint), sample)
    assert isinstance(local, Decision)
    assert isinstance(remote, Decision)
    assert remote.score == pytest.approx(local.score, abs=0.051)
    assert remote.accepted == local.accepted


class TestFreeText:
    @staticmethod
    def verified(workspace: Workspace, settings: Settings, sample: Sample) -> Decision:
        profile = enrolled_free(workspace, settings=settings)
        scorer = workspace.scorers.at(profile.scored, profile.endpoint)
        decision = verify(workspace.recognizer, scorer, profile, sample, settings.fmr)
        assert isinstance(decision, Decision)
        return decision

    def test_the_owner_is_accepted_by_another_text(
        self, workspace: Workspace, settings: Settings
    ) -> None:
        assert self.verified(workspace, settings, written(TEXTS[6])).accepted

    def test_a_stranger_is_not(self, workspace: Workspace, settings: Settings) -> None:
        assert not self.verified(workspace, settings, written(TEXTS[6], STRANGER)).accepted

    def test_an_answer_to_few_keys_says_that_it_is_unsure(
        self, workspace: Workspace, settings: Settings
    ) -> None:
        decision = self.verified(workspace, settings, written("it was a small boat"))
        assert "short" in {reason.code for reason in decision.reasons}

    def test_what_is_too_short_is_not_accepted(
        self, workspace: Workspace, settings: Settings
    ) -> None:
        decision = self.verified(workspace, settings, written("a boat"))
        assert not decision.accepted
        assert [reason.code for reason in decision.reasons] == ["too_short"]

    def test_local_and_remote_scores_agree(
        self, workspace: Workspace, service_endpoint: str
    ) -> None:
        sample = written(TEXTS[6], STRANGER)
        local = self.verified(workspace, Settings(), sample)
        remote = self.verified(workspace, Settings("remote", service_endpoint), sample)
        assert remote.score == pytest.approx(local.score, abs=0.051)
        assert remote.accepted == local.accepted
