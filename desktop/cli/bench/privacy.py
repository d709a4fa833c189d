"""``keystroke bench privacy``: what embeddings give away."""

from desktop.cli.bench.options import AsJson, Model, Scheduler
from desktop.cli.bench.running import tell, workers
from inference.evaluation.datasets import load_klicke
from inference.evaluation.privacy import measure, tables
from inference.recognizer import load_recognizer


def privacy(as_json: AsJson = False, model: Model = None, dask: Scheduler = None) -> None:
    """Tell what was typed from stolen embeddings, against chance (KEYSTROKE_DATA)."""
    texts, recognizer = load_klicke(), load_recognizer(model)
    with workers(dask) as crew:
        result = measure(recognizer, texts, crew)
    tell(result, tables(result), as_json=as_json)
