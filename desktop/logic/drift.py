"""How the scores of a profile change over weeks."""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import Final, Literal, NamedTuple

from desktop.logic.history import Event

Trend = Literal["unknown", "steady", "falling", "rising"]

_WEEK: Final = timedelta(days=7)
_FEWEST: Final = 3
"""Attempts in a week that say something."""
_MUCH: Final = math.log(10)
"""So much lower, ten times as many strangers score as high."""


class Point(NamedTuple):
    """One verification.

    Parameters
    ----------
    at
        When, in UTC.
    score, threshold
        See :class:`~inference.decision.Decision`.
    accepted
        Whether it passed.
    """

    at: datetime
    score: float
    threshold: float
    accepted: bool


class Drift(NamedTuple):
    """What a profile's verifications tell.

    Parameters
    ----------
    points
        Each verification, the oldest first.
    trend
        How the median score over the threshold changed between the first week and the last;
        unknown where these aren't two weeks with enough attempts.
    """

    points: tuple[Point, ...]
    trend: Trend

    @property
    def accepted(self) -> int:
        """How many passed."""
        return sum(point.accepted for point in self.points)


def drift(events: Sequence[Event], profile_id: str) -> Drift:
    """Tell how the scores of a profile change.

    Parameters
    ----------
    events
        In any order; those of other profiles, and those without score or threshold, are passed
        over.
    profile_id
        Whose.
    """
    points = sorted(
        Point(event.at, event.score, event.threshold, bool(event.accepted))
        for event in events
        if event.kind == "verified"
        and event.profile_id == profile_id
        and event.score is not None
        and event.threshold is not None
    )
    return Drift(tuple(points), _trend(points))


def _trend(points: Sequence[Point]) -> Trend:
    if not points or points[-1].at - points[0].at < 2 * _WEEK:
        return "unknown"
    first = [one for one in points if one.at < points[0].at + _WEEK]
    last = [one for one in points if one.at > points[-1].at - _WEEK]
    if min(len(first), len(last)) < _FEWEST:
        return "unknown"
    change = _over_threshold(last) - _over_threshold(first)
    if abs(change) < _MUCH:
        return "steady"
    return "falling" if change < 0 else "rising"


def _over_threshold(points: Sequence[Point]) -> float:
    return median(point.score - point.threshold for point in points)
