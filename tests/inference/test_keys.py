import pytest

from inference.keys import CHARACTER_KEYS, GENERIC, hold_classes, interval_classes
from inference.sample import UNIDENTIFIED


@pytest.mark.parametrize("code", [*sorted(CHARACTER_KEYS), "Enter", "Lang1", "F13"])
def test_every_key_ends_in_the_generic_class(code: str) -> None:
    assert hold_classes(code)[0] == (GENERIC if code == UNIDENTIFIED else code)
    assert hold_classes(code)[-1] == GENERIC
    assert interval_classes(code, code, shifted=False)[-1] == GENERIC


@pytest.mark.parametrize(
    ("first", "second", "movement"),
    [
        ("KeyA", "KeyA", "same key"),
        ("KeyE", "KeyD", "same finger"),
        ("KeyE", "KeyR", "same hand"),
        ("KeyT", "KeyH", "other hand"),
        ("Period", "KeyT", "far other hand"),
        ("Space", "KeyT", "thumb to hand"),
        ("KeyL", "Enter", "hand to enter"),
        ("Numpad4", "Numpad5", "numpad to numpad"),
    ],
)
def test_digraphs_are_classed_by_movement(first: str, second: str, movement: str) -> None:
    assert interval_classes(first, second, shifted=False)[1] == movement


def test_unknown_keys_take_the_generic_class() -> None:
    assert hold_classes(UNIDENTIFIED) == (GENERIC,)
    for first, second in (
        (UNIDENTIFIED, UNIDENTIFIED),
        (UNIDENTIFIED, "Enter"),
        ("KeyA", UNIDENTIFIED),
    ):
        assert interval_classes(first, second, shifted=False) == (GENERIC,)


def test_shift_between_two_keys_makes_another_class() -> None:
    assert interval_classes("KeyA", "KeyB", shifted=True)[0] == "KeyA Shift KeyB"
