"""Drives the real app as a person would: real key events in, the trace and the screen out."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from desktop.errors import DemoError
from desktop.logic.paths import HOME_VARIABLE
from desktop.ui.trace import TRACE_VARIABLE
from desktop.virtual.injector import KeyInjector
from inference.sample import Sample
from inference.stores.keychain import PASSPHRASE_VARIABLE

STEP_SECONDS: Final = 30.0
"""A step that takes longer has failed."""
PASSPHRASE: Final = "four plain words here"  # noqa: S105 (of a store that is thrown away)
NO_KEYCHAIN: Final = {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
"""The environment in which no keychain is touched."""
COMMAND: Final = (sys.executable, "-c", "from desktop.cli import main; main()")

_POLL_SECONDS: Final = 0.02

Event = dict[str, Any]


class App:
    """The app in a process of its own, on the display of the environment.

    It never touches the user's keychain, nor uses the user's passphrase.

    Parameters
    ----------
    home
        Folder of its data; what it writes to standard error lies there too.
    arguments
        Of the command; none open the window.
    environment
        Variables that differ from this process's, such as those of :func:`with_passphrase`.

    Attributes
    ----------
    command
        What starts the app.
    """

    command: tuple[str, ...] = COMMAND

    def __init__(self, home: Path, *arguments: str, **environment: str) -> None:
        self.home = home
        self._command = (*self.command, *arguments)
        self._trace_path = home / "trace.jsonl"
        self._stderr_path = home / "stderr.txt"
        self._environment = os.environ | NO_KEYCHAIN
        self._environment.pop(PASSPHRASE_VARIABLE, None)
        self._environment |= environment
        self._environment |= {HOME_VARIABLE: str(home), TRACE_VARIABLE: str(self._trace_path)}
        self._read = len(self._events())

    def __enter__(self) -> Self:
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        with ExitStack() as stack, self._stderr_path.open("ab") as stderr:
            self.keys = stack.enter_context(KeyInjector())
            self._process = subprocess.Popen(  # noqa: S603 (our own program)
                self._command, env=self._environment, stderr=stderr
            )
            stack.callback(self._process.wait, STEP_SECONDS)
            stack.callback(self._process.terminate)
            self._wait_for_focus()
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stack.close()

    def wait_for(self, event: str, **state: Any) -> Event:
        """Wait for the next event in the trace that has this state; those before it are passed.

        Raises
        ------
        DemoError
            If it doesn't come, or the app ends.
        """
        return self._next(lambda seen: seen == seen | {"event": event, **state}, f"{event} {state}")

    def answer(self) -> Event:
        """Wait for how the attempt in hand ends."""
        return self._next(
            lambda seen: seen["event"] in {"attempt", "verdict", "identified", "error"}, "an answer"
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

    def ends(self) -> int:
        """Wait until the app has ended by itself, and give its exit code."""
        return self._process.wait(STEP_SECONDS)

    def stderr(self) -> str:
        """Give what the app wrote to standard error."""
        return self._stderr_path.read_text()

    def _wait_for_focus(self) -> None:
        """Wait until keys reach the window, without passing what it shows meanwhile."""
        began = self._read
        self.wait_for("window", active=True)
        self._read = began

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
            if self._process.poll() is not None:
                raise DemoError(f"The app has ended by itself: {self.stderr()}")
            time.sleep(_POLL_SECONDS)
        raise DemoError(f"The app didn't show {wanted}, but {seen}; {self.stderr()}")

    def _events(self) -> list[Event]:
        if not self._trace_path.exists():
            return []
        text = self._trace_path.read_text(encoding="utf-8")
        return [json.loads(line) for line in text[: text.rfind("\n") + 1].splitlines()]


def enter(app: App, passphrase: str | None = None) -> None:
    """Go from the first start to the profiles, giving consent on the way.

    Parameters
    ----------
    app
        Just started, with no data yet.
    passphrase
        For the new store, if the app asks for one: where ``KEYSTROKE_PASSPHRASE`` isn't set.
    """
    app.wait_for("page", name="consent")
    agree(app)
    if passphrase is not None:
        app.wait_for("page", name="unlock")
        choose_passphrase(app, passphrase)
    arrive(app)


def agree(app: App) -> None:
    """Give consent on its page, which asks for a name first."""
    app.write("Ada\n")
    app.press("Space")
    app.press("AltLeft", "KeyO")


def choose_passphrase(app: App, passphrase: str) -> None:
    """Give a passphrase to the new store on its page."""
    app.write(f"{passphrase}\t{passphrase}\n")


def arrive(app: App) -> None:
    """Skip the capture check, and wait until the profiles are shown and capture rests."""
    app.wait_for("page", name="capture_check")
    app.press("AltLeft", "KeyK")
    app.wait_for("page", name="profiles")
    app.wait_for("capture", state="disarmed")


def with_passphrase() -> dict[str, str]:
    """Give the environment in which the app doesn't ask for a passphrase."""
    return {PASSPHRASE_VARIABLE: PASSPHRASE}
