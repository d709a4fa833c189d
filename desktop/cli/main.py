"""The command ``keystroke``: opens the window, and leads to the other commands.

Each sub-command is a module of its own, imported only when it is asked for, so that the window
opens fast. It defines a function, or a Typer group, of the command's name.
"""

import importlib
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer
from typer.core import TyperGroup

from inference.errors import KeystrokeError

if TYPE_CHECKING:
    # Typer has no public name for what its own methods take and give.
    from typer._click.core import Command, Context

DISTRIBUTION: Final = "keystroke-recognition"
COMMANDS: Final = ("bench", "demo", "serve", "train")

_DESKTOP_PACKAGES: Final = {"PySide6", "Xlib", "flask", "pynput", "requests", "waitress"}


class _LazyGroup(TyperGroup):
    """Finds sub-commands in ``desktop.cli`` by their names."""

    def list_commands(self, ctx: "Context") -> list[str]:
        del ctx
        return [name for name in COMMANDS if _is_installed(name)]

    def get_command(self, ctx: "Context", cmd_name: str) -> "Command | None":
        del ctx
        if cmd_name not in COMMANDS:
            return None
        defined = getattr(importlib.import_module(f"desktop.cli.{cmd_name}"), cmd_name)
        if not isinstance(defined, typer.Typer):
            single = typer.Typer(add_completion=False)
            single.command()(defined)
            defined = single
        command = typer.main.get_command(defined)
        command.name = cmd_name
        return command


def _is_installed(name: str) -> bool:
    try:
        importlib.import_module(f"desktop.cli.{name}")
    except ModuleNotFoundError:
        return False
    return True


app = typer.Typer(cls=_LazyGroup, pretty_exceptions_enable=False, add_completion=False)


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
        app()
    except KeystrokeError as error:
        _end(str(error))
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package not in _DESKTOP_PACKAGES:
            raise
        _end(f"This needs {package}, which isn't installed: install '{DISTRIBUTION}[desktop]'.")


def _end(message: str) -> NoReturn:
    typer.echo(f"keystroke: {message}", err=True)
    sys.exit(1)
