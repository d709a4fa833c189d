"""The rhythm of attempts as the ribbon draws it: when keys went down and up, and no key's name."""

from dataclasses import dataclass
from typing import Final

from desktop.capture.events import KeyEvent

GHOSTS: Final = 5
"""How many earlier attempts are kept for comparison."""
LONGEST_HOLD_MS: Final = 2000.0


@dataclass
class Mark:
    """One key: when it went down, and up; None while it is down."""

    press_ms: float
    release_ms: float | None = None

    def end_ms(self, now_ms: float) -> float:
        """When it went up, or how far it has come."""
        if self.release_ms is not None:
            return self.release_ms
        return max(self.press_ms, min(now_ms, self.press_ms + LONGEST_HOLD_MS))


Marks = list[Mark]


class Rhythm:
    """The attempt in hand and some earlier ones, each on its own time from its first press on."""

    def __init__(self) -> None:
        self.marks: Marks = []
        self.ghosts: list[Marks] = []
        self._down: dict[str, Mark] = {}
        self._start_ms = 0.0

    @property
    def is_moving(self) -> bool:
        """Whether a key is down."""
        return bool(self._down)

    def since_start(self, time_ms: float) -> float:
        """Give a time of the events' clock on the attempt's own."""
        return time_ms - self._start_ms

    def add(self, event: KeyEvent) -> None:
        """Take a key event."""
        if event.pressed:
            if not self.marks:
                self._start_ms = event.time_ms
            mark = Mark(self.since_start(event.time_ms))
            self.marks.append(mark)
            self._down[event.code] = mark
        elif (mark_down := self._down.pop(event.code, None)) is not None:
            mark_down.release_ms = self.since_start(event.time_ms)

    def rest(self, now_ms: float) -> None:
        """End the attempt: what is still down isn't followed any more."""
        for mark in self._down.values():
            mark.release_ms = mark.end_ms(self.since_start(now_ms))
        self._down.clear()

    def restart(self) -> None:
        """Begin another attempt."""
        self.marks = []
        self._down.clear()

    def keep(self) -> None:
        """Keep the attempt for comparison; the oldest one makes room."""
        self.ghosts = [*self.ghosts, self.marks][-GHOSTS:]

    def forget(self) -> None:
        """Forget everything."""
        self.restart()
        self.ghosts = []

    def duration_ms(self, now_ms: float) -> float:
        """How long the attempt in hand has taken, or the longest earlier one."""
        now = self.since_start(now_ms)
        return max(
            (mark.end_ms(now) for marks in (*self.ghosts, self.marks) for mark in marks),
            default=0.0,
        )
