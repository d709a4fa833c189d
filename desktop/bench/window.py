"""The window at work, driven by real keys: its thread's longest wait, and the ribbon's delay."""

import json
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from desktop.bench.watched import WATCHED_VARIABLE
from desktop.capture.clock import now_ms
from desktop.demo.driver import App, enter, with_passphrase
from desktop.errors import BenchError
from desktop.logic.paths import Paths
from desktop.logic.settings import Settings, SettingsFile
from inference.sample import Sample
from inference.simulation.typists import Typist, typists
from inference.us_layout import key_for

ENROLLED: Final = 5
VERIFIED: Final = 5

_PHRASE: Final = "quiet rivers run deep"
_PRACTISED: Final = 40
_SAME_EVENT_MS: Final = 10.0
_SHARE_SHOWN: Final = 0.9
"""At the least; what is typed while the ribbon doesn't listen yet, such as Enter's release, isn't
shown."""


class Seen(NamedTuple):
    """What was seen of the window.

    Parameters
    ----------
    blocked_ms
        The longest wait of the GUI thread, in each phase.
    delays_ms
        From each key event's injection until the ribbon had painted it.
    """

    blocked_ms: dict[str, float]
    delays_ms: list[float]


class _Watched(App):
    """The app that tells what its thread and its ribbon do."""

    command = (sys.executable, "-m", "desktop.bench.watched")


def measure_window() -> Seen:
    """Enrol, verify, and enrol with a service that never answers, on the environment's display.

    Raises
    ------
    BenchError
        If the ribbon doesn't show what is typed.
    DemoError
        If the app doesn't do what it should.
    """
    with tempfile.TemporaryDirectory() as folder, _silence() as endpoint:
        home, told = Path(folder) / "home", Path(folder) / "watched.jsonl"
        settings = SettingsFile(Paths(home).settings)
        settings.save(Settings(endpoint=endpoint, attempts=ENROLLED))
        with _Watched(home, **with_passphrase(), **{WATCHED_VARIABLE: str(told)}) as app:
            work = _Work(app, settings)
            enter(app)
            spans = {"enrolment": work.enroll("Ada"), "verification": work.verify()}
            spans["remote time-out"] = work.wait_for_nobody()
        lines = [json.loads(line) for line in told.read_text(encoding="utf-8").splitlines()]
    return Seen(
        {name: longest_gap(lines, *span) for name, span in spans.items()},
        delays(work.injected_ms, lines),
    )


def longest_gap(lines: list[dict[str, Any]], since_ms: float, until_ms: float) -> float:
    """Give the longest wait of the thread that reached into a span of time, in milliseconds."""
    gaps = [line for line in lines if "gap_ms" in line]
    within = [
        gap["gap_ms"]
        for gap in gaps
        if gap["at_ms"] >= since_ms and gap["at_ms"] - gap["gap_ms"] <= until_ms
    ]
    return max(within, default=0.0)


def delays(injected_ms: list[float], lines: list[dict[str, Any]]) -> list[float]:
    """Give how long after its injection each key event was painted, in milliseconds.

    Raises
    ------
    BenchError
        If too few of them were painted.
    """
    painted = [
        (event_ms, line["painted_ms"])
        for line in lines
        if "events_ms" in line
        for event_ms in line["events_ms"]
    ]
    events_ms, painted_ms = np.array(painted).reshape(-1, 2).T
    found = []
    for time_ms in injected_ms:
        distance = np.abs(events_ms - time_ms)
        if distance.size and distance.min() <= _SAME_EVENT_MS:
            found.append(float(painted_ms[distance.argmin()] - time_ms))
    if len(found) < _SHARE_SHOWN * len(injected_ms):
        raise BenchError(
            f"Of {len(injected_ms)} key events the ribbon showed {len(found)}: see with "
            "'keystroke bench capture' whether any are lost."
        )
    return found


class _Work:
    """What the person at the keyboard does; each piece of work gives when it began and ended.

    Attributes
    ----------
    injected_ms
        Times of all key events of attempts.
    """

    def __init__(self, app: App, settings: SettingsFile) -> None:
        self.injected_ms: list[float] = []
        self._app = app
        self._settings = settings
        self._repetition = _PRACTISED
        self._owner: Typist
        (self._owner,) = typists(1, seed=5)

    def enroll(self, name: str, ends: str = "enrolled") -> tuple[float, float]:
        began = now_ms()
        self._app.press("AltLeft", "KeyN")
        self._app.wait_for("page", name="enroll")
        self._app.write(f"{name}\n{_PHRASE}")
        self._app.press("AltLeft", "KeyG")
        self._app.press("AltLeft", "KeyT")
        good = 0
        while good < ENROLLED:
            self._app.wait_for("ready", page="enroll")
            good = self._attempt()["good"]
        self._app.wait_for(ends)
        return began, now_ms()

    def verify(self) -> tuple[float, float]:
        began = now_ms()
        self._app.press("AltLeft", "KeyP")
        self._app.wait_for("page", name="profiles")
        self._app.press("AltLeft", "KeyV")
        for _ in range(VERIFIED):
            self._app.wait_for("ready", page="verify")
            self._attempt()
        return began, now_ms()

    def wait_for_nobody(self) -> tuple[float, float]:
        """Enrol with a service that takes the request and never answers."""
        self._app.press("AltLeft", "KeyP")
        self._app.wait_for("page", name="profiles")
        local = self._settings.load()
        self._settings.save(Settings("remote", local.endpoint, attempts=ENROLLED))
        return self.enroll("Ben", "waiting")

    def _attempt(self) -> dict[str, Any]:
        injected = self._app.keys.type_sample(self._next())
        self.injected_ms += [
            time_ms for key in injected.keystrokes for time_ms in (key.press_ms, key.release_ms)
        ]
        self._app.press(key_for("\n")[0])
        return self._app.answer()

    def _next(self) -> Sample:
        self._repetition += 1
        return self._owner.type(_PHRASE, self._repetition)


@contextmanager
def _silence() -> Iterator[str]:
    """Give the address of a service that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
