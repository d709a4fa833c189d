import numpy as np
from hypothesis import given

from inference.sample import Keystroke, Sample
from inference.timing import LONGEST_MS, positions, timings
from tests.inference.strategies import samples


def test_positions_are_keys_that_make_a_character_and_the_closing_enter() -> None:
    codes = ["ShiftLeft", "KeyA", "Enter", "Backspace", "Digit1", "ControlLeft", "Enter", "Enter"]
    sample = Sample([Keystroke(code, 10.0 * i, 10.0 * i + 5) for i, code in enumerate(codes)])
    assert [keystroke.code for keystroke in positions(sample)] == ["KeyA", "Digit1", "Enter"]
    assert positions(sample)[-1].press_ms == 60


def test_enter_alone_is_no_position() -> None:
    assert positions(Sample([Keystroke("Enter", 0, 5)])) == []


def test_times_between_positions_with_rollover_and_shift() -> None:
    found = timings(
        Sample(
            [
                Keystroke("KeyA", 0, 120.06),
                Keystroke("ShiftRight", 50, 260),
                Keystroke("KeyB", 100, 200),
                Keystroke("KeyC", 20_000, 20_100),
            ]
        )
    )
    assert found.codes == ("KeyA", "KeyB", "KeyC")
    np.testing.assert_allclose(found.hold_ms, [120.1, 100, 100])
    np.testing.assert_allclose(found.press_press_ms, [100, LONGEST_MS])
    np.testing.assert_allclose(found.release_press_ms, [-20.1, LONGEST_MS], atol=0.051)
    assert found.shifted == (True, False)


@given(samples)
def test_times_fit_together_and_are_bounded(sample: Sample) -> None:
    found = timings(sample)
    n = len(positions(sample))
    assert len(found.codes) == len(found.hold_ms) == n
    assert len(found.press_press_ms) == len(found.release_press_ms) == max(0, n - 1)
    assert len(found.shifted) == max(0, n - 1)
    for times_ms in (found.hold_ms, found.press_press_ms):
        assert np.all((times_ms >= 0) & (times_ms <= LONGEST_MS))
    assert np.all(np.abs(found.release_press_ms) <= LONGEST_MS)
    assert np.all(found.release_press_ms <= found.press_press_ms + 0.051)
