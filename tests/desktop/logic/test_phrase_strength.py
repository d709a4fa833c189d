import pytest

from desktop.logic.passphrase import draw_passphrase
from desktop.logic.phrase_strength import Level, phrase_strength


@pytest.mark.parametrize(
    ("phrase", "level"),
    [
        ("", Level.TOO_SHORT),
        ("tides", Level.TOO_SHORT),
        ("the tide", Level.WEAK),
        ("the tide is in", Level.FAIR),
        ("quiet rivers carry it", Level.GOOD),
        ("quiet rivers carry old songs", Level.STRONG),
        ("aaaaaaaaaaaaaaaaaaaaaaaaaaaa", Level.WEAK),
    ],
)
def test_longer_and_more_varied_phrases_are_stronger(phrase: str, level: Level) -> None:
    assert phrase_strength(phrase).level is level


def test_shift_makes_no_other_key() -> None:
    assert phrase_strength("Tide TIDE") == phrase_strength("tide tide")


def test_a_phrase_that_repeats_itself_is_told_so() -> None:
    assert "repeats" in phrase_strength("ab ab ab ab ab ab ab").advice


def test_the_advice_never_holds_the_phrase() -> None:
    drawn = draw_passphrase().text
    assert drawn not in repr(phrase_strength(drawn))
