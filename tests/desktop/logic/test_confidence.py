import pytest

from desktop.logic.confidence import confidence


@pytest.mark.parametrize(
    ("score", "times", "words"),
    [
        (0.3, 1, "no support either way"),
        (1.0, 3, "weak support"),
        (5.7, 300, "moderately strong support"),
        (-5.7, 300, "moderately strong support"),
        (9.0, 8000, "strong support"),
    ],
)
def test_a_score_is_told_in_words(score: float, times: int, words: str) -> None:
    sure = confidence(score)
    assert (sure.times, sure.strength, sure.for_owner) == (times, words, score > 0)
