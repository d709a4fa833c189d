"""``keystroke bench cmu``: fixed phrases, on a password that 51 people typed 400 times."""

from typing import Annotated

import typer

from desktop.cli.bench.options import AsJson, Scheduler
from desktop.cli.bench.running import tell, workers
from inference.evaluation.cmu import measure, measure_adaptation, tables
from inference.evaluation.datasets import load_cmu
from inference.recognizer import load_recognizer


def cmu(
    as_json: AsJson = False,
    enroll: Annotated[
        int, typer.Option(min=5, max=200, help="Repetitions to enrol with, from the first on.")
    ] = 200,
    background: Annotated[
        bool,
        typer.Option(
            "--background",
            help="Also a model that learns from half of the people, judged on the other half.",
        ),
    ] = False,
    adapt: Annotated[
        bool, typer.Option("--adapt", help="Also guarded adaptation after each accepted attempt.")
    ] = False,
    dask: Scheduler = None,
) -> None:
    """Compare our detector with the literature's on the CMU password set (KEYSTROKE_DATA)."""
    people, recognizer = load_cmu(), load_recognizer()
    with workers(dask) as crew:
        result = measure(recognizer, people, enroll, crew)
        if background:
            from inference.evaluation.background import (  # noqa: PLC0415 (heavy, seldom asked for)
                measure_background,
            )

            result["detectors"]["background"] = measure_background(people, enroll, crew)
        if adapt:
            result["detectors"] |= measure_adaptation(recognizer, people, enroll, crew)
    tell(result, tables(result), as_json=as_json)
