"""Where the app keeps its files."""

import os
from pathlib import Path

import platformdirs

APP_NAME = "keystroke-recognition"
HOME_VARIABLE = "KEYSTROKE_HOME"


class Paths:
    """The app's files, all in one folder that only its owner can read.

    Parameters
    ----------
    home
        The folder; made when something is first written into it.
    """

    def __init__(self, home: Path) -> None:
        self.home = home

    @classmethod
    def from_environment(cls) -> "Paths":
        """Take the folder named by ``KEYSTROKE_HOME``, or the system's place for app data."""
        named = os.environ.get(HOME_VARIABLE)
        return cls(Path(named) if named else platformdirs.user_data_path(APP_NAME, appauthor=False))

    @property
    def store(self) -> Path:
        """The encrypted store."""
        return self.home / "store.sqlite"

    @property
    def settings(self) -> Path:
        """The settings, which hold nothing personal."""
        return self.home / "settings.json"

    @property
    def window(self) -> Path:
        """Where the window was, and what it showed."""
        return self.home / "window.json"

    def make_home(self) -> None:
        """Make the folder, readable by its owner alone."""
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
