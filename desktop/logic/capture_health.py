"""How good the times of captured keys are, from the key events themselves.

Keystroke dynamics stand and fall with the clock: at a resolution of 15 ms verification errs more
often than at 1 ms (Killourhy and Maxion, "The effect of clock resolution on keystroke dynamics",
RAID 2008). What is kept to judge are differences of times; which keys are down is forgotten when
capture stops.
"""

import math
from collections import deque
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

import numpy as np

from desktop.capture.events import KeyEvent, SourceName
from desktop.logic.wording import QT_TRANSLATE_NOOP

CONTEXT: Final = "CaptureHealth"
Verdict = Literal["unknown", "good", "usable", "bad"]

FEWEST_EVENTS: Final = 24
"""Fewer events say nothing about the clock: about a dozen keys."""
GOOD_STEP_MS: Final = 2.0
USABLE_STEP_MS: Final = 16.0
"""The coarsest clock to enrol with: Windows' usual one of 1/64 s."""

_KEPT: Final = 400
_LONGEST_MS: Final = 1_000.0
# Steps of clocks as they occur, and multiples of milliseconds, the coarsest first.
_STEPS_MS: Final = (
    50.0,
    40.0,
    33.33,
    25.0,
    20.0,
    16.67,
    16.0,
    15.625,
    12.5,
    10.0,
    8.0,
    5.0,
    4.0,
    2.0,
    1.0,
)
_ON_GRID: Final = 0.8
_AS_GOOD: Final = 0.02
_BUNCH_MS: Final = 0.5
_GOOD_BUNCHED, _USABLE_BUNCHED = 0.1, 0.25
_GOOD_LOST, _USABLE_LOST = 0.01, 0.05


class Reading(NamedTuple):
    """What was measured, and what follows from it.

    Parameters
    ----------
    source
        Where the events came from.
    events
        How many events were seen.
    step_ms
        Step of the clock in milliseconds; 0 where it is finer than 1 ms.
    jitter_ms
        Standard deviation of the times about the clock's steps, in milliseconds; 0 where there are
        none to measure it by.
    bunched
        Share of events that came within half a millisecond of the one before: on a machine that is
        too busy, several are told at once.
    lost
        Releases that were never told.
    repeats
        Presses by auto-repeat, which a source should leave out.
    verdict
        Whether the times are good enough.
    reason
        One line for people, in English; translated under :data:`CONTEXT`.
    advice
        What to do about it, likewise; empty where nothing has to be done.
    """

    source: SourceName
    events: int
    step_ms: float
    jitter_ms: float
    bunched: float
    lost: int
    repeats: int
    verdict: Verdict
    reason: str
    advice: str

    @property
    def allows_enrollment(self) -> bool:
        """Whether a profile may be made of such times; the advice says what to do where not."""
        return self.verdict != "bad"


class CaptureHealth:
    """Follows the key events of one source.

    Parameters
    ----------
    source
        Which source it is.
    """

    def __init__(self, source: SourceName) -> None:
        self._source: SourceName = source
        self._down: list[str] = []
        self._last_ms: float | None = None
        self._gaps_ms: deque[float] = deque(maxlen=_KEPT)
        self._events = self._presses = self._lost = self._repeats = 0

    def feed(self, event: KeyEvent) -> None:
        """Take the next event."""
        if event.pressed:
            self._press(event.code)
        elif event.code in self._down:
            self._down.remove(event.code)
        self._events += 1
        if self._last_ms is not None and 0 <= event.time_ms - self._last_ms < _LONGEST_MS:
            self._gaps_ms.append(event.time_ms - self._last_ms)
        self._last_ms = event.time_ms

    def flush(self) -> None:
        """Forget the keys that are down: capture has stopped, and their releases aren't told."""
        self._down.clear()
        self._last_ms = None

    def reading(self) -> Reading:
        """Judge what was seen so far."""
        gaps_ms = np.array(self._gaps_ms)
        step_ms, jitter_ms = clock_step(self._gaps_ms)
        bunched = float(np.mean(gaps_ms < _BUNCH_MS)) if len(gaps_ms) else 0.0
        lost = self._lost / max(1, self._presses)
        verdict, reason, advice = _judge(len(gaps_ms), step_ms, bunched, lost)
        return Reading(
            self._source,
            self._events,
            step_ms,
            jitter_ms,
            bunched,
            self._lost,
            self._repeats,
            verdict,
            reason,
            advice,
        )

    def _press(self, code: str) -> None:
        self._presses += 1
        # Auto-repeat is of the key that was pressed last; another one must have been let go.
        if self._down and self._down[-1] == code:
            self._repeats += 1
        elif code in self._down:
            self._lost += 1
            self._down.remove(code)
            self._down.append(code)
        else:
            self._down.append(code)


