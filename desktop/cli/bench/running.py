"""How benchmarks run and tell what they found."""

import json
import logging
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import joblib
import typer
from platformdirs import user_cache_path

from inference.evaluation.figures import all_met
from inference.evaluation.tables import Table
from inference.evaluation.workers import Workers


@contextmanager
def workers(scheduler: str | None = None) -> Iterator[Workers]:
    """Give workers on all cores of this machine, or on a Dask cluster, with a cache on disk.

    Parameters
    ----------
    scheduler
        Address of the cluster's scheduler, if it is to be one.
    """
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    crew = Workers(cache_folder())
    if scheduler is None:
        with joblib.parallel_config(n_jobs=-1):
            yield crew
        return
    from distributed import Client  # noqa: PLC0415 (an extra that few need)

    client = Client(scheduler)  # type: ignore[no-untyped-call]  # distributed has no types
    with client, joblib.parallel_config("dask", client=client):
        yield crew


def cache_folder() -> Path:
    """Give the folder for what needn't be computed again."""
    return user_cache_path("keystroke", appauthor=False) / "bench"


def tell(result: Mapping[str, Any], tables: Sequence[Table], *, as_json: bool) -> None:
    """Print a result; exit with 1 if a figure doesn't meet its bar."""
    if as_json:
        typer.echo(json.dumps(result))
    else:
        typer.echo("\n\n".join(table.to_text() for table in tables))
    if not all_met(result):
        raise typer.Exit(1)
