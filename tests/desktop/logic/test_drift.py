from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from desktop.logic.drift import Trend, drift
from desktop.logic.history import Event

START = datetime(2026, 3, 1, tzinfo=UTC)


def verification(day: float, score: float, threshold: float = 2.0, whose: str = "1") -> Event:
    time = (START + timedelta(days=day)).isoformat()
    return Event(
        "verified", whose, "Ada", score >= threshold, score, threshold, 0.01, "local", time=time
    )


def weeks(first: Sequence[float], last: Sequence[float], *, apart: int = 21) -> list[Event]:
    """Give scores of two weeks, so many days apart."""
    return [
        *[verification(place, score) for place, score in enumerate(first)],
        *[verification(apart + place, score) for place, score in enumerate(last)],
    ]


@pytest.mark.parametrize(
    ("events", "trend"),
    [
        (weeks([6, 7, 8], [6, 7, 8]), "steady"),
        (weeks([6, 7, 8], [3, 4, 5]), "falling"),
        (weeks([3, 4, 5], [6, 7, 8]), "rising"),
        (weeks([6, 7, 8], [5, 6, 7]), "steady"),
        (weeks([6, 7], [3, 4, 5]), "unknown"),
        (weeks([6, 7, 8], [3, 4, 5], apart=7), "unknown"),
        ([], "unknown"),
    ],
)
def test_the_first_week_is_compared_with_the_last(events: list[Event], trend: Trend) -> None:
    assert drift(events, "1").trend == trend


def test_another_threshold_is_no_drift() -> None:
    strict = [verification(21 + day, 9.0, 5.0) for day in range(3)]
    lax = [verification(day, 6.0, 2.0) for day in range(3)]
    assert drift([*lax, *strict], "1").trend == "steady"


def test_one_odd_attempt_is_no_drift() -> None:
    assert drift(weeks([6, 7, 8], [7, 7, -20]), "1").trend == "steady"


def test_points_are_the_profiles_own_in_order() -> None:
    events = [
        verification(2, 1.0),
        verification(1, 3.0),
        verification(1, 3.0, whose="2"),
        Event("identified", "1", accepted=True, score=3.0),
        Event("enrolled", "1"),
    ]
    found = drift(events, "1")
    assert [(point.score, point.accepted) for point in found.points] == [(3.0, True), (1.0, False)]
    assert found.accepted == 1