def clock_step(gaps_ms: Sequence[float]) -> tuple[float, float]:
    """Estimate the step of the clock that time differences were measured with.

    The differences are wound round a circle as long as a step: those of a clock with that step all
    come to lie at one place. It is the coarsest step with which they do.

    Parameters
    ----------
    gaps_ms
        Differences of successive times, in milliseconds.

    Returns
    -------
    tuple of float
        The step and the standard deviation about it, in milliseconds; zeros where the clock is
        finer than 1 ms or the differences are too few.
    """
    if len(gaps_ms) < FEWEST_EVENTS:
        return 0.0, 0.0
    gathered = {step_ms: _gathered(gaps_ms, step_ms) for step_ms in _STEPS_MS}
    best = max(gathered.values())
    if best < _ON_GRID:
        return 0.0, 0.0
    # What lies on a grid lies on every finer one that divides it.
    step_ms = max(step for step, share in gathered.items() if share >= best - _AS_GOOD)
    spread = math.sqrt(-2 * math.log(min(1.0, gathered[step_ms]))) / (2 * math.pi)
    # A difference has the jitter of two times.
    return step_ms, spread * step_ms / math.sqrt(2)


def _gathered(gaps_ms: Sequence[float], step_ms: float) -> float:
    """Tell how near differences lie to whole steps: 1 on them, about 0 where they lie anywhere."""
    return float(np.mean(np.cos(2 * np.pi * np.asarray(gaps_ms) / step_ms)))


def _judge(gaps: int, step_ms: float, bunched: float, lost: float) -> tuple[Verdict, str, str]:
    if gaps < FEWEST_EVENTS:
        return "unknown", _NOT_YET, ""
    for is_wrong, reason, advice in (
        (step_ms > USABLE_STEP_MS, _COARSE, _COARSE_ADVICE),
        (bunched > _USABLE_BUNCHED, _BUNCHED, _BUNCHED_ADVICE),
        (lost > _USABLE_LOST, _LOST, _LOST_ADVICE),
    ):
        if is_wrong:
            return "bad", reason, advice
    for is_wrong, reason, advice in (
        (step_ms > GOOD_STEP_MS, _ROUGH, _COARSE_ADVICE),
        (bunched > _GOOD_BUNCHED, _BUNCHED, _BUNCHED_ADVICE),
        (lost > _GOOD_LOST, _LOST, _LOST_ADVICE),
    ):
        if is_wrong:
            return "usable", reason, advice
    return "good", _FINE, ""


_NOT_YET: Final = QT_TRANSLATE_NOOP("CaptureHealth", "Not enough was typed yet to measure it.")
_FINE: Final = QT_TRANSLATE_NOOP("CaptureHealth", "The times of your keys are exact.")
_ROUGH: Final = QT_TRANSLATE_NOOP(
    "CaptureHealth", "The times are rough: expect to be refused a little more often."
)
_COARSE: Final = QT_TRANSLATE_NOOP(
    "CaptureHealth", "The times are too coarse to tell people apart."
)
_COARSE_ADVICE: Final = QT_TRANSLATE_NOOP(
    "CaptureHealth",
    "Type on this computer itself rather than through a remote desktop or a virtual machine.",
)
_BUNCHED: Final = QT_TRANSLATE_NOOP("CaptureHealth", "Keys are told late and several at once.")
_BUNCHED_ADVICE: Final = QT_TRANSLATE_NOOP(
    "CaptureHealth", "Close programs that keep the computer busy, then type again."
)
_LOST: Final = QT_TRANSLATE_NOOP("CaptureHealth", "Some keys were never seen to be let go.")
_LOST_ADVICE: Final = QT_TRANSLATE_NOOP(
    "CaptureHealth",
    "Try another keyboard or a cable, and turn off sticky keys and programs that remap keys.",
)
