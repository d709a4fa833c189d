"""A screen that nobody sees: an X server of its own with a window manager."""

import os
import secrets
import shutil
import socket
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import Xlib.display
import Xlib.X

from desktop.errors import VirtualScreenError

START_SECONDS: Final = 30.0
STOP_SECONDS: Final = 5.0

_OPENBOX_CONFIG: Final = Path(__file__).with_name("openbox.xml")
_BACKGROUND: Final = 0xD9DEE7
_FAMILY_LOCAL: Final = 256
_WINDOW_MANAGER_READY: Final = "_NET_SUPPORTING_WM_CHECK"


class VirtualScreen:
    """Xvfb and openbox, as a context manager.

    While it is open, this process and those that it starts see this screen as theirs: the
    variables ``DISPLAY`` and ``XAUTHORITY`` name it, and those of Wayland are gone. Only those who
    have its cookie may connect, so that nobody else on the machine can read what is typed. It ends
    with the thread that opened it, even where that is killed.

    Parameters
    ----------
    width, height
        Size in pixels.

    Attributes
    ----------
    display
        Name of the X display, such as ``:99``; free and chosen by the server.
    server_id
        Number of the X server's process.

    Raises
    ------
    VirtualScreenError
        If Xvfb or openbox aren't installed or don't start; the message names the package.
    """

    def __init__(self, width: int = 1280, height: int = 800) -> None:
        self.width = width
        self.height = height
        self.display = ""
        self.server_id = 0

    def __enter__(self) -> Self:
        xvfb, openbox = _program("Xvfb", "xvfb"), _program("openbox", "openbox")
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="screen-")))
            cookie = folder / "Xauthority"
            _write_cookie(cookie)
            log = stack.enter_context((folder / "log").open("w+b"))
            self.display = self._start_server(stack, xvfb, cookie, log.fileno())
            stack.enter_context(_environment(self.display, cookie))
            stack.enter_context(
                _process(
                    [openbox, "--sm-disable", "--config-file", str(_OPENBOX_CONFIG)],
                    log.fileno(),
                )
            )
            _wait_for_window_manager()
            _paint_background()
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stack.close()

    def screenshot(self, path: Path) -> None:
        """Save what the screen shows as a picture; its format follows the name (``.png``)."""
        from PySide6.QtGui import QImage  # noqa: PLC0415 - Qt only where pictures are taken

        display = Xlib.display.Display()
        try:
            root = display.screen().root
            pixels = root.get_image(0, 0, self.width, self.height, Xlib.X.ZPixmap, 0xFFFFFFFF)
            image = QImage(
                pixels.data, self.width, self.height, 4 * self.width, QImage.Format.Format_RGB32
            )
            if not image.save(str(path)):
                raise VirtualScreenError(f"The picture can't be written to {path}: check the path.")
        finally:
            display.close()

    def _start_server(self, stack: ExitStack, xvfb: str, cookie: Path, log: int) -> str:
        read_end, write_end = os.pipe()
        with os.fdopen(read_end) as display_number:
            size = f"{self.width}x{self.height}x24"
            command = [xvfb, "-displayfd", str(write_end), "-screen", "0", size, "-auth"]
            command += [str(cookie), "-nolisten", "tcp", "-noreset"]
            try:
                server = stack.enter_context(_process(command, log, pass_fds=(write_end,)))
            finally:
                os.close(write_end)
            number = display_number.readline().strip()
        self.server_id = server.pid
        if not number:
            server.wait()
            reason = os.pread(log, 2000, 0).decode(errors="replace").strip()
            raise VirtualScreenError(f"Xvfb didn't start: {reason or 'it gave no reason'}")
        return f":{number}"


def _program(name: str, package: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise VirtualScreenError(
            f"A virtual screen needs {name}, which isn't installed: run 'make setup', or install "
            f"the package '{package}' (Debian, Ubuntu: apt install {package})."
        )
    return path


def _write_cookie(path: Path) -> None:
    # Format of Xau (libXau, AuDispose.c): big-endian lengths before each field. An empty display
    # number stands for any, since the server chooses its number after it has read this.
    fields = (socket.gethostname().encode(), b"", b"MIT-MAGIC-COOKIE-1", secrets.token_bytes(16))
    entry = struct.pack(">H", _FAMILY_LOCAL)
    entry += b"".join(struct.pack(">H", len(field)) + field for field in fields)
    path.touch(mode=0o600)
    path.write_bytes(entry)


def _ends_with_us() -> list[str]:
    """Give what starts a program so that the system ends it where we are killed (util-linux)."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM"] if setpriv else []


@contextmanager
def _process(
    command: list[str], log: int, pass_fds: tuple[int, ...] = ()
) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(  # noqa: S603 - full paths of known programs
        [*_ends_with_us(), *command],
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        pass_fds=pass_fds,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def _environment(display: str, cookie: Path) -> Iterator[None]:
    before = os.environ.copy()
    os.environ.update(DISPLAY=display, XAUTHORITY=str(cookie), XDG_SESSION_TYPE="x11")
    for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        os.environ.pop(name, None)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _paint_background() -> None:
    display = Xlib.display.Display()
    try:
        root = display.screen().root
        root.change_attributes(background_pixel=_BACKGROUND)
        root.clear_area()
        display.sync()
    finally:
        display.close()


def _wait_for_window_manager() -> None:
    display = Xlib.display.Display()
    try:
        ready = display.intern_atom(_WINDOW_MANAGER_READY)
        deadline = time.monotonic() + START_SECONDS
        while not display.screen().root.get_full_property(ready, Xlib.X.AnyPropertyType):
            if time.monotonic() > deadline:
                raise VirtualScreenError(
                    f"openbox didn't get ready within {START_SECONDS:.0f} s: start it by hand on "
                    "a virtual screen to see why."
                )
            time.sleep(0.01)
    finally:
        display.close()
