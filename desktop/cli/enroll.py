"""``keystroke enroll``: a profile from recorded attempts."""

import json
from typing import Annotated

import typer

from desktop.cli.store import AsJson, Attempts, attempts_in, opened
from desktop.logic.delivery import WaitingEnrollment
from desktop.logic.recording import RecordedEnrollment, extracted
from inference.decision import Mode


def enroll(
    label: Annotated[str, typer.Argument(help="What the profile is called.")],
    file: Attempts,
    mode: Annotated[
        Mode, typer.Option(help="fixed: the same phrase each time; free: any text.")
    ] = "fixed",
    as_json: AsJson = False,
) -> None:
    """Make a profile of recorded attempts, where the settings say.

    Consent must have been given in the window before.
    """
    attempts = attempts_in(file)
    with opened() as (workspace, settings):
        features = [extracted(workspace.recognizer, attempt, mode) for attempt in attempts]
        made = workspace.enroll(RecordedEnrollment(label, features), settings)
    if as_json:
        waits = isinstance(made, WaitingEnrollment)
        typer.echo(json.dumps({"id": made.id, "label": label, "waits": waits}))
    elif isinstance(made, WaitingEnrollment):
        typer.echo(f"'{label}' waits to be delivered: {made.failure}")
    else:
        typer.echo(f"'{label}' can now be verified (id {made.id}).")
