"""``keystroke serve``: the service on this machine."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

import app
from desktop.logic.paths import Paths
from inference.authentication.settings import (
    AUDIENCE_VARIABLE,
    ISSUER_VARIABLE,
    TOKEN_FILE_VARIABLE,
    Authentication,
)
from inference.errors import KeyUnavailableError
from inference.service.service import Service
from inference.service.settings import STORE_VARIABLE, ServiceSettings


def serve(  # noqa: PLR0913, PLR0917 (each is an option of the command)
    host: Annotated[
        str,
        typer.Option(help="Address to listen at; one that others reach needs authentication."),
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65_535, help="Port to listen at; any free one if 0.")
    ] = app.DEFAULT_PORT,
    store: Annotated[
        Path | None,
        typer.Option(
            help="The store's file, or dynamodb:TABLE.",
            envvar=STORE_VARIABLE,
            show_default="in the data folder",
        ),
    ] = None,
    issuer: Annotated[
        str,
        typer.Option(help="OpenID Connect issuer whose tokens are taken.", envvar=ISSUER_VARIABLE),
    ] = "",
    audience: Annotated[
        str,
        typer.Option(
            help="Whom its tokens must be meant for; several with commas.",
            envvar=AUDIENCE_VARIABLE,
        ),
    ] = "",
    token_file: Annotated[
        Path | None,
        typer.Option(
            help="File with a secret token that is taken instead.",
            envvar=TOKEN_FILE_VARIABLE,
            show_default=False,
        ),
    ] = None,
) -> None:
    """Enrol and verify over HTTP; without authentication, for this machine only."""
    authenticator = Authentication(issuer, audience, token_file).open(os.environ)
    if store is None:
        paths = Paths.from_environment()
        paths.make_home()
        store = paths.home / "service.sqlite"
    service = _opened(ServiceSettings.from_environment(os.environ, store))
    app.serve(service, host, port, announce=_announce, authenticator=authenticator)


def _opened(settings: ServiceSettings) -> Service:
    """Open the store; ask a person at a terminal for the passphrase where there is no key."""
    try:
        return settings.open()
    except KeyUnavailableError:
        if not isinstance(settings.store, Path) or not sys.stdin.isatty():
            raise
        is_new = not settings.store.exists() or settings.store.stat().st_size == 0
        passphrase = typer.prompt(
            "Passphrase of the service's store",
            hide_input=True,
            confirmation_prompt=is_new,
            err=True,
        )
        return settings._replace(passphrase=passphrase).open()


def _announce(address: str) -> None:
    typer.echo(f"Listening at {address} (stop with Ctrl+C)", err=True)
