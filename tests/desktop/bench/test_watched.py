import io
import json
import time

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.bench.watched import Heartbeat
from desktop.capture.clock import now_ms
from desktop.capture.events import KeyEvent
from desktop.ui.theme import Theme
from desktop.ui.widgets.rhythm_ribbon import RhythmRibbon

BLOCKED_SECONDS = 0.08


def seen(told: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in told.getvalue().splitlines()]


def test_a_blocked_thread_is_seen(qtbot: QtBot) -> None:
    told = io.StringIO()
    heartbeat = Heartbeat(told)
    qtbot.wait(50)
    time.sleep(BLOCKED_SECONDS)
    qtbot.wait(50)
    heartbeat.deleteLater()
    gaps = [line["gap_ms"] for line in seen(told)]
    assert any(isinstance(gap, float) and gap >= BLOCKED_SECONDS * 1e3 for gap in gaps)


def test_a_painted_event_is_told_once(qtbot: QtBot) -> None:
    told = io.StringIO()
    heartbeat = Heartbeat(told)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    frame = QWidget()
    qtbot.addWidget(frame)
    ribbon = RhythmRibbon(Theme(application), frame)
    frame.show()
    qtbot.waitExposed(frame)
    heartbeat.watch_ribbons()
    heartbeat.watch_ribbons()
    event = KeyEvent("KeyA", True, now_ms())
    with qtbot.waitSignal(ribbon.painted):
        ribbon.add(event)
    heartbeat.deleteLater()
    painted = [line for line in seen(told) if "events_ms" in line]
    assert [line["events_ms"] for line in painted] == [[event.time_ms]]
