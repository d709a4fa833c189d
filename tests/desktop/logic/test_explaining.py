from dataclasses import replace

import pytest

from desktop.logic.refusal import MISTYPED
from desktop.logic.settings import Settings
from desktop.logic.stand_in import StandInAnswer
from desktop.logic.workspace import Workspace
from inference.decision import Decision
from inference.explanation import FixedExplanation, FreeExplanation
from inference.sample import Sample
from tests.desktop.logic.enrolling import enrolled, enrolled_free
from tests.desktop.writing import TEXTS, written
from tests.inference.typing import typed

RATE = 0.0075


def test_an_answer_comes_with_what_was_like_the_profile(workspace: Workspace) -> None:
    answer, why = workspace.verify_explained(enrolled(workspace), typed(77), Settings(), RATE)
    assert isinstance(answer, Decision)
    assert answer.fmr == RATE
    assert isinstance(why, FixedExplanation)
    assert len(why.holds) == len(typed(77).keystrokes)


def test_it_explains_the_template_that_decided_and_this_attempt(workspace: Workspace) -> None:
    profile = enrolled(workspace)
    template = workspace._templates.of(profile)
    assert template is not None
    _, why = workspace.verify_explained(profile, typed(77), Settings(), RATE)
    assert why == workspace.recognizer.explain(template, typed(77))
    _, of_stranger = workspace.verify_explained(profile, typed(77, person=1), Settings(), RATE)
    assert isinstance(why, FixedExplanation)
    assert isinstance(of_stranger, FixedExplanation)
    assert of_stranger.mean_deviation > why.mean_deviation


def test_free_text_is_explained_window_by_window(workspace: Workspace) -> None:
    profile = enrolled_free(workspace)
    _, why = workspace.verify_explained(profile, written(TEXTS[6]), Settings(), RATE)
    assert isinstance(why, FreeExplanation)
    assert why.windows


def test_what_has_no_verdict_has_no_explanation(workspace: Workspace) -> None:
    other = Sample(typed(77).keystrokes[:8])
    explained = workspace.verify_explained(enrolled(workspace), other, Settings(), RATE)
    assert explained == (MISTYPED, None)


class TestByAService:
    @pytest.fixture
    def remote(self, service_endpoint: str) -> Settings:
        return Settings("remote", service_endpoint, local_when_away=True)

    def test_without_a_copy_there_is_none(self, workspace: Workspace, remote: Settings) -> None:
        remote = replace(remote, local_when_away=False)
        profile = enrolled(workspace, settings=remote)
        assert not profile.stand_in_id
        answer, why = workspace.verify_explained(profile, typed(77), remote, RATE)
        assert isinstance(answer, Decision)
        assert why is None

    def test_with_a_copy_the_copy_explains(self, workspace: Workspace, remote: Settings) -> None:
        profile = enrolled(workspace, settings=remote)
        assert profile.stand_in_id
        answer, why = workspace.verify_explained(profile, typed(77), remote, RATE)
        assert isinstance(answer, Decision)
        assert isinstance(why, FixedExplanation)

    def test_the_answer_of_a_stand_in_is_explained_too(
        self, workspace: Workspace, remote: Settings, dead_endpoint: str
    ) -> None:
        profile = enrolled(workspace, settings=remote)
        assert profile.stand_in_id
        away = replace(profile, endpoint=dead_endpoint)
        answer, why = workspace.verify_explained(away, typed(77), remote, RATE)
        assert isinstance(answer, StandInAnswer)
        assert isinstance(why, FixedExplanation)

    def test_a_copy_that_is_gone_is_no_error(self, workspace: Workspace, remote: Settings) -> None:
        profile = replace(enrolled(workspace, settings=remote), stand_in_id="gone")
        assert workspace._templates.of(profile) is None
