from typing import Any

import pytest

from desktop.bench.window import ENROLLED, VERIFIED, _Work, delays, longest_gap, measure_window
from desktop.errors import BenchError
from desktop.virtual.screen import VirtualScreen

GAPS = [{"gap_ms": 30.0, "at_ms": 120.0}, {"gap_ms": 80.0, "at_ms": 400.0}]


@pytest.mark.usefixtures("virtual_screen")
def test_every_phase_is_watched_and_every_key_is_followed_to_its_mark(
    monkeypatch: pytest.MonkeyPatch, virtual_screen: VirtualScreen
) -> None:
    del virtual_screen
    # A service that never answers is waited for elsewhere; here it only costs time.
    monkeypatch.setattr(_Work, "wait_for_nobody", lambda _: (0.0, 0.0))
    seen = measure_window()
    assert list(seen.blocked_ms) == ["enrolment", "verification", "remote time-out"]
    assert seen.blocked_ms["enrolment"] > 0
    assert seen.blocked_ms["verification"] > 0
    assert len(seen.delays_ms) >= 0.9 * 2 * 21 * (ENROLLED + VERIFIED)
    assert min(seen.delays_ms) > 0


@pytest.mark.parametrize(
    ("since_ms", "until_ms", "longest_ms"),
    [(0, 1000, 80), (0, 300, 30), (110, 119, 30), (300, 330, 80), (130, 310, 0)],
)
def test_a_wait_counts_where_it_reaches_into_the_span(
    since_ms: float, until_ms: float, longest_ms: float
) -> None:
    assert longest_gap(GAPS, since_ms, until_ms) == longest_ms


def test_each_event_is_held_to_the_picture_that_showed_it_first() -> None:
    lines: list[dict[str, Any]] = [
        {"painted_ms": 130.0, "events_ms": [100.2, 125.1]},
        {"gap_ms": 9.0, "at_ms": 1.0},
        {"painted_ms": 160.0, "events_ms": [150.3]},
    ]
    assert delays([100.0, 125.0, 150.0], lines) == [30.0, 5.0, 10.0]


@pytest.mark.parametrize("lines", [[], [{"painted_ms": 130.0, "events_ms": [100.2]}]])
def test_events_that_are_not_shown_are_told(lines: list[dict[str, Any]]) -> None:
    with pytest.raises(BenchError, match="Of 2 key events the ribbon showed"):
        delays([100.0, 125.0], lines)
