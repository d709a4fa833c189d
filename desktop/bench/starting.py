"""How long the app takes from its start to a usable window, beside the barest window of PySide6."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final, NamedTuple

from desktop.demo.driver import (
    COMMAND,
    NO_KEYCHAIN,
    STEP_SECONDS,
    App,
    enter,
    with_passphrase,
)
from desktop.errors import BenchError
from desktop.logic.paths import HOME_VARIABLE
from desktop.ui.trace import TRACE_VARIABLE

STARTS: Final = 5

_POLL_SECONDS: Final = 0.001
_BARE: Final = (sys.executable, "-m", "desktop.bench.bare")


class Starts(NamedTuple):
    """Medians, in seconds.

    Parameters
    ----------
    bare_seconds
        Until a window with one label has the focus.
    first_page_seconds
        Until the app, its store made before, shows its first page.
    usable_seconds
        Until it shows the profiles and has the focus.
    """

    bare_seconds: float
    first_page_seconds: float
    usable_seconds: float


def measure_starts(starts: int = STARTS) -> Starts:
    """Start both in turn on the display of the environment; the app's store is there already.

    Parameters
    ----------
    starts
        How often each is started.

    Raises
    ------
    BenchError
        If a window doesn't come.
    """
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        with App(home, **with_passphrase()) as app:
            enter(app)
        told = Path(folder) / "told"
        bare, first, usable = [], [], []
        for _ in range(starts):
            bare.append(_seconds_until((*_BARE, str(told)), {}, told, ["active"])[-1])
            until = ['"page"', '"name": "profiles"', '"active": true']
            seconds = _seconds_until(COMMAND, _environment(home, told), told, until)
            first.append(seconds[0])
            usable.append(max(seconds))
    return Starts(*(round(statistics.median(all_), 4) for all_ in (bare, first, usable)))


def _environment(home: Path, trace: Path) -> dict[str, str]:
    own = {HOME_VARIABLE: str(home), TRACE_VARIABLE: str(trace)}
    return NO_KEYCHAIN | with_passphrase() | own


def _seconds_until(
    command: tuple[str, ...], environment: dict[str, str], told: Path, words: list[str]
) -> list[float]:
    """Start a program, and give when each of the words stood in its file."""
    told.unlink(missing_ok=True)
    began = time.perf_counter()
    process = subprocess.Popen(command, env=os.environ | environment)  # noqa: S603 (our own)
    seen: dict[str, float] = {}
    try:
        while len(seen) < len(words):
            text = told.read_text(encoding="utf-8") if told.exists() else ""
            now = time.perf_counter() - began
            seen |= {word: now for word in words if word in text and word not in seen}
            if now > STEP_SECONDS or process.poll() is not None:
                raise BenchError(
                    "A window didn't come: start 'keystroke' by hand on a virtual screen to see "
                    "why."
                )
            time.sleep(_POLL_SECONDS)
    finally:
        process.terminate()
        process.wait(STEP_SECONDS)
    return [seen[word] for word in words]
