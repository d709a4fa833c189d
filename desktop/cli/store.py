"""What the commands that work with the app's store share."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Final

import typer

from desktop.logic.paths import Paths
from desktop.logic.profiles import DesktopProfile
from desktop.logic.recording import Attempt, read
from desktop.logic.settings import Settings, SettingsFile
from desktop.logic.workspace import Workspace, open_workspace
from inference.errors import InputError, NotFoundError, StoreError

NOT_ACCEPTED: Final = 3
"""Exit code of a plain no: not accepted, or nobody known."""
NOT_SCORED: Final = 4
"""Exit code where an attempt isn't scored, such as another phrase."""

AsJson = Annotated[bool, typer.Option("--json", help="Print one line of JSON.")]
Attempts = Annotated[
    str,
    typer.Argument(
        metavar="FILE", help="Attempts, one a line, as 'keystroke record' writes them; - is stdin."
    ),
]
Fmr = Annotated[
    float | None, typer.Option(help="False match rate.", show_default="as in the settings")
]
Profile = Annotated[str, typer.Argument(metavar="PROFILE", help="A profile's label or id.")]


@contextmanager
def opened() -> Iterator[tuple[Workspace, Settings]]:
    """Open the app's store and settings; KEYSTROKE_PASSPHRASE or the keychain has the key."""
    paths = Paths.from_environment()
    settings = SettingsFile(paths.settings).load()
    workspace = open_workspace(paths)
    try:
        yield workspace, settings
    finally:
        workspace.close()


def found(workspace: Workspace, name: str) -> DesktopProfile:
    """Find a profile by its id or its label.

    Raises
    ------
    NotFoundError
        If there is none.
    InputError
        If several have the label.
    """
    profiles = workspace.profiles.all()
    matching = [one for one in profiles if name in {one.id, one.label}]
    if not matching:
        raise NotFoundError(
            f"There is no profile '{name}': 'keystroke profiles' lists those that there are."
        )
    if len(matching) > 1:
        raise InputError(f"Several profiles are called '{name}': give the id of one.")
    return matching[0]


def attempts_in(file: str) -> list[Attempt]:
    """Read the attempts of a file, or of stdin if it is ``-``."""
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{file} can't be read ({error}): name a file of attempts.") from error
    return read(text)


def attempt_in(file: str) -> Attempt:
    """Read the one attempt of a file.

    Raises
    ------
    InputError
        If there are more.
    """
    attempts = attempts_in(file)
    if len(attempts) > 1:
        raise InputError(f"{file} has {len(attempts)} attempts: give one at a time.")
    return attempts[0]
