"""The same tests for both sources, on real key events that the X server makes."""

import time

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.capture.events import CaptureSource, CaptureState
from desktop.capture.pairing import KeystrokePairer
from desktop.virtual.injector import KeyInjector
from inference.sample import Keystroke, Sample
from tests.desktop.capture.conftest import PATIENCE_MS, Recorder


@pytest.fixture
def armed(source: CaptureSource, recorder: Recorder) -> CaptureSource:
    source.arm()
    recorder.wait_for(CaptureState.ARMED)
    return source


def paired(recorder: Recorder) -> list[Keystroke]:
    pairer = KeystrokePairer()
    pairs = [keystroke for event in recorder.events if (keystroke := pairer.feed(event))]
    assert pairer.all_up
    return sorted(pairs, key=lambda keystroke: keystroke.press_ms)


@pytest.mark.usefixtures("armed")
def test_a_text_is_captured_key_by_key(keys: KeyInjector, recorder: Recorder) -> None:
    typed = keys.type_text("It's 9, ok?\n", interval_ms=25, hold_ms=15)
    recorder.wait_for_key("-Enter")
    captured = paired(recorder)
    assert [keystroke.code for keystroke in captured] == [
        keystroke.code for keystroke in typed.keystrokes
    ]
    assert len(Sample(captured).keystrokes) == len(captured)


@pytest.mark.usefixtures("armed")
def test_rollover_with_shift_pairs_by_key(
    keys: KeyInjector, recorder: Recorder, field: QLineEdit, qtbot: QtBot
) -> None:
    # Shift goes up while A is down, so that 'A' is pressed and 'a' released.
    for event in ("+ShiftLeft", "+KeyA", "-ShiftLeft", "+KeyB", "-KeyA", "-KeyB"):
        (keys.press if event[0] == "+" else keys.release)(event[1:])
    recorder.wait_for_key("-KeyB")
    qtbot.waitUntil(lambda: field.text() == "Ab", timeout=PATIENCE_MS)
    assert recorder.keys == ["+ShiftLeft", "+KeyA", "-ShiftLeft", "+KeyB", "-KeyA", "-KeyB"]
    assert [keystroke.code for keystroke in paired(recorder)] == ["ShiftLeft", "KeyA", "KeyB"]


@pytest.mark.usefixtures("armed")
def test_a_held_key_repeats_in_the_window_and_counts_once(
    keys: KeyInjector, recorder: Recorder, field: QLineEdit, qtbot: QtBot
) -> None:
    keys.press("KeyA")
    qtbot.waitUntil(lambda: len(field.text()) > 3, timeout=PATIENCE_MS)
    keys.release("KeyA")
    recorder.wait_for_key("-KeyA")
    assert recorder.keys == ["+KeyA", "-KeyA"]


def test_nothing_is_told_of_keys_that_go_down_while_it_is_not_armed(
    source: CaptureSource, keys: KeyInjector, recorder: Recorder, field: QLineEdit, qtbot: QtBot
) -> None:
    keys.type_text("before")
    qtbot.waitUntil(lambda: field.text() == "before", timeout=PATIENCE_MS)
    keys.press("KeyX")
    # The window hasn't taken this press when the source is armed.
    time.sleep(0.02)
    source.arm()
    recorder.wait_for(CaptureState.ARMED)
    keys.release("KeyX")
    keys.type_text("a")
    recorder.wait_for_key("-KeyA")
    source.disarm()
    keys.type_text("after")
    qtbot.waitUntil(lambda: field.text() == "beforexaafter", timeout=PATIENCE_MS)
    assert recorder.states[-1] is CaptureState.DISARMED
    source.arm()
    recorder.wait_for_last(CaptureState.ARMED)
    keys.type_text("b")
    recorder.wait_for_key("-KeyB")
    assert recorder.keys == ["+KeyA", "-KeyA", "+KeyB", "-KeyB"]


def test_a_key_that_is_down_when_the_focus_is_lost_is_forgotten(
    armed: CaptureSource, keys: KeyInjector, recorder: Recorder
) -> None:
    keys.press("KeyA")
    recorder.wait_for_key("+KeyA")
    armed.flush()
    keys.release("KeyA")
    keys.type_text("b")
    recorder.wait_for_key("-KeyB")
    assert recorder.keys == ["+KeyA", "+KeyB", "-KeyB"]


def test_nothing_is_told_after_close_which_may_come_twice(
    armed: CaptureSource, keys: KeyInjector, recorder: Recorder, field: QLineEdit, qtbot: QtBot
) -> None:
    armed.close()
    armed.close()
    keys.type_text("a")
    qtbot.waitUntil(lambda: field.text() == "a", timeout=PATIENCE_MS)
    assert recorder.keys == []
    assert recorder.states.count(CaptureState.CLOSED) == 1


def test_each_source_has_its_name(source: CaptureSource) -> None:
    assert source.name == {"PynputSource": "pynput", "QtSource": "qt"}[type(source).__name__]


@pytest.mark.usefixtures("armed")
def test_events_do_not_show_what_was_typed(keys: KeyInjector, recorder: Recorder) -> None:
    keys.type_text("q")
    recorder.wait_for_key("-KeyQ")
    assert "KeyQ" not in repr(recorder.events)
    assert f"{recorder.events[0].time_ms:.0f}" not in repr(recorder.events)
