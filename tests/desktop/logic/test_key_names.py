import pytest

from desktop.logic.key_names import key_names


def test_each_key_has_its_character_and_the_last_is_enter() -> None:
    assert key_names(4, "a b", masked=False) == ("a", "␣", "b", "⏎")


def test_a_text_without_enter_has_none() -> None:
    assert key_names(2, "ab", masked=False) == ("a", "b")


def test_what_is_hidden_on_the_screen_is_hidden_here() -> None:
    assert key_names(4, "a b", masked=True) == ("•", "•", "•", "⏎")


@pytest.mark.parametrize("text", ["", "a", "abcde"])
def test_a_text_of_another_length_names_nothing(text: str) -> None:
    assert key_names(4, text, masked=False) == ("1", "2", "3", "4")
