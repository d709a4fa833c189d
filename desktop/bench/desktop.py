"""What the window promises: a quick start, no visible delay, and nothing lost when it is killed."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from desktop.bench import kills
from desktop.bench.starting import measure_starts
from desktop.bench.window import Seen, measure_window
from desktop.capture.priority import raise_priority
from desktop.virtual.screen import VirtualScreen

START_BAR: Final = 2.0
RIBBON_BAR_MS: Final = 33.0
BLOCKED_BAR_MS: Final = 50.0


def measure(
    kill_count: int = kills.KILLS, tell: Callable[[str], None] = lambda _: None
) -> dict[str, Any]:
    """Measure everything, on a virtual screen of its own.

    Parameters
    ----------
    kill_count
        How many processes are killed while they enrol and verify.
    tell
        Is told how far it is.

    Returns
    -------
    dict
        ``figures``, each with its value, bar and whether it is met; beside them the ``start``'s
        medians in seconds, and what the killed processes had ``finished``.

    Raises
    ------
    KeystrokeError
        If the app doesn't do what it should.
    """
    with VirtualScreen() as screen:
        # The server stands for the keyboard: what else runs must not delay its keys.
        raise_priority(screen.server_id)
        tell("Starting the app and a bare window in turn")
        starts = measure_starts()
        tell("Enrolling, verifying, and waiting for a service that never answers")
        seen = measure_window()
    tell(f"Killing {kill_count} processes while they enrol and verify")
    killed = kills.measure(kill_count)
    ratio = _figure(starts.usable_seconds / starts.bare_seconds, START_BAR)
    return {
        "figures": {"start over bare window": ratio, **_window_figures(seen), **killed["figures"]},
        "start": starts._asdict(),
        "finished": killed["finished"],
    }


def _window_figures(seen: Seen) -> dict[str, dict[str, Any]]:
    figures = {
        "ribbon delay p95 ms": _figure(np.percentile(seen.delays_ms, 95).item(), RIBBON_BAR_MS)
    }
    for phase, blocked_ms in seen.blocked_ms.items():
        figures[f"blocked during {phase} ms"] = _figure(blocked_ms, BLOCKED_BAR_MS)
    return figures


def _figure(value: float, bar: float) -> dict[str, Any]:
    return {"value": round(value, 2), "bar": bar, "met": value <= bar}
