"""``keystroke demo``: the real app, typed into by real key events on a virtual screen."""

import json
from pathlib import Path
from typing import Annotated

import typer

from desktop.demo.cast import Cast, given_cast, real_cast, simulated_cast
from desktop.demo.report import summary
from desktop.demo.run import run_demo
from inference.errors import InputError


def demo(
    out: Annotated[Path, typer.Option(help="Folder for report.json and the screenshots.")],
    real: Annotated[bool, typer.Option("--real", help="Replay people of the CMU set.")] = False,
    typist: Annotated[
        Path | None, typer.Option(help="Type the samples of this file (JSON lines) instead.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the report as one line of JSON.")
    ] = False,
) -> None:
    """Enrol one typist in the real window, verify four: first locally, then by the service.

    Without --real and --typist, simulated typists type. Exits with 1 if a figure isn't met.
    """
    report = run_demo(_cast(typist, real=real), out, lambda line: typer.echo(line, err=True))
    if as_json:
        typer.echo(json.dumps(report))
    else:
        typer.echo(f"\n{summary(report)}\nReport and screenshots: {out}")
    if not all(figure["met"] for figure in report["figures"].values()):
        raise typer.Exit(1)


def _cast(typist: Path | None, *, real: bool) -> Cast:
    if real and typist is not None:
        raise InputError("Give either --real or --typist, not both.")
    if typist is not None:
        return given_cast(typist)
    return real_cast() if real else simulated_cast()
