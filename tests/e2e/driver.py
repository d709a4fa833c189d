"""Drives the real app as a person would: real key events in, the trace and the screen out."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from desktop.logic.paths import HOME_VARIABLE
from desktop.ui.trace import TRACE_VARIABLE
from desktop.virtual.injector import KeyInjector
from inference.sample import Sample
from inference.stores.keychain import PASSPHRASE_VARIABLE

STEP_SECONDS = 30.0
"""A step that takes longer has failed; nothing is asserted about shorter times."""
PASSPHRASE = "four plain words here"  # noqa: S105 - it protects nothing

Event = dict[str, Any]


class App:
    """The app in a process of its own, on the display of the environment.

    Parameters
    ----------
    home
        Folder of its data; what it writes to standard error lies there too.
    """

    def __init__(self, home: Path, **environment: str) -> None:
        self.home = home
        self.trace_path = home / "trace.jsonl"
        self.stderr_path = home / "stderr.txt"
        self._environment = os.environ | {
            HOME_VARIABLE: str(home),
            PASSPHRASE_VARIABLE: PASSPHRASE,
            TRACE_VARIABLE: str(self.trace_path),
            "PYTHONWARNINGS": "error",
        }
        self._environment |= environment
        self._read = 0

    def __enter__(self) -> Self:
        self.home.mkdir(exist_ok=True)
        with self.stderr_path.open("ab") as stderr:
            self._process = subprocess.Popen(
                [sys.executable, "-c", "from desktop.cli import main; main()"],
                env=self._environment,
                stderr=stderr,
            )
        self.keys = KeyInjector()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.keys.close()
        self._process.terminate()
        self._process.wait(STEP_SECONDS)

    def wait_for(self, event: str, **state: Any) -> Event:
        """Wait for the next event in the trace that has this state; those before it are passed."""
        return self._next(lambda seen: seen == seen | {"event": event, **state}, f"{event} {state}")

    def answer(self) -> Event:
        """Wait for how the attempt in hand ends."""
        return self._next(
            lambda seen: seen["event"] in {"attempt", "verdict", "error"}, "an answer"
        )

    def press(self, *codes: str) -> None:
        """Press keys together, such as Alt and a letter."""
        for code in codes:
            self.keys.press(code)
        for code in reversed(codes):
            self.keys.release(code)

    def write(self, text: str) -> None:
        """Type a text that isn't an attempt, fast."""
        self.keys.type_text(text, interval_ms=25, hold_ms=15)

    def attempt(self, sample: Sample) -> Event:
        """Type an attempt as it was typed, and wait for how it ends."""
        self.keys.type_sample(sample)
        return self.answer()

    def capture_process(self) -> int:
        """Give the number of the app's capture process."""
        threads = Path(f"/proc/{self._process.pid}/task").iterdir()
        children = [child for thread in threads for child in _children(thread)]
        (child,) = children
        return child

    def kill_capture(self) -> None:
        """Kill the capture process, as nothing should ever do."""
        os.kill(self.capture_process(), signal.SIGKILL)

    def _next(self, fits: Callable[[Event], bool], wanted: str) -> Event:
        deadline = time.monotonic() + STEP_SECONDS
        seen: list[Event] = []
        while time.monotonic() < deadline:
            events = self._events()
            while self._read < len(events):
                self._read += 1
                seen.append(events[self._read - 1])
                if fits(seen[-1]):
                    return seen[-1]
            assert self._process.poll() is None, f"The app has ended: {self.stderr()}"
            time.sleep(0.02)
        raise AssertionError(f"Waited in vain for {wanted}, saw {seen}; {self.stderr()}")

    def _events(self) -> list[Event]:
        if not self.trace_path.exists():
            return []
        text = self.trace_path.read_text()
        return [json.loads(line) for line in text[: text.rfind("\n") + 1].splitlines()]

    def stderr(self) -> str:
        """Give what the app wrote to standard error."""
        return self.stderr_path.read_text()


def _children(thread: Path) -> list[int]:
    return [int(child) for child in (thread / "children").read_text().split()]


def enter(app: App) -> None:
    """Go from the first start to the profiles, giving consent on the way."""
    app.wait_for("page", name="consent")
    app.press("Space")
    app.press("AltLeft", "KeyO")
    app.wait_for("page", name="profiles")
    app.wait_for("capture", state="disarmed")


def enroll(app: App, name: str, phrase: str, samples: list[Sample], *, keep: bool) -> Event:
    """Make a profile from the profiles page with just enough attempts."""
    app.press("AltLeft", "KeyN")
    app.wait_for("page", name="enroll")
    app.write(f"{name}\n{phrase}")
    if keep:
        app.press("AltLeft", "KeyK")
    app.press("AltLeft", "KeyT")
    app.wait_for("ready", page="enroll")
    for sample in samples:
        assert app.attempt(sample)["outcome"] == "counted"
        app.wait_for("ready", page="enroll")
    app.press("AltLeft", "KeyF")
    return app.wait_for("enrolled")


def ready_to_verify(app: App) -> None:
    """Go to the verification page from wherever the app is, and wait until it takes an attempt."""
    app.press("AltLeft", "KeyP")
    app.wait_for("page", name="profiles")
    app.press("AltLeft", "KeyV")
    app.wait_for("ready", page="verify")
