"""``keystroke bench capture``: captured times beside injected ones."""

from typing import Annotated

import typer

from desktop.bench import capture as capture_bench
from desktop.cli.bench.options import AsJson


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
