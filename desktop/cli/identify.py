"""``keystroke identify``: who of the enrolled typed."""

import json
from dataclasses import replace
from typing import Annotated

import typer

from desktop.cli.store import (
    NOT_ACCEPTED,
    NOT_SCORED,
    AsJson,
    Attempts,
    Fmr,
    attempt_in,
    opened,
)
from desktop.logic.identification import Identification
from desktop.logic.refusal import Refusal
from desktop.logic.stand_in import StandInAnswer
from inference.decision import Mode


def identify(
    file: Attempts,
    mode: Annotated[
        Mode, typer.Option(help="fixed: the same phrase each time; free: any text.")
    ] = "fixed",
    fmr: Fmr = None,
    as_json: AsJson = False,
) -> None:
    """Name who typed one recorded attempt; exit with 3 if nobody known, 4 if it isn't scored."""
    attempt = attempt_in(file)
    with opened() as (workspace, settings):
        asked = settings if fmr is None else replace(settings, fmr=fmr)
        answer = workspace.identify(mode, attempt, asked)
    if isinstance(answer, StandInAnswer):
        answer = answer.answer  # type: ignore[assignment]  # an identification's stand-in is one
    if isinstance(answer, Refusal):
        typer.echo(f"keystroke: {answer.message}", err=True)
        raise typer.Exit(NOT_SCORED)
    assert isinstance(answer, Identification)  # noqa: S101 (what is left)
    _tell(answer, as_json=as_json)
    if answer.known is None:
        raise typer.Exit(NOT_ACCEPTED)


def _tell(answer: Identification, *, as_json: bool) -> None:
    ranked = [(one.profile, round(one.score, 1)) for one in answer.candidates]
    if as_json:
        matches = [
            {"id": profile.id, "label": profile.label, "score": score} for profile, score in ranked
        ]
        known = answer.known and {"id": answer.known.id, "label": answer.known.label}
        typer.echo(json.dumps({"known": known, "matches": matches, "fmr": answer.fmr}))
        return
    typer.echo(answer.known.label if answer.known else "nobody known")
    for profile, score in ranked:
        typer.echo(f"  {score:6.1f}  {profile.label}")
