"""``keystroke demo``: the real app, typed into by real key events on a virtual screen."""

import json
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from desktop.demo.cast import Cast, given_cast, real_cast, simulated_cast
from desktop.demo.run import run_demo
from inference.errors import InputError

KINDS: Final = ("genuine", "impostor")
MIN_GENUINE: Final = 8
MAX_IMPOSTOR: Final = 1
MAX_CAPTURE_P99_MS: Final = 2.0


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
    report["figures"] = figures(report, simulated=not real and typist is None)
    typer.echo(json.dumps(report) if as_json else summary(report, out))
    if not all(figure["met"] for figure in report["figures"].values()):
        raise typer.Exit(1)


def figures(report: dict[str, Any], *, simulated: bool) -> dict[str, Any]:
    """Hold the report against what it has to show; people are as hard as they are."""
    held = {
        "local_equals_remote": _figure(report["local_equals_remote"], True),
        "keystrokes_lost": _figure(report["capture"]["lost"], 0),
    }
    for name in ("hold_p99_ms", "press_press_p99_ms"):
        if name in report["capture"]:
            held[name] = _at_most(report["capture"][name], MAX_CAPTURE_P99_MS)
    if simulated:
        for place, part in (("local", report), ("remote", report["remote"])):
            accepted = part["genuine"]["accepted"]
            held[f"{place}_genuine_accepted"] = {
                "value": accepted,
                "bar": MIN_GENUINE,
                "met": accepted >= MIN_GENUINE,
            }
            held[f"{place}_impostor_accepted"] = _at_most(
                part["impostor"]["accepted"], MAX_IMPOSTOR
            )
    return held


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


def _figure(value: object, bar: object) -> dict[str, Any]:
    return {"value": value, "bar": bar, "met": value == bar}


def _at_most(value: float, bar: float) -> dict[str, Any]:
    return {"value": value, "bar": bar, "met": value <= bar}
