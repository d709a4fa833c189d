"""``keystroke doctor``: what a client can check of a deployment."""

import json
import os
from typing import Annotated

import typer

from desktop.cli.bench.options import AsJson
from desktop.logic.doctor import Finding, examine
from inference.authentication.settings import static_token
from inference.recognizer import load_recognizer

_SIGNS = {"passed": "ok", "failed": "FAILED", "skipped": "-"}


def doctor(
    endpoint: Annotated[str, typer.Option(help="Base address of the service.")],
    as_json: AsJson = False,
) -> None:
    """Check a service from outside; exit with 1 where a check fails.

    With an access token in KEYSTROKE_TOKEN (or a file named by KEYSTROKE_TOKEN_FILE), which is sent
    to the endpoint, it sees more.
    """
    recognizer = load_recognizer(scoring_only=True)
    findings = examine(endpoint, recognizer.contract, recognizer.model, static_token(os.environ))
    passed = all(finding.outcome != "failed" for finding in findings)
    if as_json:
        checks = [finding._asdict() for finding in findings]
        typer.echo(json.dumps({"endpoint": endpoint, "passed": passed, "checks": checks}))
    else:
        typer.echo("\n".join(map(_line, findings)))
    if not passed:
        raise typer.Exit(1)


def _line(finding: Finding) -> str:
    return f"{_SIGNS[finding.outcome]:<7} {finding.name:<16} {finding.detail}"
