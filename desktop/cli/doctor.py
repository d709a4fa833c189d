"""``keystroke doctor``: what can be checked of this computer, or from here of a deployment."""

import json
import os
from typing import Annotated

import typer

from desktop.cli.bench.options import AsJson
from desktop.logic.doctor import Finding, examine
from desktop.logic.local_checks import report
from inference.authentication.settings import static_token
from inference.recognizer import load_recognizer


def doctor(
    endpoint: Annotated[
        str, typer.Option(help="Base address of a service to check instead of this computer.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Check this computer, or a service from outside; exit with 1 where a check fails.

    With an access token in KEYSTROKE_TOKEN (or a file named by KEYSTROKE_TOKEN_FILE), which is sent
    to the endpoint, it sees more of a service. What it says of this computer holds no names, no
    paths and nothing that was typed.
    """
    findings = _service(endpoint) if endpoint else _computer()
    passed = all(finding.outcome != "failed" for finding in findings)
    if as_json:
        checks = [finding._asdict() for finding in findings]
        about = {"endpoint": endpoint} if endpoint else {}
        typer.echo(json.dumps({**about, "passed": passed, "checks": checks}))
    else:
        typer.echo(report(findings))
    if not passed:
        raise typer.Exit(1)


def _service(endpoint: str) -> list[Finding]:
    recognizer = load_recognizer(scoring_only=True)
    return examine(endpoint, recognizer.contract, recognizer.model, static_token(os.environ))


def _computer() -> list[Finding]:
    # Checking a service needs neither Qt nor pynput.
    from desktop.capture.permission import check_listening  # noqa: PLC0415
    from desktop.logic.local_checks import examine_here  # noqa: PLC0415
    from desktop.logic.paths import Paths  # noqa: PLC0415
    from desktop.ui.surroundings import CHECKS  # noqa: PLC0415

    return examine_here(Paths.from_environment().store, check_listening, CHECKS)
