"""``keystroke bench``: measures what the program promises."""

from typing import Annotated

import typer

from desktop.bench import capture as capture_bench

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
