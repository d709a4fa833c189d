"""The capture process: its death, its silence, its parent's death, and what it may see."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.capture.events import CaptureState, CaptureStatus
from desktop.capture.process import PynputSource
from desktop.virtual.injector import KeyInjector
from desktop.virtual.screen import VirtualScreen
from inference.stores.keychain import PASSPHRASE_VARIABLE
from tests.desktop.capture.conftest import PATIENCE_MS, Recorder


@pytest.fixture
def source(recorder: Recorder, virtual_screen: VirtualScreen) -> Iterator[PynputSource]:
    source = PynputSource(recorder, silence_seconds=2.0)
    yield source
    source.close()


def armed_process(source: PynputSource, recorder: Recorder) -> int:
    source.start()
    source.arm()
    recorder.wait_for(CaptureState.ARMED)
    process_id = source.process_id
    assert process_id is not None
    return process_id


def test_it_may_be_armed_before_it_is_ready(source: PynputSource, recorder: Recorder) -> None:
    armed_process(source, recorder)
    assert recorder.states == [CaptureState.STARTING, CaptureState.ARMED]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "stuck"])
def test_a_process_that_fails_is_told_and_replaced(
    how: signal.Signals,
    source: PynputSource,
    recorder: Recorder,
    field: QLineEdit,
    keys: KeyInjector,
) -> None:
    first = armed_process(source, recorder)
    keys.press("KeyA")
    recorder.wait_for_key("+KeyA")
    os.kill(first, how)
    recorder.wait_for(CaptureState.INTERRUPTED)
    recorder.wait_for_last(CaptureState.ARMED)
    assert source.process_id != first
    keys.release("KeyA")
    keys.type_text("b")
    recorder.wait_for_key("-KeyB")
    # The release of the key that was down belongs to no press that counts.
    assert recorder.keys == ["+KeyA", "+KeyB", "-KeyB"]
    assert recorder.states[1:] == [
        CaptureState.ARMED,
        CaptureState.INTERRUPTED,
        CaptureState.ARMED,
    ]
    assert "doesn't count" in recorder.statuses[2].message


def test_a_process_that_fails_while_nobody_types_is_replaced_unarmed(
    source: PynputSource, recorder: Recorder
) -> None:
    source.start()
    recorder.wait_for(CaptureState.DISARMED)
    os.kill(source.process_id or 0, signal.SIGKILL)
    recorder.wait_for(CaptureState.INTERRUPTED)
    recorder.wait_for_last(CaptureState.DISARMED)
    assert not any("doesn't count" in status.message for status in recorder.statuses)


_ANSWERS_THE_FIRST_TIME = """
import sys
from desktop.capture import wire
for line in sys.stdin.buffer:
    if wire.decode(line) == wire.Arm(1):
        sys.stdout.buffer.write(wire.encode(wire.Armed(1)))
        sys.stdout.flush()
"""


def test_armed_again_it_isn_t_before_the_process_says_so_again(recorder: Recorder) -> None:
    source = PynputSource(recorder, command=[sys.executable, "-c", _ANSWERS_THE_FIRST_TIME])
    source.start()
    source.arm()
    armed = [source.armed]
    recorder.wait_for(CaptureState.ARMED)
    armed.append(source.armed)
    source.disarm()
    source.arm()
    # Whoever only now hears of the first time can ask.
    armed.append(source.armed)
    source.close()
    assert armed == [False, True, False]


def test_the_process_gets_no_passphrase(
    source: PynputSource, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "four plain words here")
    environment = Path(f"/proc/{armed_process(source, recorder)}/environ").read_bytes()
    assert b"DISPLAY=" in environment
    assert b"four plain words" not in environment


def test_a_process_that_keeps_failing_is_given_up(
    recorder: Recorder, virtual_screen: VirtualScreen
) -> None:
    source = PynputSource(recorder, command=[sys.executable, "-c", "raise SystemExit(1)"])
    source.start()
    recorder.wait_for(CaptureState.UNAVAILABLE)
    assert "keeps ending" in recorder.statuses[-1].message
    source.close()
    assert recorder.states[-1] is CaptureState.CLOSED


def test_where_it_cannot_listen_it_says_why(
    recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":4711")
    source = PynputSource(recorder)
    source.start()
    recorder.wait_for(CaptureState.UNAVAILABLE)
    assert "can't be listened to" in recorder.statuses[-1].message
    assert ":4711" in recorder.statuses[-1].message
    source.close()


def test_the_server_records_nothing_while_it_is_not_armed(
    source: PynputSource, recorder: Recorder, qtbot: QtBot
) -> None:
    process_id = armed_process(source, recorder)
    assert connections(process_id)
    source.disarm()
    # Without a connection to the X server there is nobody that it could record for.
    qtbot.waitUntil(lambda: not connections(process_id), timeout=PATIENCE_MS)


def connections(process_id: int) -> list[str]:
    files = (link.readlink().name for link in Path(f"/proc/{process_id}/fd").iterdir())
    return [file for file in files if file.startswith("socket:")]


_PARENT = """
import time
from desktop.capture.process import PynputSource

class Listener:
    def key_event(self, event): pass
    def status_changed(self, status): print(source.process_id, status.state.value, flush=True)

source = PynputSource(Listener())
source.start()
source.arm()
time.sleep(600)
"""


def test_it_ends_with_its_parent(virtual_screen: VirtualScreen, qtbot: QtBot) -> None:
    parent = subprocess.Popen([sys.executable, "-c", _PARENT], stdout=subprocess.PIPE, text=True)
    with parent:
        assert parent.stdout is not None
        process_id = next(line for line in parent.stdout if "armed" in line).split()[0]
        assert is_running(process_id)
        parent.kill()
    qtbot.waitUntil(lambda: not is_running(process_id), timeout=PATIENCE_MS)


def is_running(process_id: str) -> bool:
    # A process that has ended and that nobody has asked about yet has no command line any more.
    command = Path(f"/proc/{process_id}/cmdline")
    return command.exists() and command.read_bytes() != b""


def test_an_interrupt_from_the_terminal_is_the_parent_s_business(
    source: PynputSource, recorder: Recorder, field: QLineEdit, keys: KeyInjector
) -> None:
    process_id = armed_process(source, recorder)
    os.kill(process_id, signal.SIGINT)
    keys.type_text("a")
    recorder.wait_for_key("-KeyA")
    assert source.process_id == process_id


def test_the_capture_process_loads_no_qt(virtual_screen: VirtualScreen) -> None:
    loads = "import sys, desktop.capture.child, desktop.capture.systems.x11; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", loads], check=True, capture_output=True, text=True
    ).stdout.split()
    # With Qt in the same process, pynput crashes on macOS.
    assert "pynput" in loaded
    assert "PySide6" not in loaded


def test_a_listener_may_close_its_source_when_it_is_told(qtbot: QtBot, keys: KeyInjector) -> None:
    class Closing(Recorder):
        def status_changed(self, status: CaptureStatus) -> None:
            super().status_changed(status)
            if status.state is CaptureState.ARMED:
                closing.close()

    recorder = Closing(qtbot)
    closing = PynputSource(recorder)
    closing.start()
    closing.arm()
    recorder.wait_for(CaptureState.CLOSED)
    qtbot.waitUntil(lambda: closing.process_id is None, timeout=PATIENCE_MS)
