"""``keystroke bench aalto``: free text, on sentences."""

from typing import Annotated

import typer

from desktop.cli.bench.options import AsJson, Model, Scheduler
from desktop.cli.bench.running import tell, workers
from inference.evaluation.aalto import ENROLLED, measure, tables
from inference.evaluation.datasets import load_aalto
from inference.recognizer import load_recognizer


def aalto(
    as_json: AsJson = False,
    enroll: Annotated[
        int, typer.Option(min=1, max=13, help="Sentences to enrol with, from the first on.")
    ] = ENROLLED,
    model: Model = None,
    choices: Annotated[
        bool,
        typer.Option(
            "--choices", help="Measure the odd-numbered people, who are there for choices."
        ),
    ] = False,
    dask: Scheduler = None,
) -> None:
    """Compare our detector with the literature's on the Aalto sentences (KEYSTROKE_DATA)."""
    texts, recognizer = load_aalto(), load_recognizer(model)
    with workers(dask) as crew:
        result = measure(recognizer, texts, enroll, crew, half="choices" if choices else "reported")
    tell(result, tables(result), as_json=as_json)
