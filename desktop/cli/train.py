"""``keystroke train``: make the model."""

import json
import logging
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from inference.bundle import bundled_models
from inference.errors import SettingsError


class Part(StrEnum):
    """What can be trained by itself; the free mode follows a new encoder, expectation any other."""

    FIXED = "fixed"
    ENCODER = "encoder"
    FREE = "free"
    EXPECTATION = "expectation"


def train(
    out: Annotated[
        Path | None, typer.Option(help="Folder for the model.", show_default="the bundled one")
    ] = None,
    part: Annotated[
        list[Part] | None, typer.Option(help="Train this part only.", show_default="all")
    ] = None,
    checkpoint: Annotated[
        Path, typer.Option(help="File that the encoder's training goes on from.")
    ] = Path("build/encoder.ckpt"),
    research: Annotated[
        bool, typer.Option("--research", help="Learn from Aalto too; never bundled (its terms).")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the model's figures as one line of JSON.")
    ] = False,
) -> None:
    """Learn usual times, calibration and encoder from KLiCKe (KEYSTROKE_DATA); write the model."""
    try:
        from inference.training import model  # noqa: PLC0415 (an extra, needed here alone)
    except ModuleNotFoundError as error:
        raise SettingsError(
            "Training needs scikit-learn: install 'keystroke-recognition[train]'."
        ) from error
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    plan = model.Plan(checkpoint=checkpoint, research=research)
    manifest = model.train(out or bundled_models(), part or list(Part), plan)
    typer.echo(json.dumps(manifest["metrics"], indent=None if as_json else 1))
