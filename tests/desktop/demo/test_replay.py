import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.demo.replay import typeable
from desktop.virtual.injector import evenly_typed
from inference.errors import InputError
from inference.sample import Keystroke, Sample


@given(gap_ms=st.floats(1, 400), hold_ms=st.floats(0, 400), next_gap_ms=st.floats(1, 400))
def test_shift_is_down_for_its_key_alone(gap_ms: float, hold_ms: float, next_gap_ms: float) -> None:
    press_ms = 100 + gap_ms
    after_ms = press_ms + next_gap_ms
    before = Keystroke("Digit5", 100.0, 180.0)
    shifted = Keystroke("KeyR", press_ms, press_ms + hold_ms)
    after = Keystroke("KeyO", after_ms, after_ms + 60)
    enter = Keystroke("Enter", after_ms + 100, after_ms + 150)
    typed = typeable(Sample([before, shifted, after, enter]), "5Ro").keystrokes
    (shift,) = (key for key in typed if key.code == "ShiftLeft")
    assert before.press_ms < shift.press_ms <= shifted.press_ms <= shift.release_ms < after.press_ms
    assert [key for key in typed if key != shift] == [before, shifted, after, enter]


@pytest.mark.parametrize("phrase", ["Hello World", "HELLO!", "no shift", "a"])
def test_what_a_recording_lacks_is_added_and_nothing_else(phrase: str) -> None:
    whole = evenly_typed(f"{phrase}\n")
    assert typeable(whole, phrase) == whole
    bare = Sample([key for key in whole.keystrokes if key.code not in {"ShiftLeft", "Enter"}])
    mended = typeable(bare, phrase)
    kept = [key for key in mended.keystrokes if key.code not in {"ShiftLeft", "Enter"}]
    assert tuple(kept) == bare.keystrokes
    assert mended.keystrokes[-1].code == "Enter"
    for key, character in zip(kept, phrase, strict=True):
        held = [
            shift
            for shift in mended.keystrokes
            if shift.code == "ShiftLeft" and shift.press_ms <= key.press_ms <= shift.release_ms
        ]
        assert bool(held) == (character.isupper() or character == "!")


def test_a_mistyped_recording_only_gets_its_enter() -> None:
    sample = evenly_typed("helo")
    assert typeable(sample, "Hello").keystrokes[:-1] == sample.keystrokes


def test_a_phrase_that_no_us_keyboard_types_is_refused() -> None:
    with pytest.raises(InputError):
        typeable(evenly_typed("strasse"), "straße")
