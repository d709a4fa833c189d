"""How well captured intervals agree with the really injected ones, for each source.

On an X server of its own, a window with the focus gets key events that a process of its own
injects at known times; once with the window idle, once with its thread busy all the time. Both
sources listen to the same events. Server and injector stand for the keyboard: they run at raised
priority where the user may do that, so that other programs on the machine delay them less.
"""

import json
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QEventLoop, QProcess, QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from desktop.bench.inject import typing
from desktop.capture.events import CaptureSource, CaptureState, CaptureStatus, KeyEvent, SourceName
from desktop.capture.priority import raise_priority
from desktop.capture.process import PynputSource
from desktop.capture.qt_source import QtSource
from desktop.errors import CaptureError
from desktop.virtual.screen import VirtualScreen

EVENTS: Final = 600
LOADS: Final = ("quiet", "busy")
# Largest error of an interval between two events, in milliseconds, with the window busy.
BARS_MS: Final = {"p50_ms": 0.25, "p95_ms": 1.0}

_SEED: Final = 20_09
_BUSY_SECONDS: Final = 0.005
_PATIENCE_MS: Final = 10_000


@dataclass(frozen=True)
class Errors:
    """Absolute errors of the intervals between consecutive events, in milliseconds."""

    p50_ms: float
    p95_ms: float
    p99_ms: float
    max_ms: float

    @classmethod
    def of(cls, captured_ms: list[float], injected_ms: list[float]) -> "Errors":
        """Compare the times of the same events."""
        errors = np.abs(np.diff(captured_ms) - np.diff(injected_ms))
        return cls(*(round(float(np.percentile(errors, share)), 3) for share in (50, 95, 99, 100)))


@dataclass(frozen=True)
class Figure:
    """A measured value and the bar that it should stay under."""

    value: float
    bar: float
    met: bool


@dataclass(frozen=True)
class Result:
    """What was measured.

    Parameters
    ----------
    errors
        For each source, and for each load of the window.
    """

    errors: Mapping[SourceName, Mapping[str, Errors]]

    @property
    def figures(self) -> dict[str, Figure]:
        """The figures that there is a bar for."""
        busy = asdict(self.errors["pynput"]["busy"])
        return {
            f"pynput_busy_{name}": Figure(busy[name], bar, busy[name] <= bar)
            for name, bar in BARS_MS.items()
        }

    @property
    def met(self) -> bool:
        """Whether every bar is met."""
        return all(figure.met for figure in self.figures.values())

    def to_json(self) -> str:
        """Write everything as one line of JSON."""
        errors = {
            source: {load: asdict(errors) for load, errors in loads.items()}
            for source, loads in self.errors.items()
        }
        figures = {name: asdict(figure) for name, figure in self.figures.items()}
        return json.dumps({**errors, "figures": figures})

    def to_table(self) -> str:
        """Write everything as a table for people."""
        lines = ["error of intervals, ms    p50     p95     p99     max"]
        for source, loads in self.errors.items():
            for load, errors in loads.items():
                values = "".join(f"{value:8.3f}" for value in asdict(errors).values())
                lines.append(f"{source + ', ' + load:21}{values}")
        for name, figure in self.figures.items():
            verdict = "met" if figure.met else "not met"
            lines.append(f"{name}: {figure.value:.3f}, bar {figure.bar:.2f}: {verdict}")
        return "\n".join(lines)


def measure(events: int = EVENTS, tell: Callable[[str], None] = lambda _: None) -> Result:
    """Measure both sources, quiet and busy.

    Parameters
    ----------
    events
        How many key events to inject for each load.
    tell
        Is told how far it is.

    Raises
    ------
    CaptureError
        If a source lost or changed an event.
    VirtualScreenError
        If there can be no virtual screen.
    """
    errors: dict[SourceName, dict[str, Errors]] = {"pynput": {}, "qt": {}}
    with VirtualScreen() as screen:
        raise_priority(screen.server_id)
        application = QApplication(["keystroke-bench"])
        for load in LOADS:
            tell(f"Typing {events} key events into a {load} window")
            for source, measured in _measure_load(events, busy=load == "busy").items():
                errors[source][load] = measured
        application.shutdown()
    return Result(errors)


class _Recorder:
    """Keeps the events of one source."""

    def __init__(self, make: Callable[["_Recorder"], CaptureSource]) -> None:
        self.events: list[KeyEvent] = []
        self.armed = False
        self.source = make(self)

    def key_event(self, event: KeyEvent) -> None:
        self.events.append(event)

    def status_changed(self, status: CaptureStatus) -> None:
        self.armed = status.state is CaptureState.ARMED


def _measure_load(count: int, *, busy: bool) -> dict[SourceName, Errors]:
    window = QPlainTextEdit()
    window.show()
    _wait_for(window.isActiveWindow, "The window didn't get the focus.")
    handle = window.windowHandle()
    recorders = [_Recorder(PynputSource), _Recorder(lambda recorder: QtSource(recorder, handle))]
    try:
        for recorder in recorders:
            recorder.source.start()
            recorder.source.arm()
        _wait_for(lambda: all(recorder.armed for recorder in recorders), "A source didn't arm.")
        injected_ms = _inject(count, busy=busy)
        expected = [event[:2] for event in typing(count, _SEED)]
        return {
            recorder.source.name: _compare(recorder, expected, injected_ms)
            for recorder in recorders
        }
    finally:
        for recorder in recorders:
            recorder.source.close()
        window.close()


def _inject(count: int, *, busy: bool) -> list[float]:
    loop, process, load = QEventLoop(), QProcess(), QTimer()
    process.finished.connect(loop.quit)
    process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
    if busy:
        load.timeout.connect(_work)
        load.start(0)
    process.start(sys.executable, ["-P", "-m", "desktop.bench.inject", str(count), str(_SEED)])
    loop.exec()
    load.stop()
    if process.exitCode():
        raise CaptureError("The injector process failed: what it wrote above says why.")
    times_ms: list[float] = json.loads(bytes(process.readAllStandardOutput().data()))
    return times_ms


def _work() -> None:
    end = time.perf_counter() + _BUSY_SECONDS
    while time.perf_counter() < end:
        pass


def _compare(
    recorder: _Recorder, expected: list[tuple[str, bool]], injected_ms: list[float]
) -> Errors:
    _wait_for(lambda: len(recorder.events) >= len(expected), None)
    if [event[:2] for event in recorder.events] != expected:
        raise CaptureError(
            f"Of {len(expected)} events, {recorder.source.name} captured {len(recorder.events)}, "
            "or others than those injected: no key event may be lost."
        )
    return Errors.of([event.time_ms for event in recorder.events], injected_ms)


def _wait_for(condition: Callable[[], bool], failure: str | None) -> None:
    """Run the event loop until something is so; where it doesn't get so, `failure` says it."""
    deadline = time.monotonic() + _PATIENCE_MS / 1e3
    while not condition():
        if time.monotonic() > deadline:
            if failure is None:
                return
            raise CaptureError(failure)
        QApplication.processEvents()
        time.sleep(0.001)
