"""``keystroke verify``: whether the profile's owner typed."""

import json
from dataclasses import replace

import typer

from desktop.cli.store import (
    NOT_ACCEPTED,
    NOT_SCORED,
    AsJson,
    Attempts,
    Fmr,
    Profile,
    attempt_in,
    found,
    opened,
)
from desktop.logic.refusal import Refusal
from desktop.logic.stand_in import StandInAnswer
from inference.decision import Decision
from inference.service.messages import rounded


def verify(profile: Profile, file: Attempts, fmr: Fmr = None, as_json: AsJson = False) -> None:
    """Verify one recorded attempt; exit with 0 if accepted, 3 if not, 4 if it isn't scored."""
    attempt = attempt_in(file)
    with opened() as (workspace, settings):
        asked = settings if fmr is None else replace(settings, fmr=fmr)
        answer = workspace.verify(found(workspace, profile), attempt, asked)
    stands_in = isinstance(answer, StandInAnswer)
    decision = answer.answer if isinstance(answer, StandInAnswer) else answer
    if isinstance(decision, Refusal):
        typer.echo(f"keystroke: {decision.message}", err=True)
        raise typer.Exit(NOT_SCORED)
    assert isinstance(decision, Decision)  # noqa: S101 (what a verification answers)
    _tell(rounded(decision), stands_in=stands_in, as_json=as_json)
    if not decision.accepted:
        raise typer.Exit(NOT_ACCEPTED)


def _tell(decision: Decision, *, stands_in: bool, as_json: bool) -> None:
    if as_json:
        document = {
            "accepted": decision.accepted,
            "score": decision.score,
            "threshold": decision.threshold,
            "fmr": decision.fmr,
            "reasons": [reason.code for reason in decision.reasons],
            "stands_in": stands_in,
        }
        typer.echo(json.dumps(document))
        return
    verdict = "accepted" if decision.accepted else "not accepted"
    typer.echo(
        f"{verdict}: score {decision.score:.1f}, needed {decision.threshold:.1f} (about "
        f"1 in {1 / decision.fmr:.0f} other people would be accepted)"
    )
    for reason in decision.reasons:
        typer.echo(f"  {reason.message}")
    if stands_in:
        typer.echo("  Scored on this machine, since the service couldn't be reached.")
