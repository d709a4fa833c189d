"""A group of commands, each a module of its own that is imported when it is asked for."""

import importlib
import keyword
from typing import TYPE_CHECKING, ClassVar

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    # Typer has no public name for what its own methods take and give.
    from typer._click.core import Command, Context


class LazyGroup(TyperGroup):
    """Finds commands in a package by their names.

    A command's module defines a function, or a Typer group, of the command's name.

    Attributes
    ----------
    package
        Where the modules are.
    names
        Of the commands; one whose module needs what isn't installed is left out of the help.
    """

    package: ClassVar[str]
    names: ClassVar[tuple[str, ...]]

    def list_commands(self, ctx: "Context") -> list[str]:
        """Give the names of the commands that can be run here."""
        del ctx
        return [name for name in self.names if self._is_installed(name)]

    def get_command(self, ctx: "Context", cmd_name: str) -> "Command | None":
        """Import a command; None if there is none of this name."""
        del ctx
        if cmd_name not in self.names:
            return None
        name = _in_python(cmd_name)
        defined = getattr(importlib.import_module(f"{self.package}.{name}"), name)
        if not isinstance(defined, typer.Typer):
            single = typer.Typer(add_completion=False)
            single.command()(defined)
            defined = single
        command = typer.main.get_command(defined)
        command.name = cmd_name
        return command

    def _is_installed(self, name: str) -> bool:
        try:
            importlib.import_module(f"{self.package}.{_in_python(name)}")
        except ModuleNotFoundError:
            return False
        return True


def _in_python(name: str) -> str:
    """Give a command's name as Python can have it, such as ``import_``."""
    return f"{name}_" if keyword.iskeyword(name) else name
