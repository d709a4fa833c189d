"""The composition root of the window: makes every object and hands each what it needs."""

import os
import signal
import sys
from functools import partial
from types import TracebackType

from PySide6.QtWidgets import QApplication

from desktop.capture.choose import choose_source
from desktop.errors import ScreenError
from desktop.logic.paths import Paths
from desktop.logic.settings import Settings, SettingsFile
from desktop.logic.window_state import WindowFile
from desktop.logic.workspace import open_workspace, store_exists
from desktop.ui.desk import Desk
from desktop.ui.language import speak
from desktop.ui.theme import SCHEMES, Theme
from desktop.ui.trace import Trace
from inference.errors import KeystrokeError, SettingsError


def main() -> int:
    """Open the window and run until it is closed.

    Returns
    -------
    int
        Exit code.

    Raises
    ------
    ScreenError
        If there is no screen.
    """
    check_screen()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("keystroke")
    paths = Paths.from_environment()
    speak(application, _settings(paths).language)
    desk = make_desk(application, paths, Trace.from_environment())
    _take_errors(desk)
    desk.start(store_exists=store_exists(paths))
    return application.exec()


def make_desk(application: QApplication, paths: Paths, trace: Trace) -> Desk:
    """Make the app for one folder of data, with real capture and real scoring.

    Parameters
    ----------
    application
        Qt's application.
    paths
        Where the data is.
    trace
        Takes the state for programs that drive the window.
    """
    look = Theme(application)
    look.prefer(SCHEMES[_settings(paths).scheme])
    return Desk(
        look,
        SettingsFile(paths.settings),
        WindowFile(paths.window),
        trace,
        partial(open_workspace, paths),
        choose_source,
    )


def _settings(paths: Paths) -> Settings:
    try:
        return SettingsFile(paths.settings).load()
    except SettingsError:  # The settings page says so.
        return Settings()


def _take_errors(desk: Desk) -> None:
    """Have the window show errors that reach Qt's event loop, and end at Ctrl+C."""
    usual = sys.excepthook

    def take(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not isinstance(error, KeystrokeError):
            usual(kind, error, trace)
        desk.take_error(error)

    sys.excepthook = take
    # Python's own handler would wait until Qt calls Python again.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def check_screen() -> None:
    """Raise a clear error where Qt would abort the process.

    Raises
    ------
    ScreenError
        If there is no screen.
    """
    headless = not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if sys.platform == "linux" and headless and "QT_QPA_PLATFORM" not in os.environ:
        raise ScreenError(
            "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set): start keystroke "
            "from a desktop session, or see it work with 'keystroke demo --out DIR'."
        )
