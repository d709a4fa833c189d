"""The command ``keystroke``: opens the window, and leads to the other commands."""

import sys
from importlib.metadata import version
from typing import Annotated, Final, NoReturn

import typer

from desktop.cli.lazy import LazyGroup
from inference.errors import KeystrokeError

DISTRIBUTION: Final = "keystroke-recognition"
COMMANDS: Final = (
    "bench",
    "delete",
    "demo",
    "doctor",
    "enroll",
    "export",
    "identify",
    "import",
    "profiles",
    "record",
    "serve",
    "train",
    "verify",
)

_EXTRAS: Final = {
    **dict.fromkeys(
        ("PySide6", "Xlib", "authlib", "flask", "joserfc", "pynput", "requests", "waitress"),
        "desktop",
    ),
    **dict.fromkeys(("joblib", "matplotlib", "platformdirs", "sklearn", "threadpoolctl"), "bench"),
    **dict.fromkeys(("dask", "distributed"), "cluster"),
}
"""Which extra brings a package."""


class _Commands(LazyGroup):
    package = "desktop.cli"
    names = COMMANDS


app = typer.Typer(cls=_Commands, pretty_exceptions_enable=False)


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"keystroke {version(DISTRIBUTION)}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def keystroke(
    context: typer.Context,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_tell_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """Recognise a person by typing rhythm. Without a command, the window opens."""
    if context.invoked_subcommand is None:
        from desktop.ui import app as window  # noqa: PLC0415 (other commands need no Qt)

        raise typer.Exit(window.main())


def main() -> None:
    """Run the command line; every error that is meant for people is one line on stderr."""
    try:
        app(prog_name="keystroke")
    except KeystrokeError as error:
        _end(str(error))
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package not in _EXTRAS:
            raise
        wanted = f"{DISTRIBUTION}[{_EXTRAS[package]}]"
        _end(f"This needs {package}, which isn't installed: install '{wanted}'.")


def _end(message: str) -> NoReturn:
    typer.echo(f"keystroke: {message}", err=True)
    sys.exit(1)
