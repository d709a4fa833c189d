"""``keystroke serve``: the service on this machine."""

import os
from pathlib import Path
from typing import Annotated

import typer

import app
from desktop.logic.paths import Paths
from inference.service.settings import STORE_VARIABLE, ServiceSettings


def serve(
    host: Annotated[str, typer.Option(help="Address to listen at, of this machine.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65_535, help="Port to listen at; any free one if 0.")
    ] = app.DEFAULT_PORT,
    store: Annotated[
        Path | None,
        typer.Option(
            help="The store's file.", envvar=STORE_VARIABLE, show_default="in the data folder"
        ),
    ] = None,
) -> None:
    """Enrol and verify over HTTP, on this machine only."""
    if store is None:
        paths = Paths.from_environment()
        paths.make_home()
        store = paths.home / "service.sqlite"
    service = ServiceSettings.from_environment(os.environ, store).open()
    app.serve(service, host, port, announce=_announce)


def _announce(address: str) -> None:
    typer.echo(f"Listening at {address} (stop with Ctrl+C)", err=True)
