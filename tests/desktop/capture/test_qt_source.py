"""What is made of Qt's key events where they differ between systems."""

from itertools import count

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QLineEdit

from desktop.capture.clock import now_ms
from desktop.capture.qt_source import QtSource
from tests.desktop.capture.conftest import Recorder

PRESS, RELEASE = QEvent.Type.KeyPress, QEvent.Type.KeyRelease

_stamps = count(1)


def send(
    window: QWindow, kind: QEvent.Type, key: int, text: str, *, scan_code: int, virtual_key: int
) -> None:
    """Send a window a key event as a system's plug-in makes it."""
    event = QKeyEvent(
        kind, key, Qt.KeyboardModifier.NoModifier, scan_code, virtual_key, 0, text, False, 1
    )
    event.setTimestamp(int(now_ms()) + next(_stamps))
    QCoreApplication.sendEvent(window, event)


def armed(recorder: Recorder, window: QWindow, platform: str) -> QtSource:
    source = QtSource(recorder, window, platform)
    source.start()
    source.arm()
    return source


@pytest.mark.usefixtures("field")
def test_macos_gives_virtual_keys_and_no_scan_codes(recorder: Recorder, window: QWindow) -> None:
    source = armed(recorder, window, "darwin")
    # 0 is the virtual key of A.
    for key, text, virtual_key in ((Qt.Key.Key_A, "a", 0), (Qt.Key.Key_S, "s", 1)):
        send(window, PRESS, key, text, scan_code=0, virtual_key=virtual_key)
        send(window, RELEASE, key, text, scan_code=0, virtual_key=virtual_key)
    send(window, PRESS, Qt.Key.Key_Shift, "", scan_code=0, virtual_key=0x3C)
    recorder.wait_for_key("+ShiftRight")
    source.close()
    assert recorder.keys == ["+KeyA", "-KeyA", "+KeyS", "-KeyS", "+ShiftRight"]


@pytest.mark.parametrize("key", [0, int(Qt.Key.Key_unknown)])
def test_on_macos_text_without_a_key_is_no_key_event(
    key: int, recorder: Recorder, window: QWindow, field: QLineEdit
) -> None:
    source = armed(recorder, window, "darwin")
    send(window, PRESS, key, "ä", scan_code=0, virtual_key=0)
    source.close()
    assert recorder.keys == []
    assert field.text() == "ä"


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_elsewhere_an_event_without_a_scan_code_is_no_key_event(
    platform: str, recorder: Recorder, window: QWindow, field: QLineEdit
) -> None:
    source = armed(recorder, window, platform)
    send(window, PRESS, Qt.Key.Key_A, "a", scan_code=0, virtual_key=0x41)
    send(window, PRESS, Qt.Key.Key_S, "s", scan_code=0x1F, virtual_key=0x53)
    source.close()
    assert len(recorder.keys) == 1
    assert field.text() == "as"
