"""``keystroke bench faults``: enrolments and verifications through a network that fails."""

from typing import Annotated

import typer

from desktop.bench import faults as faults_bench
from desktop.cli.bench.options import AsJson
from desktop.cli.bench.running import tell
from inference.evaluation.tables import Table


def faults(
    as_json: AsJson = False,
    rounds: Annotated[
        int, typer.Option(min=1, help="Enrolments, each with two verifications.")
    ] = faults_bench.ROUNDS,
) -> None:
    """See that network faults lose nothing and have nothing done twice."""
    result = faults_bench.measure(rounds)
    rows = [
        (name, f"{figure['value']}", f"{figure['bar']}", "yes" if figure["met"] else "no")
        for name, figure in result["figures"].items()
    ]
    tell(result, [Table("Network faults", ("", "value", "bar", "met"), rows)], as_json=as_json)
