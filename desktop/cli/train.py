"""``keystroke train``: make the model."""

import json
import logging
import sys
from pathlib import Path
from typing import Annotated

import typer

from inference.bundle import bundled_models
from inference.errors import SettingsError


def train(
    out: Annotated[
        Path | None, typer.Option(help="Folder for the model.", show_default="the bundled one")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the model's figures as one line of JSON.")
    ] = False,
) -> None:
    """Learn usual times and calibration from KLiCKe (KEYSTROKE_DATA), and write the model."""
    try:
        from inference.training import bundle  # noqa: PLC0415 (an extra, needed here alone)
    except ModuleNotFoundError as error:
        raise SettingsError(
            "Training needs scikit-learn: install 'keystroke-recognition[train]'."
        ) from error
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    manifest = bundle.train(out or bundled_models())
    typer.echo(json.dumps(manifest["metrics"], indent=None if as_json else 1))
