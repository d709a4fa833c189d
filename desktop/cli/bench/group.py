"""The group of benchmarks."""

from typing import Final

import typer

from desktop.cli.lazy import LazyGroup

BENCHMARKS: Final = (
    "aalto",
    "calibration",
    "capture",
    "cmu",
    "desktop",
    "faults",
    "identify",
    "privacy",
    "replay",
    "report",
    "serve",
    "speed",
)


class _Benchmarks(LazyGroup):
    package = "desktop.cli.bench"
    names = BENCHMARKS


bench = typer.Typer(cls=_Benchmarks, no_args_is_help=True, add_completion=False)


@bench.callback()
def _group() -> None:
    """Measure what the program promises; exit with 1 where a bar isn't met."""
