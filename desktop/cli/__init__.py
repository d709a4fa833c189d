"""The command line; see :mod:`desktop.cli.main`."""

from desktop.cli.main import main

__all__ = ["main"]
