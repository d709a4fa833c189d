"""Tables of results, for a terminal and for a page."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple


class Table(NamedTuple):
    """One table, its cells as text.

    Attributes
    ----------
    title
        What it is about, in one line.
    columns
        Heads of the columns; the first one names the rows.
    rows
        A cell for each column.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]

    def to_text(self) -> str:
        """Write the table with aligned columns, numbers to the right."""
        lines = [self.columns, *self.rows]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        return "\n".join([self.title, *(_aligned(line, widths) for line in lines)])

    def to_markdown(self) -> str:
        """Write the table as GitHub's Markdown, its title above it."""
        rule = ["---", *["---:"] * (len(self.columns) - 1)]
        lines = ["| " + " | ".join(line) + " |" for line in (self.columns, rule, *self.rows)]
        return "\n".join([f"{self.title}:", "", *lines])


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    return "  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)])


def percent(rate: float, decimals: int = 2) -> str:
    """Write a rate in percent."""
    return f"{rate:.{decimals}%}"


def interval(bounds: Sequence[float], decimals: int = 2) -> str:
    """Write an interval of rates in percent."""
    low, high = bounds
    return f"{low:.{decimals}%} to {high:.{decimals}%}"


def scores_table(result: Mapping[str, Any]) -> Table:
    """Give the table of what scores mean, and of what couldn't be scored."""
    rows = [
        ["EER, global", percent(result["eer_global"])],
        ["Cllr, bits", f"{result['cllr']:.3f}"],
        ["minimum Cllr, bits", f"{result['cllr_min']:.3f}"],
        ["failures to enrol", str(result["failures_to_enroll"])],
        ["refused probes", str(result["refused_probes"])],
    ]
    return Table("Our own scores", ["", "value"], rows)


def requested_table(rates: Sequence[Mapping[str, float]]) -> Table:
    """Give the table of what thresholds for requested FMRs lead to."""
    rows = [
        [percent(each["requested_fmr"], 1), percent(each["fmr"], 3), percent(each["fnmr"], 1)]
        for each in rates
    ]
    return Table("Our own thresholds, all people pooled", ["requested FMR", "FMR", "FNMR"], rows)


def figures_table(figures: Mapping[str, Mapping[str, Any]]) -> Table:
    """Give the table of figures and their bars."""
    rows = [
        [name, f"{each['value']:.4g}", _bar(each), "met" if each["met"] else "not met"]
        for name, each in figures.items()
    ]
    return Table("Figures and their bars", ["figure", "value", "bar", ""], rows)


def _bar(each: Mapping[str, Any]) -> str:
    if each.get("kind") == "at least":
        return f"at least {each['bar']:g}"
    lower = f"{each['at_least']:g} to " if "at_least" in each else "at most "
    return f"{lower}{each['bar']:g}"
