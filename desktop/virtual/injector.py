"""Real key events at exact times, made by the X server itself (its XTEST extension)."""

import time
from collections.abc import Sequence
from types import TracebackType
from typing import Final, Self

import Xlib.display
import Xlib.error
import Xlib.X

from desktop.capture.clock import now_ms
from desktop.capture.codes import X11
from desktop.capture.events import KeyEvent
from desktop.errors import VirtualScreenError
from inference.errors import InputError
from inference.sample import Keystroke, Sample
from inference.us_layout import key_for

# How long before an event sleeping ends and spinning begins: longer than a usual oversleep, and
# short enough that the scheduler doesn't hold it against us just when the event is due.
_SPIN_MS: Final = 0.2
_LEAD_MS: Final = 20.0
_KEYCODES: Final = {code: keycode for keycode, code in X11.items()}


class KeyInjector:
    """Presses and releases keys on an X server; a US layout is assumed.

    Keys that are still down when it closes are released.

    Parameters
    ----------
    display
        Name of the X display; that of the environment by default.

    Raises
    ------
    VirtualScreenError
        If there is no such X server, or it lacks the XTEST extension.
    """

    def __init__(self, display: str | None = None) -> None:
        try:
            self._display = Xlib.display.Display(display)
        except (Xlib.error.DisplayError, OSError) as error:
            raise VirtualScreenError(f"Keys can't be injected: {error}") from error
        if not self._display.has_extension("XTEST"):
            raise VirtualScreenError("Keys can't be injected: the X server has no XTEST extension.")
        self._down: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release what is still down and leave the server."""
        for code in sorted(self._down):
            self.release(code)
        self._display.close()

    def press(self, code: str) -> float:
        """Press a key now; give the time, as :func:`~desktop.capture.clock.now_ms` does."""
        injected_ms = self._inject(Xlib.X.KeyPress, code)
        self._down.add(code)
        return injected_ms

    def release(self, code: str) -> float:
        """Release a key now; give the time, as :func:`~desktop.capture.clock.now_ms` does."""
        self._down.discard(code)
        return self._inject(Xlib.X.KeyRelease, code)

    def play(self, events: Sequence[KeyEvent]) -> list[KeyEvent]:
        """Inject events in their order, as far apart as their times say.

        Returns
        -------
        list of KeyEvent
            The same events with the times at which they were really injected.
        """
        if not events:
            return []
        shift_ms = now_ms() + _LEAD_MS - events[0].time_ms
        return [self._at(event._replace(time_ms=event.time_ms + shift_ms)) for event in events]

    def type_sample(self, sample: Sample) -> Sample:
        """Type a sample again, overlaps and rollover included.

        Returns
        -------
        Sample
            The same keystrokes with the times at which they were really injected.
        """
        order = _event_order(sample)
        injected = self.play([_event_of(sample, index, pressed) for index, pressed in order])
        times = {place: event.time_ms for place, event in zip(order, injected, strict=True)}
        return Sample(
            [
                Keystroke(keystroke.code, times[index, True], times[index, False])
                for index, keystroke in enumerate(sample.keystrokes)
            ]
        )

    def type_text(self, text: str, *, interval_ms: float = 60, hold_ms: float = 45) -> Sample:
        """Type a text evenly, with Shift where it needs it; newline is Enter.

        Parameters
        ----------
        text
            What a US keyboard can type.
        interval_ms, hold_ms
            Press to press, and press to release, in milliseconds.
        """
        return self.type_sample(evenly_typed(text, interval_ms=interval_ms, hold_ms=hold_ms))

    def _at(self, event: KeyEvent) -> KeyEvent:
        _wait_until(event.time_ms)
        injected_ms = self.press(event.code) if event.pressed else self.release(event.code)
        return event._replace(time_ms=injected_ms)

    def _inject(self, kind: int, code: str) -> float:
        if code not in _KEYCODES:
            raise InputError("A key can't be injected: it has no place on this keyboard.")
        self._display.xtest_fake_input(kind, _KEYCODES[code])
        injected_ms = now_ms()
        self._display.flush()
        self._display.sync()
        return injected_ms


def evenly_typed(text: str, *, interval_ms: float = 60, hold_ms: float = 45) -> Sample:
    """Make a sample of a text typed evenly; Shift goes down before each character that needs it.

    Parameters
    ----------
    text
        What a US keyboard can type; newline is Enter.
    interval_ms, hold_ms
        Press to press, and press to release, in milliseconds.
    """
    keystrokes = []
    for place, character in enumerate(text):
        code, shifted = key_for(character)
        press_ms = place * interval_ms
        if shifted:
            lead_ms = min(interval_ms, hold_ms) / 3
            keystrokes.append(
                Keystroke("ShiftLeft", press_ms - lead_ms, press_ms + hold_ms - lead_ms)
            )
        keystrokes.append(Keystroke(code, press_ms, press_ms + hold_ms))
    return Sample(keystrokes)


def _event_order(sample: Sample) -> list[tuple[int, bool]]:
    places = [
        (index, pressed) for index in range(len(sample.keystrokes)) for pressed in (True, False)
    ]
    # The sort is stable: at equal times a key goes up before the next one goes down.
    return sorted(places, key=lambda place: _event_of(sample, *place).time_ms)


def _event_of(sample: Sample, index: int, pressed: bool) -> KeyEvent:
    keystroke = sample.keystrokes[index]
    return KeyEvent(
        keystroke.code, pressed, keystroke.press_ms if pressed else keystroke.release_ms
    )


def _wait_until(time_ms: float) -> None:
    while (left_ms := time_ms - now_ms()) > 0:
        if left_ms > _SPIN_MS:
            time.sleep((left_ms - _SPIN_MS) / 1e3)
