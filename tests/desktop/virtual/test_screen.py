import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop.errors import VirtualScreenError
from desktop.virtual.screen import VirtualScreen


def test_two_screens_get_displays_of_their_own(virtual_screen: VirtualScreen) -> None:
    with VirtualScreen() as other:
        assert other.display != virtual_screen.display
        assert os.environ["DISPLAY"] == other.display
    assert os.environ["DISPLAY"] == virtual_screen.display


def test_nobody_without_the_cookie_may_connect(virtual_screen: VirtualScreen) -> None:
    assert _may_connect(os.environ["XAUTHORITY"])
    assert not _may_connect(os.devnull)


def _may_connect(cookie: str) -> bool:
    xdotool = shutil.which("xdotool")
    assert xdotool is not None
    answer = subprocess.run(
        [xdotool, "getdisplaygeometry"],
        env={**os.environ, "XAUTHORITY": cookie},
        capture_output=True,
        check=False,
    )
    return answer.returncode == 0


def test_the_cookie_is_for_the_owner_alone(virtual_screen: VirtualScreen) -> None:
    assert Path(os.environ["XAUTHORITY"]).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("missing", "package"), [("Xvfb", "xvfb"), ("openbox", "openbox")])
def test_a_missing_program_is_named_with_its_package(
    missing: str, package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for program in {"Xvfb", "openbox"} - {missing}:
        (tmp_path / program).symlink_to("/bin/true")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(VirtualScreenError, match=f"{missing}.*apt install {package}"):
        VirtualScreen().__enter__()


def test_a_server_that_does_not_start_tells_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = tmp_path / "Xvfb"
    server.write_text("#!/bin/sh\necho 'no room for a screen' >&2\nexit 1\n")
    server.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    with pytest.raises(VirtualScreenError, match=r"Xvfb didn't start: no room for a screen"):
        VirtualScreen().__enter__()


_OWNER = """
import time
from desktop.virtual.screen import VirtualScreen
with VirtualScreen() as screen:
    print(screen.server_id, flush=True)
    time.sleep(600)
"""


@pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere nothing ends a killed one's programs"
)
def test_a_killed_owner_leaves_nothing_running(qtbot: QtBot) -> None:
    owner = subprocess.Popen([sys.executable, "-c", _OWNER], stdout=subprocess.PIPE, text=True)
    with owner:
        assert owner.stdout is not None
        owner.stdout.readline()
        programs = _children(owner.pid)
        assert len(programs) == 2
        owner.kill()
    qtbot.waitUntil(lambda: not any(map(_is_running, programs)), timeout=30_000)


def _children(process_id: int) -> list[str]:
    return Path(f"/proc/{process_id}/task/{process_id}/children").read_text().split()


def _is_running(process_id: str) -> bool:
    # A process that has ended and that nobody has asked about yet has no command line any more.
    command = Path(f"/proc/{process_id}/cmdline")
    return command.exists() and command.read_bytes() != b""


def test_a_screenshot_shows_the_whole_screen(virtual_screen: VirtualScreen, tmp_path: Path) -> None:
    virtual_screen.screenshot(tmp_path / "screen.png")
    picture = QImage(str(tmp_path / "screen.png"))
    assert (picture.width(), picture.height()) == (virtual_screen.width, virtual_screen.height)


def test_a_screenshot_that_cannot_be_written_is_an_error(
    virtual_screen: VirtualScreen, tmp_path: Path
) -> None:
    with pytest.raises(VirtualScreenError, match="can't be written"):
        virtual_screen.screenshot(tmp_path / "missing" / "screen.png")
