import numpy as np
import pytest
from hypothesis import given

from inference.sample import Keystroke, Sample
from inference.strokes import MAX_KEYS, MAX_WINDOWS, MIN_KEYS, strokes, windows
from tests.inference.strategies import samples
from tests.inference.typing import typed


def test_characters_enter_and_backspace_count() -> None:
    measured = strokes(
        Sample(
            [
                Keystroke("ShiftLeft", 0, 50),
                Keystroke("KeyA", 30, 90.04),
                Keystroke("ArrowLeft", 100, 120),
                Keystroke("Backspace", 200.06, 290),
                Keystroke("ControlLeft", 210, 220),
                Keystroke("Unidentified", 300, 310),
                Keystroke("ShiftRight", 305, 400),
                Keystroke("NumpadEnter", 310, 330),
            ]
        )
    )
    assert measured.codes == ("KeyA", "Backspace", "Unidentified", "NumpadEnter")
    assert measured.hold_ms.tolist() == [60.0, 89.9, 10.0, 20.0]
    assert measured.press_press_ms.tolist() == [0.0, 170.1, 99.9, 10.0]
    assert measured.shifted.tolist() == [True, False, False, True]


def test_long_times_are_bounded() -> None:
    measured = strokes(Sample([Keystroke("KeyA", -1e308, 1e308), Keystroke("KeyB", 1e308, 1e308)]))
    assert measured.hold_ms.tolist() == [5000.0, 0.0]
    assert measured.press_press_ms.tolist() == [0.0, 5000.0]


@given(samples)
def test_any_typing_can_be_measured(sample: Sample) -> None:
    measured = strokes(sample)
    sizes = {len(measured), *map(len, (measured.hold_ms, measured.shifted))}
    assert sizes == {len(measured.press_press_ms)}
    assert np.all((measured.hold_ms >= 0) & (measured.hold_ms <= 5000))
    assert np.all((measured.press_press_ms >= 0) & (measured.press_press_ms <= 5000))


def test_nothing_that_counts_is_measured_as_nothing() -> None:
    measured = strokes(Sample([Keystroke("F5", 0, 1)]))
    assert len(measured) == 0
    assert windows(measured) == []


@pytest.mark.parametrize(
    ("keys", "lengths"),
    [
        (MIN_KEYS - 1, []),
        (MIN_KEYS, [15]),
        (MAX_KEYS, [96]),
        (MAX_KEYS + 1, [48, 49]),
        (2 * MAX_KEYS + 1, [64, 64, 65]),
        (MAX_WINDOWS * MAX_KEYS, [96] * 32),
        (100 * MAX_KEYS, [96] * 32),
    ],
)
def test_windows_are_of_equal_length(keys: int, lengths: list[int]) -> None:
    codes = ("KeyA", "KeyB") * (keys // 2) + ("KeyC",) * (keys % 2)
    assert [len(one) for one in windows(strokes(typed(1, codes=codes, enter=False)))] == lengths


def test_a_window_begins_like_a_text_of_its_own() -> None:
    whole = strokes(typed(1, codes=("KeyA", "KeyB") * 60, enter=False))
    first, second = windows(whole)
    assert first.codes + second.codes == whole.codes
    assert second.press_press_ms[0] == 0
    np.testing.assert_array_equal(second.press_press_ms[1:], whole.press_press_ms[61:])
    assert whole.press_press_ms[60] > 0


def test_windows_of_a_long_text_are_spread_over_it() -> None:
    whole = strokes(typed(1, codes=("KeyA", "KeyB") * 4800, enter=False))
    cut = windows(whole)
    np.testing.assert_array_equal(cut[0].hold_ms, whole.hold_ms[:96])
    np.testing.assert_array_equal(cut[-1].hold_ms, whole.hold_ms[-96:])


def test_strokes_do_not_show_themselves() -> None:
    assert "KeyT" not in repr(strokes(typed(1)))
