"""The figures of serving, and the bars that they are held to."""

from collections.abc import Mapping
from typing import Any, Final

from inference.evaluation.figures import figure, lower_figure, rounded
from inference.evaluation.serving import lambda_times, throughput
from inference.evaluation.serving.people import people
from inference.evaluation.tables import Table, figures_table
from inference.recognizer import load_recognizer

COLD_START_BAR: Final = 1.3
WARM_VERIFY_BAR_MS: Final = 3.0
THROUGHPUT_BAR: Final = 0.6
CONNECTIONS: Final = 4

_PROBES: Final = 250


def measure(connections: int = CONNECTIONS, probes: int = _PROBES) -> dict[str, Any]:
    """Measure the service on Lambda's runtime and on this machine.

    Parameters
    ----------
    connections
        How many people verify at once.
    probes
        How often each of them does.

    Raises
    ------
    SettingsError
        If AWS's emulator isn't installed.
    """
    crowd = people(load_recognizer(), connections, probes)
    ours_ms, bare_ms = lambda_times.cold_start_ratio(crowd[0])
    warm_ms = lambda_times.warm_verify_ms(crowd[0])
    served, constant = throughput.measure(crowd)
    ratio = served.per_second / constant.per_second
    return {
        "figures": {
            "cold_start_over_bare_handler": figure(ours_ms / bare_ms, COLD_START_BAR),
            "warm_verify_ms": figure(warm_ms, WARM_VERIFY_BAR_MS),
            "serve_over_constant_route": lower_figure(ratio, THROUGHPUT_BAR),
            "serve_failures": figure(served.failures, 0),
        },
        "cold_start_ms": rounded(ours_ms),
        "bare_handler_ms": rounded(bare_ms),
        "verifications_per_second": rounded(served.per_second),
        "constant_answers_per_second": rounded(constant.per_second),
    }


def tables(result: Mapping[str, Any]) -> list[Table]:
    """Lay out what :func:`measure` gives."""
    rows = [
        [name.replace("_", " "), f"{result[name]:.0f}"]
        for name in (
            "cold_start_ms", "bare_handler_ms", "verifications_per_second",
            "constant_answers_per_second",
        )
    ]  # fmt: skip
    return [figures_table(result["figures"]), Table("What they are made of", ["", ""], rows)]
