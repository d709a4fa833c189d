"""``keystroke export``: profiles into a file."""

import json
import os
from pathlib import Path
from typing import Annotated, Final

import typer

from desktop.cli.store import AsJson, found, opened
from desktop.logic.private_file import write_private

EXPORT_PASSPHRASE: Final = "KEYSTROKE_EXPORT_PASSPHRASE"  # noqa: S105 (a variable's name)


def export(
    out: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write them.")],
    profiles: Annotated[
        list[str] | None,
        typer.Argument(metavar="PROFILE", help="Labels or ids.", show_default="all"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Export profiles, encrypted under KEYSTROKE_EXPORT_PASSPHRASE where that is set.

    Without it the file can be read by everybody, and phrases in it can be used here alone.
    """
    with opened() as (workspace, _):
        chosen = [found(workspace, name).id for name in profiles or ()]
        made = workspace.export(chosen or None, os.environ.get(EXPORT_PASSPHRASE) or None)
    write_private(out, made.data)
    left_out = len(made.missing) + made.damaged
    if as_json:
        typer.echo(json.dumps({"profiles": made.profiles, "left_out": left_out}))
        return
    typer.echo(f"Exported: {made.profiles} profiles.")
    if left_out:
        typer.echo(f"Left out (damaged, or their service is away): {left_out}.", err=True)
