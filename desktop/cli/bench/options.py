"""Options that benchmarks share."""

from pathlib import Path
from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print one line of JSON instead of tables.")]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--dask",
        metavar="ADDRESS",
        help="Compute on the Dask cluster of this scheduler, such as tcp://host:8786.",
        show_default="all cores of this machine",
    ),
]
Model = Annotated[
    Path | None, typer.Option(help="Folder of a model.", show_default="the bundled one")
]
