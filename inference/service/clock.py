"""The service's clock: Unix time in seconds, handed in so that tests needn't wait."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], float]
"""Gives Unix time in seconds."""


def moment(seconds: float) -> datetime:
    """Give Unix time as a moment in UTC, in whole seconds."""
    return datetime.fromtimestamp(int(seconds), UTC)
