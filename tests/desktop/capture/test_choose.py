"""The source for a window: which one it takes, and what it does about the focus."""

import sys
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.capture.choose import WindowSource, choose_source, pynput_can_see
from desktop.capture.events import CaptureSource, CaptureState
from desktop.capture.process import PynputSource
from desktop.virtual.injector import KeyInjector
from tests.desktop.capture.conftest import PATIENCE_MS, Recorder


@pytest.mark.parametrize(
    ("platform", "environment", "sees"),
    [
        ("xcb", {}, True),
        ("xcb", {"XDG_SESSION_TYPE": "x11"}, True),
        ("xcb", {"XDG_SESSION_TYPE": "wayland"}, False),
        ("xcb", {"WAYLAND_DISPLAY": "wayland-0"}, False),
        ("wayland", {}, False),
        ("offscreen", {}, False),
        ("windows", {}, True),
        ("cocoa", {}, True),
    ],
)
def test_pynput_is_taken_where_it_can_see(
    platform: str, environment: dict[str, str], sees: bool
) -> None:
    assert pynput_can_see(platform, environment) is sees


@pytest.fixture
def chosen(recorder: Recorder, window: QWindow) -> Iterator[CaptureSource]:
    source = choose_source(recorder, window)
    source.start()
    recorder.wait_for(CaptureState.DISARMED)
    yield source
    source.close()


def test_each_event_is_told_once(
    chosen: CaptureSource, recorder: Recorder, keys: KeyInjector
) -> None:
    assert chosen.name == "pynput"
    chosen.arm()
    recorder.wait_for(CaptureState.ARMED)
    keys.type_text("ab")
    recorder.wait_for_key("-KeyB")
    chosen.disarm()
    assert recorder.keys == ["+KeyA", "-KeyA", "+KeyB", "-KeyB"]
    assert recorder.states[-2:] == [CaptureState.ARMED, CaptureState.DISARMED]


def test_in_a_wayland_session_the_window_s_own_events_are_taken(
    recorder: Recorder, window: QWindow, keys: KeyInjector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_SESSION_TYPE", "wayland")
    source = choose_source(recorder, window)
    source.start()
    assert source.name == "qt"
    source.arm()
    keys.type_text("a")
    recorder.wait_for_key("-KeyA")
    source.close()
    assert recorder.keys == ["+KeyA", "-KeyA"]
    assert recorder.states == [CaptureState.DISARMED, CaptureState.ARMED, CaptureState.CLOSED]


def test_nothing_is_told_of_keys_typed_into_another_window(
    chosen: CaptureSource,
    recorder: Recorder,
    window: QWindow,
    keys: KeyInjector,
    qtbot: QtBot,
) -> None:
    chosen.arm()
    recorder.wait_for(CaptureState.ARMED)
    keys.press("KeyA")
    recorder.wait_for_key("+KeyA")
    other = QLineEdit()
    qtbot.addWidget(other)
    with qtbot.waitActive(other, timeout=PATIENCE_MS):
        other.show()
    keys.release("KeyA")
    keys.type_text("secret")
    qtbot.waitUntil(lambda: other.text() == "secret", timeout=PATIENCE_MS)
    assert recorder.states[-1] is CaptureState.INTERRUPTED
    assert "focus" in recorder.statuses[-1].message
    other.close()
    window.requestActivate()
    recorder.wait_for_last(CaptureState.ARMED)
    keys.type_text("b")
    recorder.wait_for_key("-KeyB")
    assert recorder.keys == ["+KeyA", "+KeyB", "-KeyB"]


def test_armed_without_the_focus_it_waits_for_it(
    recorder: Recorder, field: QLineEdit, window: QWindow, qtbot: QtBot
) -> None:
    other = QLineEdit()
    qtbot.addWidget(other)
    with qtbot.waitActive(other, timeout=PATIENCE_MS):
        other.show()
    source = choose_source(recorder, window)
    source.start()
    source.arm()
    assert CaptureState.ARMED not in recorder.states
    other.close()
    window.requestActivate()
    recorder.wait_for(CaptureState.ARMED)
    source.close()


_DEAF = """
import sys
from desktop.capture import wire
for line in sys.stdin.buffer:
    match wire.decode(line):
        case wire.Arm(turn):
            sys.stdout.buffer.write(wire.encode(wire.Armed(turn)))
            sys.stdout.flush()
"""


def test_where_only_the_window_sees_keys_its_events_are_taken(
    recorder: Recorder, window: QWindow, keys: KeyInjector
) -> None:
    # As under macOS's secure input: armed, and told of nothing.
    source = WindowSource(
        recorder, window, partial(PynputSource, command=[sys.executable, "-c", _DEAF])
    )
    source.start()
    source.arm()
    recorder.wait_for(CaptureState.ARMED)
    keys.type_text("abcdef", interval_ms=500)
    recorder.wait_for(CaptureState.INTERRUPTED)
    recorder.wait_for_last(CaptureState.ARMED)
    assert source.name == "qt"
    assert "window's own events" in recorder.statuses[-2].message
    keys.type_text("x")
    recorder.wait_for_key("-KeyX")
    assert recorder.keys[-2:] == ["+KeyX", "-KeyX"]
    assert "+KeyA" not in recorder.keys
    source.close()
    assert recorder.states[-1] is CaptureState.CLOSED


def test_a_window_that_was_busy_does_not_take_pynput_s_place(
    chosen: CaptureSource, recorder: Recorder, field: QLineEdit, keys: KeyInjector, qtbot: QtBot
) -> None:
    chosen.arm()
    recorder.wait_for(CaptureState.ARMED)
    # The window sees nothing of this until all of it is typed.
    keys.type_text("abcdef", interval_ms=500)
    qtbot.waitUntil(lambda: field.text() == "abcdef", timeout=PATIENCE_MS)
    assert chosen.name == "pynput"
    assert CaptureState.INTERRUPTED not in recorder.states
    assert len(recorder.keys) == 12


def test_where_pynput_cannot_listen_the_window_s_own_events_are_taken(
    recorder: Recorder, window: QWindow, keys: KeyInjector
) -> None:
    command = [sys.executable, "-c", "print('unavailable It may not.')"]
    source = WindowSource(recorder, window, partial(PynputSource, command=command))
    source.start()
    source.arm()
    recorder.wait_for(CaptureState.INTERRUPTED)
    recorder.wait_for_last(CaptureState.ARMED)
    assert recorder.statuses[-2].message == (
        "It may not. Keys are taken from the window's own events instead. "
        "What was being typed doesn't count."
    )
    keys.type_text("a")
    recorder.wait_for_key("-KeyA")
    assert recorder.keys == ["+KeyA", "-KeyA"]
    source.close()


def test_where_nobody_types_nothing_is_lost(recorder: Recorder, window: QWindow) -> None:
    command = [sys.executable, "-c", "print('unavailable It may not.')"]
    source = WindowSource(recorder, window, partial(PynputSource, command=command))
    source.start()
    recorder.wait_for(CaptureState.INTERRUPTED)
    recorder.wait_for_last(CaptureState.DISARMED)
    source.close()
    assert [status.message for status in recorder.statuses if status.message] == [
        "It may not. Keys are taken from the window's own events instead."
    ]
