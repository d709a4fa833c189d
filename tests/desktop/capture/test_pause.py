import pytest

from desktop.capture.events import CaptureState, KeyEvent
from desktop.capture.pause import PauseShortcut
from desktop.capture.process import PynputSource
from desktop.virtual.injector import KeyInjector
from tests.desktop.capture.conftest import Recorder

SHORTCUT = ("ControlLeft", "AltLeft", "ShiftRight", "KeyP")


def told(*codes: str) -> tuple[list[str], int]:
    events: list[KeyEvent] = []
    pauses: list[None] = []
    shortcut = PauseShortcut(events.append, lambda: pauses.append(None))
    for place, code in enumerate(codes):
        shortcut.take(KeyEvent(code, pressed=True, time_ms=float(place)))
    return [event.code for event in events], len(pauses)


def test_nothing_is_told_from_the_shortcut_on() -> None:
    assert told(*SHORTCUT, "KeyA", *SHORTCUT) == (list(SHORTCUT[:-1]), 1)


@pytest.mark.parametrize("missing", SHORTCUT)
def test_it_takes_all_of_its_keys(missing: str) -> None:
    codes = [code for code in SHORTCUT if code != missing]
    assert told(*codes) == (codes, 0)


def test_the_capture_process_goes_silent(recorder: Recorder, keys: KeyInjector) -> None:
    source = PynputSource(recorder, pausable=True)
    try:
        source.start()
        source.arm()
        recorder.wait_for(CaptureState.ARMED)
        for code in SHORTCUT:
            keys.press(code)
        recorder.wait_for(CaptureState.PAUSED)
        assert not source.armed
        for code in SHORTCUT:
            keys.release(code)
        keys.type_text("a")
        source.arm()
        recorder.wait_for_last(CaptureState.ARMED)
        keys.type_text("b")
        recorder.wait_for_key("-KeyB")
        assert "+KeyA" not in recorder.keys
    finally:
        source.close()
