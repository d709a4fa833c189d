import string

import pytest

from inference.errors import InputError
from inference.us_layout import US_KEYS, key_for


@pytest.mark.parametrize(
    ("character", "code", "shifted"),
    [
        ("a", "KeyA", False),
        ("A", "KeyA", True),
        ("5", "Digit5", False),
        (")", "Digit0", True),
        ('"', "Quote", True),
        (" ", "Space", False),
        ("\n", "Enter", False),
    ],
)
def test_the_key_that_makes_a_character(character: str, code: str, shifted: bool) -> None:
    assert key_for(character) == (code, shifted)


def test_each_printable_character_has_a_key_of_its_own() -> None:
    characters = string.ascii_letters + string.digits + string.punctuation + " "
    keys = {key_for(character) for character in characters}
    assert len(keys) == len(characters)
    assert {code for code, _ in keys} == set(US_KEYS) - {"Enter", "Tab"}


def test_a_character_of_no_us_key_is_told() -> None:
    with pytest.raises(InputError, match="US keyboard"):
        key_for("\u00fc")
