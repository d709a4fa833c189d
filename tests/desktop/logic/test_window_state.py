from pathlib import Path

import pytest

from desktop.logic.window_state import WindowFile, WindowState

STATE = WindowState(-40, 30, 900, 700, maximized=True, section="doctor")


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    file = WindowFile(tmp_path / "home" / "window.json")
    file.save(STATE)
    assert file.load() == STATE


def test_there_is_none_before_the_first_time(tmp_path: Path) -> None:
    assert WindowFile(tmp_path / "window.json").load() is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[1]",
        b"{}",
        b'{"x": 1, "y": 1, "width": "9", "height": 9}',
        b'{"x": 1, "y": 1, "width": 1e9, "height": 9}',
        b'{"x": 1, "y": 1, "width": 99999999999, "height": 9}',
        b'{"x": 1, "y": 1, "width": 9, "height": 9, "section": 3}',
        b'{"x": 1, "y": 1, "width": 9, "height": 9, "more": 3}',
    ],
)
def test_a_damaged_file_is_ignored(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "window.json"
    path.write_bytes(content)
    assert WindowFile(path).load() is None
