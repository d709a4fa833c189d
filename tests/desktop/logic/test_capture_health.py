from collections.abc import Callable, Iterable

import numpy as np
import pytest

from desktop.capture.events import KeyEvent
from desktop.logic.capture_health import CaptureHealth, clock_step
from tests.desktop.writing import TEXTS, written

FINE_MS = 0.001


def typed(texts: int = 3) -> list[KeyEvent]:
    """Give the events of a person who writes some sentences, with exact times."""
    events: list[KeyEvent] = []
    start_ms = 0.0
    for text in TEXTS[:texts]:
        sample = written(text)
        for key in sample.keystrokes:
            events += [
                KeyEvent(key.code, pressed, start_ms + time_ms)
                for pressed, time_ms in ((True, key.press_ms), (False, key.release_ms))
            ]
        start_ms += 60_000
    return sorted(events, key=lambda event: event.time_ms)


def seen(events: Iterable[KeyEvent]) -> CaptureHealth:
    health = CaptureHealth("pynput")
    for event in events:
        health.feed(event)
    return health


def by_clock(clock: Callable[[float], float]) -> list[KeyEvent]:
    return [event._replace(time_ms=clock(event.time_ms)) for event in typed()]


@pytest.mark.parametrize("step_ms", [1.0, 4.0, 10.0, 15.625, 33.33])
def test_the_step_of_a_clock_is_found(step_ms: float) -> None:
    reading = seen(by_clock(lambda time_ms: np.floor(time_ms / step_ms) * step_ms)).reading()
    assert reading.step_ms == step_ms
    assert reading.jitter_ms < FINE_MS


def test_a_fine_clock_has_no_step_that_could_be_found() -> None:
    assert seen(typed()).reading().step_ms == 0.0


@pytest.mark.parametrize("jitter_ms", [0.3, 1.0])
def test_jitter_about_the_steps_is_measured(jitter_ms: float) -> None:
    noise = np.random.default_rng(1)

    def clock(time_ms: float) -> float:
        return float(np.round(time_ms / 16) * 16 + noise.normal(0, jitter_ms))

    reading = seen(sorted(by_clock(clock), key=lambda event: event.time_ms)).reading()
    assert reading.step_ms == pytest.approx(16.0)
    assert reading.jitter_ms == pytest.approx(jitter_ms, rel=0.25)


@pytest.mark.parametrize(
    ("step_ms", "verdict", "allowed"),
    [(0.01, "good", True), (1.0, "good", True), (15.625, "usable", True), (33.33, "bad", False)],
)
def test_the_clock_decides_whether_to_enrol(step_ms: float, verdict: str, allowed: bool) -> None:
    reading = seen(by_clock(lambda time_ms: np.floor(time_ms / step_ms) * step_ms)).reading()
    assert reading.verdict == verdict
    assert reading.allows_enrollment is allowed
    assert bool(reading.advice) is (verdict != "good")


def test_a_few_keys_tell_nothing() -> None:
    reading = seen(typed()[:10]).reading()
    assert reading.verdict == "unknown"
    assert reading.allows_enrollment
    assert clock_step([10.0] * 10) == (0.0, 0.0)


def test_events_told_in_bunches_are_bad() -> None:
    # A machine that looks only every tenth of a second, with a clock of its own.
    events = typed()
    told = [
        event._replace(time_ms=np.ceil(event.time_ms / 103.7) * 103.7 + place * 0.01)
        for place, event in enumerate(events)
    ]
    reading = seen(told).reading()
    assert reading.bunched > 0.25
    assert reading.verdict == "bad"


def test_lost_releases_are_counted() -> None:
    events = typed()
    dropped = [event for place, event in enumerate(events) if event.pressed or place % 3]
    reading = seen(dropped).reading()
    assert reading.lost > 0
    assert reading.verdict == "bad"
    assert seen(events).reading().lost == 0


def test_auto_repeat_is_no_lost_release() -> None:
    held = [KeyEvent("KeyA", pressed=True, time_ms=30.0 * place) for place in range(5)]
    reading = seen([*held, KeyEvent("KeyA", pressed=False, time_ms=200.0)]).reading()
    assert (reading.repeats, reading.lost) == (4, 0)


def test_keys_that_are_down_when_capture_stops_are_not_lost() -> None:
    health = seen([KeyEvent("KeyA", pressed=True, time_ms=0.0)])
    health.flush()
    for event in (KeyEvent("KeyB", True, 10.0), KeyEvent("KeyA", True, 20.0)):
        health.feed(event)
    assert health.reading().lost == 0


def test_a_reading_names_no_key() -> None:
    assert "Key" not in repr(seen(typed()).reading())
