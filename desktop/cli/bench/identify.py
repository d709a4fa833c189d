"""``keystroke bench identify``: who is it, among 110 people."""

from desktop.cli.bench.options import AsJson, Scheduler
from desktop.cli.bench.running import tell, workers
from inference.evaluation.datasets import load_thirteen_keys
from inference.evaluation.identification import measure, tables
from inference.recognizer import load_recognizer


def identify(as_json: AsJson = False, dask: Scheduler = None) -> None:
    """Find the right one of 110 people by one sample of 13 keys (KEYSTROKE_DATA)."""
    people, recognizer = load_thirteen_keys(), load_recognizer()
    with workers(dask) as crew:
        result = measure(recognizer, people, crew)
    tell(result, tables(result), as_json=as_json)
