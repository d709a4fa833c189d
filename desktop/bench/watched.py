"""The app, watched: how long its thread is blocked, and when the ribbon shows which key event.

``python -m desktop.bench.watched`` opens the window as ``keystroke`` does. What it saw goes to the
file that ``KEYSTROKE_WATCHED`` names, as JSON lines: ``{"gap_ms", "at_ms"}`` when the thread came
back to its events after more than a few milliseconds, ``{"painted_ms", "events_ms"}`` when the
ribbon had painted events, with their captured times; all on the clock of captured times.
"""

import json
import os
import sys
from pathlib import Path
from typing import Final, TextIO

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop.capture.clock import now_ms
from desktop.logic.paths import Paths
from desktop.logic.workspace import store_exists
from desktop.ui.app import make_desk
from desktop.ui.trace import Trace
from desktop.ui.widgets.rhythm_ribbon import RhythmRibbon

WATCHED_VARIABLE: Final = "KEYSTROKE_WATCHED"

_BEAT_MS: Final = 2
_LEAST_GAP_MS: Final = 5.0


class Heartbeat(QObject):
    """Beats in the GUI thread; a beat that comes late was held up by something.

    Parameters
    ----------
    told
        Takes what is seen, at once.
    """

    def __init__(self, told: TextIO) -> None:
        super().__init__()
        self._told = told
        self._seen: set[RhythmRibbon] = set()
        self._last_ms = now_ms()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(_BEAT_MS)

    def watch_ribbons(self) -> None:
        """Take note of what the window's ribbons paint; those watched already are passed."""
        for window in QApplication.topLevelWidgets():
            for ribbon in window.findChildren(RhythmRibbon):
                if ribbon not in self._seen:
                    self._seen.add(ribbon)
                    ribbon.painted.connect(self._note_painted)

    def _note_painted(self, events_ms: tuple[float, ...]) -> None:
        self._note({"painted_ms": now_ms(), "events_ms": events_ms})

    def _beat(self) -> None:
        now = now_ms()
        gap_ms, self._last_ms = now - self._last_ms, now
        if gap_ms > _LEAST_GAP_MS:
            self._note({"gap_ms": gap_ms, "at_ms": now})

    def _note(self, seen: dict[str, object]) -> None:
        self._told.write(json.dumps(seen) + "\n")


def main() -> int:
    """Open the window and watch it."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("keystroke")
    paths = Paths.from_environment()
    desk = make_desk(application, paths, Trace.from_environment())
    with Path(os.environ[WATCHED_VARIABLE]).open("a", encoding="utf-8", buffering=1) as told:
        heartbeat = Heartbeat(told)
        # A ribbon is there by the time its page's field gets the focus.
        application.focusChanged.connect(heartbeat.watch_ribbons)
        desk.start(store_exists=store_exists(paths))
        return application.exec()


if __name__ == "__main__":
    sys.exit(main())
