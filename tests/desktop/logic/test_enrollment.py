import pytest

from desktop.logic.enrollment import (
    MAX_PHRASE,
    MIN_PHRASE,
    WANTED_KEYS,
    FreeEnrollment,
    PhraseEnrollment,
    checked_phrase,
)
from desktop.logic.settings import Settings
from desktop.logic.workspace import Workspace
from inference.errors import EnrollmentError, InputError
from inference.sample import Keystroke, Sample
from tests.desktop.logic.enrolling import PHRASE
from tests.desktop.writing import free_samples
from tests.inference.typing import attempts, typed


@pytest.fixture
def session(workspace: Workspace) -> PhraseEnrollment:
    return PhraseEnrollment(workspace.recognizer, "Ada", PHRASE, wanted=Settings().attempts)


def slowed(sample: Sample) -> Sample:
    return Sample(
        [Keystroke(key.code, key.press_ms * 5, key.release_ms * 5) for key in sample.keystrokes]
    )


def test_it_asks_for_ten_and_takes_five(session: PhraseEnrollment) -> None:
    assert session.wanted == 10
    finishable = []
    for sample in attempts(10):
        assert session.add(sample) is None
        finishable.append(session.can_finish)
    assert finishable.index(True) == 4
    assert session.complete


def test_an_attempt_unlike_the_others_does_not_count_and_says_why(
    session: PhraseEnrollment,
) -> None:
    for sample in attempts(5):
        session.add(sample)
    refusal = session.add(slowed(typed(6)))
    assert refusal is not None
    assert refusal.code == "odd"
    assert refusal.message
    assert session.good == 5


def test_too_few_attempts_make_no_profile(session: PhraseEnrollment) -> None:
    for sample in attempts(4):
        session.add(sample)
    with pytest.raises(EnrollmentError):
        session.draft("local", "")


def test_the_profile_says_what_was_enrolled(session: PhraseEnrollment) -> None:
    for sample in attempts(5):
        session.add(sample)
    profile = session.draft("local", "https://x.org").profile
    assert (profile.label, profile.mode, profile.scored) == ("Ada", "fixed", "local")
    assert (profile.endpoint, profile.phrase) == ("", None)
    assert profile.positions == len(PHRASE) + 1
    assert profile.tag


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "x" * (MIN_PHRASE - 1),
        "x" * (MAX_PHRASE + 1),
        " leading",
        "trailing ",
        "the tide \N{WATER WAVE}",
        "\u6f6e\u6c50\u6f6e\u6c50\u6f6e\u6c50",
        "the tide\N{COMBINING ACUTE ACCENT}",
        "the\ttide",
    ],
)
def test_phrases_that_cannot_be_enrolled(phrase: str) -> None:
    with pytest.raises(EnrollmentError):
        checked_phrase(phrase)


@pytest.mark.parametrize("phrase", ["die Gezeiten für uns", "c'est la marée", "Прилив и отлив"])
def test_phrases_of_other_keyboards_can_be_enrolled(phrase: str) -> None:
    assert checked_phrase(phrase) == phrase


def test_a_nameless_profile_is_refused(workspace: Workspace) -> None:
    with pytest.raises(InputError):
        PhraseEnrollment(workspace.recognizer, " ", PHRASE, wanted=10)


class TestFreeText:
    @pytest.fixture
    def session(self, workspace: Workspace) -> FreeEnrollment:
        return FreeEnrollment(workspace.recognizer, "Ada")

    def test_it_counts_keys_and_takes_one_sample(self, session: FreeEnrollment) -> None:
        assert (session.good, session.wanted) == (0, WANTED_KEYS)
        finishable = [session.can_finish]
        (sample,) = free_samples(1)
        assert session.add(sample) is None
        assert session.good == len(sample.keystrokes)
        finishable.append(session.can_finish)
        assert finishable == [False, True]
        assert not session.complete

    def test_about_five_sentences_complete_it(self, session: FreeEnrollment) -> None:
        complete = []
        for sample in free_samples(6):
            session.add(sample)
            complete.append(session.complete)
        assert complete.index(True) in {4, 5}

    def test_a_sample_that_is_too_short_does_not_count_and_says_why(
        self, session: FreeEnrollment
    ) -> None:
        (sample,) = free_samples(1)
        refusal = session.add(Sample(sample.keystrokes[:10]))
        assert refusal is not None
        assert "short" in refusal.message
        assert session.good == 0

    def test_nothing_makes_no_profile(self, session: FreeEnrollment) -> None:
        with pytest.raises(EnrollmentError):
            session.draft("local", "")

    def test_the_profile_says_what_was_enrolled(self, session: FreeEnrollment) -> None:
        for sample in free_samples(1):
            session.add(sample)
        profile = session.draft("local", "").profile
        assert (profile.label, profile.mode, profile.scored) == ("Ada", "free", "local")
        assert (profile.positions, profile.tag, profile.phrase) == (0, None, None)
