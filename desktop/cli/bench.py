"""``keystroke bench``: measures what the program promises."""

import json
from typing import Annotated, Any

import typer

from desktop.bench import capture as capture_bench
from inference.recognizer import load_recognizer

bench = typer.Typer(no_args_is_help=True, add_completion=False)

AsJson = Annotated[bool, typer.Option("--json", help="Print one line of JSON instead of a table.")]


@bench.callback()
def _group() -> None:
    """Measure what the program promises; exit with 1 where a bar isn't met."""


@bench.command()
def capture(
    as_json: AsJson = False,
    events: Annotated[
        int, typer.Option(min=20, help="Key events to inject for each load.")
    ] = capture_bench.EVENTS,
) -> None:
    """Compare captured intervals with those really injected, on an X server of its own."""
    result = capture_bench.measure(events, lambda text: typer.echo(text, err=True))
    typer.echo(result.to_json() if as_json else result.to_table())
    raise typer.Exit(0 if result.met else 1)


@bench.command()
def cmu(
    as_json: AsJson = False,
    enroll: Annotated[
        int, typer.Option(min=5, max=200, help="Repetitions to enrol with, from the first on.")
    ] = 200,
) -> None:
    """Compare our detector with the published best on the CMU password set (KEYSTROKE_DATA)."""
    from inference.evaluation.cmu import measure  # noqa: PLC0415 (capture needs no data sets)
    from inference.evaluation.datasets import load_cmu  # noqa: PLC0415

    result = measure(load_recognizer(), load_cmu(), enroll)
    typer.echo(json.dumps(result) if as_json else _cmu_table(result))


def _cmu_table(result: dict[str, Any]) -> str:
    lines = [f"{result['protocol']}; {result['people']} people"]
    lines.append(f"{'':18}{'EER':>7}  {'95% interval':>15}{'sd':>8}{'zero miss':>11}")
    for name, figures in result["detectors"].items():
        low, high = figures["eer_mean_ci95"]
        lines.append(
            f"{name:18}{figures['eer_mean']:7.2%}  {low:7.2%}-{high:7.2%}{figures['eer_sd']:8.2%}"
            f"{figures['zero_miss']:11.1%}"
        )
    ours = result["ours_at_requested_fmr"]
    lines.append(
        f"ours, requested FMR {ours['requested_fmr']:.0%}: FMR {ours['fmr']:.2%}, "
        f"FNMR {ours['fnmr']:.1%}"
    )
    return "\n".join(lines)
