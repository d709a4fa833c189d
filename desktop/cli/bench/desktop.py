"""``keystroke bench desktop``: what the window promises."""

from typing import Annotated

import typer

from desktop.bench import desktop as desktop_bench
from desktop.bench.kills import KILLS
from desktop.cli.bench.options import AsJson
from desktop.cli.bench.running import tell
from inference.evaluation.tables import Table


def desktop(
    as_json: AsJson = False,
    kills: Annotated[
        int, typer.Option(min=1, help="Processes killed while they enrol and verify.")
    ] = KILLS,
) -> None:
    """Measure the window on a virtual screen: start, delays, and what killing it loses.

    Memory while watching and a history of 10,000 rows aren't measured: the window has neither
    a watching mode nor a page for the history yet.
    """
    result = desktop_bench.measure(kills, lambda text: typer.echo(text, err=True))
    rows = [
        (name, f"{figure['value']}", f"{figure['bar']}", "yes" if figure["met"] else "no")
        for name, figure in result["figures"].items()
    ]
    tell(result, [Table("The window", ("", "value", "bar", "met"), rows)], as_json=as_json)
