"""``keystroke bench speed``: how long the product takes."""

from desktop.cli.bench.options import AsJson
from desktop.cli.bench.running import tell
from inference.evaluation.speed import measure, tables


def speed(as_json: AsJson = False) -> None:
    """Measure verification, identification, loading and importing, on one core."""
    result = measure()
    tell(result, tables(result), as_json=as_json)
