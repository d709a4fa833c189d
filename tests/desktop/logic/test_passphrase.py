import math

from desktop.logic.enrollment import checked_phrase
from desktop.logic.passphrase import WORDS, draw_passphrase, words


def test_the_list_has_only_different_plain_words() -> None:
    assert len(set(words())) == len(words()) > 2000
    assert all(word.isalpha() and word.islower() and 3 <= len(word) <= 6 for word in words())


def test_a_passphrase_can_be_enrolled_and_says_what_it_is_worth() -> None:
    drawn = draw_passphrase()
    assert checked_phrase(drawn.text) == drawn.text
    assert set(drawn.text.split()) <= set(words())
    assert math.isclose(drawn.bits, WORDS * math.log2(len(words())))
    assert drawn.bits > 45
    assert drawn.text not in repr(drawn)


def test_another_one_is_another_one() -> None:
    assert len({draw_passphrase().text for _ in range(20)}) == 20
