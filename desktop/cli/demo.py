"""``keystroke demo``: the real app, typed into by real key events on a virtual screen."""

import json
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from desktop.demo.cast import Cast, given_cast, real_cast, simulated_cast
from desktop.demo.run import run_demo
from inference.errors import InputError

KINDS: Final = ("genuine", "impostor")


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
    typer.echo(json.dumps(report) if as_json else summary(report, out))
    if not all(figure["met"] for figure in report["figures"].values()):
        raise typer.Exit(1)


def summary(report: dict[str, Any], out: Path) -> str:
    """Tell the report in a few lines."""
    lines = [f"{report['typists']}, {report['phrase_keys']} keys, FMR {report['fmr']:.0%}"]
    for place, part in (("local", report), ("remote", report["remote"])):
        told = [f"{part[kind]['accepted']} of {part[kind]['tried']}" for kind in KINDS]
        lines.append(f"{place}: genuine accepted {told[0]}, impostors accepted {told[1]}")
    for name, figure in report["figures"].items():
        mark = "met" if figure["met"] else "NOT MET"
        lines.append(f"{name}: {figure['value']} (bar {figure['bar']}): {mark}")
    return "\n".join([*lines, f"Report and screenshots: {out}"])


def _cast(typist: Path | None, *, real: bool) -> Cast:
    if real and typist is not None:
        raise InputError("Give either --real or --typist, not both.")
    if typist is not None:
        return given_cast(typist)
    return real_cast() if real else simulated_cast()
