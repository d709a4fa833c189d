"""``keystroke bench serve``: what answering over HTTP costs."""

from desktop.cli.bench.options import AsJson
from desktop.cli.bench.running import tell
from inference.evaluation.serving.measure import measure, tables


def serve(as_json: AsJson = False) -> None:
    """Measure Lambda's starts and answers in AWS's emulator, and those of `keystroke serve`."""
    result = measure()
    tell(result, tables(result), as_json=as_json)
