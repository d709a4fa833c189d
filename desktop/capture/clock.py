"""The clock of all captured times, and how an event's own coarse time is joined with it."""

import math
import time
from typing import Final

# Windows counts ticks of 1/64 s, X servers and Wayland milliseconds.
MILLISECOND: Final = 1.0
WINDOWS_TICK: Final = 15.625

_WRAP_MS: Final = 2.0**32
_USUAL_DELAY_MS: Final = 0.1
_SAME_CLOCK_MS: Final = 10_000.0
_LEAST_STEP_MS: Final = 0.001


def now_ms() -> float:
    """Read the clock that all captured times are on: :func:`time.perf_counter`, in milliseconds.

    It is the same for all processes of a machine. (:func:`time.monotonic` is as well, but only
    counts ticks of 1/64 s on Windows before Python 3.13.)
    """
    return time.perf_counter_ns() / 1e6


class JoinedClock:
    """Joins the time that a server stamps on an event with the clock read where it arrives.

    The server's time is right but coarse; the clock is fine but read late, sometimes by many
    milliseconds. The least lag of the clock behind the server's time, seen so far, marks where
    the server's time step begins on our clock; a reading that lies within the event's step is
    taken, a later one is put at the step's end, and one that is so late that it tells nothing
    of where in the step the event was, at its middle. What remains is the usual delay, which is
    the same for all events and cancels in every interval.

    Parameters
    ----------
    step_ms
        How coarse the server's time is, in milliseconds.
    """

    def __init__(self, step_ms: float = MILLISECOND) -> None:
        self._step_ms = step_ms
        self._least_lag_ms: float | None = None
        self._last_ms = -math.inf

    def join(self, server_ms: int, clock_ms: float) -> float:
        """Give the best time of an event, in milliseconds of our clock.

        Parameters
        ----------
        server_ms
            The server's time of the event, of 32 bits: it starts again at 0 every 49.7 days.
        clock_ms
            :func:`now_ms`, read when the event arrived.

        Returns
        -------
        float
            Later than that of the event before, so that sorting by time keeps the events' order.
        """
        lag_ms = _wrapped(clock_ms - server_ms)
        if self._least_lag_ms is None:
            self._least_lag_ms = _first_least_lag(lag_ms)
        late_ms = _wrapped(lag_ms - self._least_lag_ms)
        if late_ms < 0:
            self._least_lag_ms = lag_ms
        time_ms = clock_ms - max(late_ms, 0.0) + self._within_step(late_ms)
        self._last_ms = max(time_ms, self._last_ms + _LEAST_STEP_MS)
        return self._last_ms

    def _within_step(self, late_ms: float) -> float:
        if late_ms > 2 * self._step_ms:
            return self._step_ms / 2
        return min(max(late_ms, 0.0), self._step_ms)


def _first_least_lag(lag_ms: float) -> float:
    # Server and clock of one machine count from its start: then the least lag is known before the
    # first event, which may come late itself. Where they only happen to be as near as this, times
    # are as coarse as the server's and no worse.
    return min(lag_ms, _USUAL_DELAY_MS) if 0 <= lag_ms < _SAME_CLOCK_MS else lag_ms


def _wrapped(difference_ms: float) -> float:
    """Give the difference of two times of 32 bits that is the nearest to 0."""
    return (difference_ms + _WRAP_MS / 2) % _WRAP_MS - _WRAP_MS / 2
