"""``keystroke record``: attempts typed into a small window, written to a file."""

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from desktop.cli.store import AsJson, opened
from desktop.logic.recording import written
from inference.errors import StoreError


def record(
    out: Annotated[Path, typer.Option(help="File that the attempts are added to, one a line.")],
    phrase: Annotated[
        str | None, typer.Option(help="The phrase to type.", show_default="free text")
    ] = None,
    count: Annotated[int, typer.Option(min=1, max=400, help="Attempts to record.")] = 10,
    as_json: AsJson = False,
) -> None:
    """Record attempts for 'enroll', 'verify' and 'identify'.

    Written are features, which name no key; but they are biometric data: keep the file to yourself,
    and delete it when you are done.
    """
    from desktop.ui.record import record as type_attempts  # noqa: PLC0415 (others need no Qt)

    with opened() as (workspace, _):
        workspace.consent.require()
        attempts = type_attempts(workspace.recognizer, phrase, count)
    try:
        handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(written(attempts))
    except OSError as error:
        raise StoreError(f"{out} can't be written ({error.strerror}): name another.") from error
    if as_json:
        typer.echo(json.dumps({"file": str(out), "attempts": len(attempts)}))
    else:
        typer.echo(f"{len(attempts)} attempts were added to {out}.")
