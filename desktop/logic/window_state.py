"""Where the window was and what it showed, to be found so again. Nothing personal."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from desktop.logic.private_file import write_private

_FARTHEST_PX: Final = 100_000
"""No desktop reaches that far; larger numbers come from a damaged file."""


@dataclass(frozen=True)
class WindowState:
    """A window's place, in pixels of the whole desktop, and its section.

    Parameters
    ----------
    x, y, width, height
        Place and size while it isn't maximized.
    maximized
        Whether it filled the screen.
    section
        Name of the page that was in view last, of those that the sidebar leads to.
    """

    x: int
    y: int
    width: int
    height: int
    maximized: bool = False
    section: str = ""

    def __post_init__(self) -> None:
        places = (self.x, self.y, self.width, self.height)
        # As JSON gives them: a bool is no number here, nor is a float.
        kinds = [type(value) for value in (*places, self.maximized, self.section)]
        if kinds != [int, int, int, int, bool, str]:
            raise ValueError("A window's state is four whole numbers, a yes or no, and a name.")
        if any(abs(place) > _FARTHEST_PX for place in places):
            raise ValueError("No desktop reaches as far as that.")


class WindowFile:
    """The window's state on disk, a small JSON file.

    Parameters
    ----------
    path
        The file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> WindowState | None:
        """Read the state; there is none where the file is missing or damaged."""
        try:
            return WindowState(**json.loads(self._path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def save(self, state: WindowState) -> None:
        """Write the state.

        Raises
        ------
        FileError
            If it can't be written.
        """
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(self._path, json.dumps(asdict(state)).encode())
