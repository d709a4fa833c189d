"""The report's page: measured tables in the text of ``page.md``."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Final

from inference.evaluation import (
    aalto,
    ablation,
    cmu,
    identification,
    privacy,
    requested_fmr,
    speed,
)
from inference.evaluation.report.plots import draw
from inference.evaluation.report.results import Results
from inference.evaluation.tables import Table, figures_table

PAGE: Final = "benchmark.md"
PICTURES: Final = "pictures"

_TEMPLATE: Final = "page.md"


def write(results: Results, folder: Path) -> None:
    """Write the page and its pictures.

    Parameters
    ----------
    results
        What was measured.
    folder
        For the page; pictures go to a folder in it.
    """
    pictures = folder / PICTURES
    pictures.mkdir(parents=True, exist_ok=True)
    draw(results, pictures)
    (folder / PAGE).write_text(page(results))


def page(results: Results) -> str:
    """Give the page as Markdown."""
    adapted = results.cmu_few["detectors"]["ours_adapted"]
    tables = {
        "figures": [figures_table(results.figures)],
        "cmu": cmu.tables(results.cmu),
        "cmu_few": cmu.tables(results.cmu_few),
        "identify": identification.tables(results.identify),
        "aalto": aalto.tables(results.aalto),
        "research": aalto.tables(results.research)[:1] if results.research else [],
        "calibration": requested_fmr.tables(results.calibration)[:1],
        "privacy": privacy.tables(results.privacy),
        "speed": speed.tables(results.speed),
        "ablation": ablation.tables(results.ablation),
    }
    return Template((files(__package__) / _TEMPLATE).read_text()).substitute(
        {name: _markdown(each) for name, each in tables.items()},
        model=results.model[:12],
        genuine_updates=f"{adapted['genuine_updates']:,}",
        impostor_updates=f"{adapted['impostor_updates']:,}",
    )


def _markdown(tables: Sequence[Table]) -> str:
    return "\n\n".join(table.to_markdown() for table in tables) or "(not measured)"
