"""The report's pictures, the same bytes each time."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import NormalDist
from typing import Any, Final

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from inference.evaluation.report.results import FMRS, Curve, Results
from inference.evaluation.requested_fmr import MOST_OFF

PICTURES: Final = ("benchmark-det.svg", "benchmark-calibration.svg", "benchmark-enrolment.svg")

_STYLE: Final = {
    "svg.hashsalt": "keystroke",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": "#e4e4e4",
    "figure.facecolor": "white",
}
_TICKS: Final = (0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4)
_OURS: Final = "#0b6e8f"
_OTHERS: Final = ("#c2571a", "#7a7a7a", "#a48bc4", "#7fa650", "#d49a2a", "#b5b5b5")


def draw(results: Results, folder: Path) -> None:
    """Draw all pictures into a folder."""
    drawings: Sequence[Callable[[Results], Figure]] = (_det, _calibration, _enrolment)
    with mpl.rc_context(_STYLE):  # type: ignore[arg-type]  # its keys are plain strings
        for name, drawing in zip(PICTURES, drawings, strict=True):
            drawing(results).savefig(folder / name, metadata={"Date": None})


def _det(results: Results) -> Figure:
    figure, (left, right) = _panels()
    _det_panel(left, "CMU, 200 repetitions (mean over people)", results.det_cmu)
    _det_panel(right, "Aalto, 5 sentences (one threshold for all)", results.det_aalto)
    return figure


def _det_panel(axes: Axes, title: str, curves: Mapping[str, Curve]) -> None:
    others = iter(_OTHERS)
    for name, fnmr in curves.items():
        ours = name == "ours"
        axes.plot(
            _probit(FMRS),
            _probit(np.clip(fnmr, _TICKS[0], 1 - _TICKS[0])),
            color=_OURS if ours else next(others),
            linewidth=2.2 if ours else 1.2,
            label=name,
        )
    labels = [f"{tick:.1%}" if tick < 0.01 else f"{tick:.0%}" for tick in _TICKS]
    axes.set_xticks(_probit(_TICKS), labels)
    axes.set_yticks(_probit((*_TICKS, 0.6, 0.8, 0.95)), [*labels, "60%", "80%", "95%"])
    axes.set(
        title=title,
        xlabel="FMR",
        ylabel="FNMR",
        xlim=_probit((0.001, 0.4)),
        ylim=_probit((0.001, 0.99)),
    )
    axes.legend(frameon=False, fontsize=8)


def _calibration(results: Results) -> Figure:
    cells: list[dict[str, Any]] = results.calibration["cells"]
    figure = Figure(figsize=(8.4, 0.34 * len(cells) + 1.3), layout="constrained")
    axes = figure.subplots()
    places = np.arange(len(cells))[::-1]
    axes.axvspan(1 / MOST_OFF, MOST_OFF, color="#e3f1f5")
    axes.axvline(1.0, color="#7a7a7a", linewidth=1)
    ratios = [cell["over_requested_1pct"] for cell in cells]
    bounds = np.array([cell["over_requested_1pct_ci95"] for cell in cells]).T
    axes.errorbar(
        ratios, places, xerr=np.abs(bounds - ratios), fmt="o", color=_OURS, capsize=2, markersize=4
    )
    names = [f"{cell['data']}, {cell['samples']}: {cell['condition']}" for cell in cells]
    axes.set_yticks(places, [name.replace("_", " ") for name in names])
    axes.set(xlabel="measured FMR over the requested 1%, with 95% interval", xscale="log")
    axes.set_xticks([0.1, 0.2, 0.5, 1, 2, 5], ["0.1", "0.2", "0.5", "1", "2", "5"])
    axes.minorticks_off()
    return figure


def _enrolment(results: Results) -> Figure:
    figure, (left, right) = _panels(height=3.4)
    _enrolment_panel(left, "CMU, mean EER", "repetitions enrolled with", results.by_repetitions)
    _enrolment_panel(right, "Aalto, global EER", "sentences enrolled with", results.by_sentences)
    return figure


def _enrolment_panel(axes: Axes, title: str, label: str, eers: Mapping[int, float]) -> None:
    axes.plot(list(eers), [100 * eer for eer in eers.values()], "o-", color=_OURS)
    axes.set(title=title, xlabel=label, ylabel="EER, %", xscale="log")
    axes.set_xticks(list(eers), [str(count) for count in eers])
    axes.minorticks_off()
    axes.set_ylim(bottom=0)


def _panels(height: float = 4.2) -> tuple[Figure, Any]:
    figure = Figure(figsize=(8.4, height), layout="constrained")
    return figure, figure.subplots(1, 2)


def _probit(rates: ArrayLike) -> NDArray[np.float64]:
    """Stretch rates so that normal scores give straight DET curves."""
    stretched: NDArray[np.float64] = np.vectorize(NormalDist().inv_cdf)(rates)
    return stretched
