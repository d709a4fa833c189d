"""``keystroke bench replay``: whether replays are known, and real attempts are let through."""

from desktop.cli.bench.options import AsJson
from desktop.cli.bench.running import tell
from inference.evaluation.datasets import load_aalto, load_cmu, load_klicke, load_thirteen_keys
from inference.evaluation.replay import measure, people, tables
from inference.recognizer import load_recognizer
from inference.training.split import VALIDATION, writers


def replay(as_json: AsJson = False) -> None:
    """Replay what people typed, altered, and let them type on, on four sets (KEYSTROKE_DATA)."""
    klicke = load_klicke()
    persons = people(
        load_cmu(), load_thirteen_keys(), load_aalto(), klicke, writers(klicke, VALIDATION)
    )
    result = measure(load_recognizer(), persons)
    tell(result, tables(result), as_json=as_json)
