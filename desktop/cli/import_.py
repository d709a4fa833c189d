"""``keystroke import``: profiles out of a file."""

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from desktop.cli.export import EXPORT_PASSPHRASE
from desktop.cli.store import AsJson, opened
from desktop.logic.private_file import read_whole


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An export.")],
    as_json: AsJson = False,
) -> None:
    """Import profiles, all or none; KEYSTROKE_EXPORT_PASSPHRASE opens the file."""
    data = read_whole(file)
    with opened() as (workspace, _):
        done = workspace.import_(data, os.environ.get(EXPORT_PASSPHRASE) or None)
    if as_json:
        typer.echo(json.dumps({"added": len(done.added), "already": len(done.already)}))
    else:
        typer.echo(f"Imported: {len(done.added)} profiles. Here already: {len(done.already)}.")
