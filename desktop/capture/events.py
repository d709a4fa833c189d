"""What a capture source tells, and what it can be told."""

from dataclasses import dataclass
from enum import Enum
from typing import Final, Literal, NamedTuple, Protocol

SourceName = Literal["pynput", "qt"]

DOES_NOT_COUNT: Final = "What was being typed doesn't count."


class KeyEvent(NamedTuple):
    """One key going down or up; auto-repeat makes none.

    Parameters
    ----------
    code
        W3C UI Events ``code`` of the physical key; ``Unidentified`` where it isn't known.
    pressed
        Whether it went down.
    time_ms
        When, in milliseconds of :func:`desktop.capture.clock.now_ms`.
    """

    code: str
    pressed: bool
    time_ms: float

    def __repr__(self) -> str:
        # What was typed must not reach a log or a traceback.
        return "KeyEvent(...)"


class CaptureState(Enum):
    """How it stands with a capture source."""

    STARTING = "starting"
    DISARMED = "disarmed"
    ARMED = "armed"
    INTERRUPTED = "interrupted"
    UNAVAILABLE = "unavailable"
    CLOSED = "closed"


@dataclass(frozen=True)
class CaptureStatus:
    """A change of a source's state.

    Parameters
    ----------
    state
        ``ARMED``: from now on every key event is told. ``INTERRUPTED``: events may be missing,
        so that the attempt in hand can't be used; if the source was armed, ``ARMED`` follows
        by itself. ``UNAVAILABLE``: this source can't capture here.
    message
        For people: what is wrong and what to do. Empty where nothing is.
    """

    state: CaptureState
    message: str = ""


class CaptureListener(Protocol):
    """Who wants to know; both are called from any thread, in the order of the events."""

    def key_event(self, event: KeyEvent) -> None:
        """Take one key event; comes only while the source is armed."""

    def status_changed(self, status: CaptureStatus) -> None:
        """Take a change of state."""


class CaptureSource(Protocol):
    """Where key events come from. Nothing is read or kept of keys typed while it isn't armed."""

    @property
    def name(self) -> SourceName:
        """Which source this is."""

    @property
    def armed(self) -> bool:
        """Whether key events are told now; an ``ARMED`` may be heard of when it no longer holds."""

    def start(self) -> None:
        """Get ready; ``DISARMED`` is told once it is."""

    def arm(self) -> None:
        """Begin to tell key events; ``ARMED`` is told once none can be missed any more."""

    def disarm(self) -> None:
        """Stop telling key events: none comes after this call has returned."""

    def flush(self) -> None:
        """Forget the keys that are down, since focus was lost: their releases aren't told."""

    def close(self) -> None:
        """Stop for good and free everything; may be called twice."""
