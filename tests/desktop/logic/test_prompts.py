import re
from itertools import pairwise

from desktop.logic.prompts import PROMPTS, PromptDeck
from inference.strokes import MAX_KEYS, MIN_KEYS
from inference.us_layout import key_for


def test_each_sentence_comes_once_before_any_comes_again() -> None:
    deck = PromptDeck()
    for _ in range(2):
        assert {deck.draw() for _ in PROMPTS} == set(PROMPTS)


def test_no_sentence_comes_twice_in_a_row() -> None:
    deck = PromptDeck()
    drawn = [deck.draw() for _ in range(20 * len(PROMPTS))]
    assert all(one != other for one, other in pairwise(drawn))


def test_they_are_of_a_length_and_typed_key_by_key() -> None:
    assert all(2 * MIN_KEYS < len(prompt) < MAX_KEYS for prompt in PROMPTS)
    assert all(key_for(character) for prompt in PROMPTS for character in prompt)


def test_together_they_have_all_letters() -> None:
    assert set(re.findall("[a-z]", " ".join(PROMPTS).lower())) == set("abcdefghijklmnopqrstuvwxyz")
