"""``keystroke bench calibration``: whether a requested FMR is met."""

from desktop.cli.bench.options import AsJson, Scheduler
from desktop.cli.bench.running import tell, workers
from inference.evaluation.datasets import load_aalto, load_cmu, load_thirteen_keys
from inference.evaluation.requested_fmr import measure, tables
from inference.recognizer import load_recognizer


def calibration(as_json: AsJson = False, dask: Scheduler = None) -> None:
    """Measure FMR where 1% was asked for, after few samples, on three sets (KEYSTROKE_DATA)."""
    data = load_cmu(), load_thirteen_keys(), load_aalto()
    with workers(dask) as crew:
        result = measure(load_recognizer(), *data, crew)
    tell(result, tables(result), as_json=as_json)
