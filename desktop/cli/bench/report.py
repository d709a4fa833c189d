"""``keystroke bench report``: everything, on one page."""

from pathlib import Path
from typing import Annotated

import typer

from desktop.cli.bench.options import AsJson, Scheduler
from desktop.cli.bench.running import tell, workers
from inference.bundle import bundled_models, load_bundle
from inference.evaluation.report.page import write
from inference.evaluation.report.results import Data, collect
from inference.evaluation.tables import figures_table
from inference.recognizer import load_recognizer


def report(
    out: Annotated[
        Path, typer.Option(help="Folder for benchmark.md; pictures go to a folder in it.")
    ] = Path("docs"),
    research: Annotated[
        Path | None,
        typer.Option(help="Folder of a research model to be told of.", show_default="none"),
    ] = None,
    as_json: AsJson = False,
    dask: Scheduler = None,
) -> None:
    """Measure everything (KEYSTROKE_DATA), and write it down with tables and plots."""
    other = None if research is None else load_recognizer(research)
    data = Data.load()
    with workers(dask) as crew:
        results = collect(load_bundle(bundled_models()), data, crew, other)
    write(results, out)
    tell({"figures": results.figures}, [figures_table(results.figures)], as_json=as_json)
