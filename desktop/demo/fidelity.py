"""How close captured times are to the times really injected, by a capture process of the demo's."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import numpy as np

from desktop.capture.events import CaptureState, CaptureStatus, KeyEvent
from desktop.capture.pairing import KeystrokePairer
from desktop.capture.process import PynputSource
from desktop.errors import DemoError
from inference.keys import SHIFT_KEYS
from inference.sample import Keystroke, Sample

_ARMED_SECONDS: Final = 20.0


@dataclass
class Fidelity:
    """Errors of captured times, in milliseconds.

    Shift is left out: recordings of people have no times for it.

    Attributes
    ----------
    hold_ms, press_press_ms
        Absolute errors of hold times and of press-press intervals.
    lost
        Keystrokes that were injected and not captured.
    """

    hold_ms: list[float] = field(default_factory=list)
    press_press_ms: list[float] = field(default_factory=list)
    lost: int = 0

    def compare(self, injected: Sample, captured: list[Keystroke]) -> bool:
        """Take one attempt into account; tell whether all of it was captured."""
        truth = _without_shift(injected.keystrokes)
        seen = _without_shift(sorted(captured, key=lambda keystroke: keystroke.press_ms))
        if [key.code for key in truth] != [key.code for key in seen]:
            self.lost += max(1, len(truth) - len(seen))
            return False
        for ours, theirs in zip(seen, truth, strict=True):
            self.hold_ms.append(abs(_hold_ms(ours) - _hold_ms(theirs)))
        for ours_ms, theirs_ms in zip(_intervals_ms(seen), _intervals_ms(truth), strict=True):
            self.press_press_ms.append(abs(ours_ms - theirs_ms))
        return True

    def report(self) -> dict[str, float | int]:
        """Summarise as percentiles."""
        if self.lost or not self.hold_ms:
            return {"lost": self.lost}
        return {
            "lost": 0,
            "hold_p50_ms": _percentile(self.hold_ms, 50),
            "hold_p99_ms": _percentile(self.hold_ms, 99),
            "press_press_p50_ms": _percentile(self.press_press_ms, 50),
            "press_press_p99_ms": _percentile(self.press_press_ms, 99),
        }


class Recorder:
    """A capture source's listener that keeps the keystrokes of one attempt."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pairer = KeystrokePairer()
        self._keystrokes: list[Keystroke] = []
        self.armed = threading.Event()

    def key_event(self, event: KeyEvent) -> None:
        """Keep what an event completes."""
        with self._lock:
            keystroke = self._pairer.feed(event)
            if keystroke is not None:
                self._keystrokes.append(keystroke)

    def status_changed(self, status: CaptureStatus) -> None:
        """Note when capture begins."""
        if status.state is CaptureState.ARMED:
            self.armed.set()

    def take(self) -> list[Keystroke]:
        """Give the keystrokes since the last call, and forget them."""
        with self._lock:
            taken, self._keystrokes = self._keystrokes, []
            return taken


@contextmanager
def recording() -> Iterator[Recorder]:
    """Capture beside the app, the same way as it does, on the display of the environment.

    Raises
    ------
    DemoError
        If capture doesn't begin.
    """
    recorder = Recorder()
    source = PynputSource(recorder)
    source.start()
    try:
        source.arm()
        if not recorder.armed.wait(_ARMED_SECONDS):
            raise DemoError("Capture didn't begin: see 'keystroke bench capture' for what works.")
        yield recorder
    finally:
        source.close()


def _without_shift(keystrokes: tuple[Keystroke, ...] | list[Keystroke]) -> list[Keystroke]:
    return [keystroke for keystroke in keystrokes if keystroke.code not in SHIFT_KEYS]


def _hold_ms(keystroke: Keystroke) -> float:
    return keystroke.release_ms - keystroke.press_ms


def _intervals_ms(keystrokes: list[Keystroke]) -> list[float]:
    return [after.press_ms - before.press_ms for before, after in pairwise(keystrokes)]


def _percentile(errors_ms: list[float], rank: int) -> float:
    return round(float(np.percentile(errors_ms, rank)), 3)
