"""``keystroke bench``: measures what the program promises; see :mod:`desktop.cli.bench.group`."""

from desktop.cli.bench.group import bench

__all__ = ["bench"]
