"""Files that hold something of the user's: whole or not there, and readable by them alone."""

import os
from pathlib import Path
from typing import Final

from desktop.errors import FileError

MOST_BYTES: Final = 64 * 1024 * 1024
"""Nothing that this program wrote is larger."""


def write_private(path: Path, content: bytes) -> None:
    """Write a file; a crash leaves the old one or the new one, never half of one.

    Raises
    ------
    FileError
        If it can't be written; an older file is left as it was.
    """
    draft = path.with_name(f"{path.name}.new")
    try:
        # Made by us and nobody else, who could have left it open to themselves or as a link.
        draft.unlink(missing_ok=True)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise FileError(
            f"{path} can't be written ({error.strerror}): choose a folder that you may write to, "
            "with enough space."
        ) from error


def read_whole(path: Path) -> bytes:
    """Read a file that the user chose.

    Raises
    ------
    FileError
        If it can't be read, or is larger than any that this program writes.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise FileError(f"{path} can't be read ({error.strerror}): choose another file.") from error
    if len(content) > MOST_BYTES:
        raise FileError(f"{path} is too large to be an export: choose another file.")
    return content
