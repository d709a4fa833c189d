import math
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.capture.clock import WINDOWS_TICK, JoinedClock, now_ms

WRAP_MS = 2**32
DELAY_MS = 0.1
SLACK_MS = 0.01  # of floats, and of times kept apart that are the same

gaps = st.floats(0.0, 500.0)
delays = st.floats(0.0, 50.0)
# Those of another machine's clock; within some seconds of 0 it is taken to be the same clock.
offsets = st.integers(20_000, WRAP_MS - 20_000)
streams = st.lists(st.tuples(gaps, delays), min_size=1, max_size=60)


def events(
    stream: list[tuple[float, float]], offset_ms: int, step_ms: float = 1.0
) -> list[tuple[float, int, float]]:
    """Give true time, server's time and clock reading of each event; readings never go back."""
    true_ms, read_ms, made = 1_000_000.0, 0.0, []
    for gap_ms, delay_ms in stream:
        true_ms += gap_ms
        read_ms = max(read_ms, true_ms + DELAY_MS + delay_ms)
        server_ms = int(math.floor(true_ms / step_ms) * step_ms) + offset_ms
        made.append((true_ms, server_ms % WRAP_MS, read_ms))
    return made


@given(streams, offsets)
def test_times_are_in_the_order_of_the_events(
    stream: list[tuple[float, float]], offset_ms: int
) -> None:
    clock = JoinedClock()
    times = [clock.join(server, read) for _, server, read in events(stream, offset_ms)]
    assert all(later > earlier for earlier, later in pairwise(times))


@given(streams, offsets)
def test_no_event_is_put_after_its_reading(
    stream: list[tuple[float, float]], offset_ms: int
) -> None:
    clock = JoinedClock()
    for _, server_ms, read_ms in events(stream, offset_ms):
        assert clock.join(server_ms, read_ms) <= read_ms + SLACK_MS * len(stream)


@given(streams, offsets)
def test_however_late_it_is_read_an_event_is_right_to_the_step_once_the_delay_is_known(
    stream: list[tuple[float, float]], offset_ms: int
) -> None:
    clock = JoinedClock()
    # An event read without delay at the beginning of its millisecond tells the least lag.
    (_, *first), *others = events([(0.0, 0.0), *stream], offset_ms)
    clock.join(int(first[0]), float(first[1]))
    for true_ms, server_ms, read_ms in others:
        assert abs(clock.join(server_ms, read_ms) - true_ms) <= 1.0 + DELAY_MS + SLACK_MS * 60


@given(streams)
def test_on_one_machine_even_the_first_late_event_is_right_to_the_step(
    stream: list[tuple[float, float]],
) -> None:
    clock = JoinedClock()
    for true_ms, server_ms, read_ms in events(stream, 0):
        assert abs(clock.join(server_ms, read_ms) - true_ms) <= 1.0 + DELAY_MS + SLACK_MS * 60


@given(streams, offsets)
def test_the_server_s_time_may_start_again_at_0(
    stream: list[tuple[float, float]], offset_ms: int
) -> None:
    before, after = JoinedClock(), JoinedClock()
    before.join(0, 0.0)
    # The same events, but the server's time overflows half-way through the offset ones.
    after.join(WRAP_MS - 1_000_100, 0.0)
    for true_ms, server_ms, read_ms in events(stream, 0):
        shifted = (server_ms - 1_000_100) % WRAP_MS
        expected = before.join(server_ms, read_ms)
        assert after.join(shifted, read_ms) == pytest.approx(expected, abs=SLACK_MS)
        assert true_ms <= read_ms


@given(streams, offsets)
def test_without_delay_times_are_as_fine_as_the_reading(
    stream: list[tuple[float, float]], offset_ms: int
) -> None:
    clock = JoinedClock()
    undelayed = [(gap_ms, 0.0) for gap_ms, _ in stream]
    for true_ms, server_ms, read_ms in events(undelayed, offset_ms):
        assert clock.join(server_ms, read_ms) == pytest.approx(
            true_ms + DELAY_MS, abs=SLACK_MS * len(stream)
        )


@given(streams)
def test_a_coarse_step_bounds_late_readings_as_well(stream: list[tuple[float, float]]) -> None:
    clock = JoinedClock(WINDOWS_TICK)
    for true_ms, server_ms, read_ms in events(stream, 0, WINDOWS_TICK):
        assert abs(clock.join(server_ms, read_ms) - true_ms) <= WINDOWS_TICK + 1 + DELAY_MS


def test_another_machine_s_clock_that_happens_to_agree_is_as_good_as_its_steps() -> None:
    clock = JoinedClock()
    times = [clock.join(server_ms, server_ms + 3_000.7) for server_ms in (1_000, 1_100, 1_250)]
    assert [time_ms - times[0] for time_ms in times] == pytest.approx([0, 100, 250])


def test_a_bunch_handed_over_late_keeps_the_server_s_times() -> None:
    clock = JoinedClock()
    times = [clock.join(1000 + 100 * place, 2200.0) for place in range(10)]
    assert [time_ms - times[0] for time_ms in times] == pytest.approx(range(0, 1000, 100))


def test_all_processes_have_the_same_clock() -> None:
    read = "from desktop.capture.clock import now_ms; print(repr(now_ms()))"
    before_ms = now_ms()
    other = subprocess.run([sys.executable, "-c", read], check=True, capture_output=True)
    assert before_ms < float(other.stdout) < now_ms()
