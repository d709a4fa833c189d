"""The injector process of ``keystroke bench capture``: types like a person, and says when.

``python -m desktop.bench.inject COUNT SEED`` presses and releases keys on the display of its
environment and writes the times at which it really did, in milliseconds, as one line of JSON.
"""

import json
import sys
from typing import Final

import numpy as np

from desktop.capture.events import KeyEvent
from desktop.capture.priority import raise_priority
from desktop.virtual.injector import KeyInjector

# About what people do (Dhakal et al., CHI 2018), with rollover in a third of the keys.
_INTERVAL_MS: Final = 105.0
_HOLD_MS: Final = 85.0
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def typing(count: int, seed: int) -> list[KeyEvent]:
    """Make key events with human-like random intervals; each key is up before it is pressed again.

    Parameters
    ----------
    count
        How many events; half of them are presses.
    seed
        Of the random numbers.
    """
    random = np.random.default_rng(seed)
    presses = count // 2
    gaps_ms = np.clip(random.lognormal(np.log(_INTERVAL_MS), 0.4, presses), 30, 500)
    holds_ms = np.clip(random.lognormal(np.log(_HOLD_MS), 0.25, presses), 30, 250)
    presses_ms = np.cumsum(gaps_ms)
    events = []
    for place, (press_ms, hold_ms) in enumerate(zip(presses_ms, holds_ms, strict=True)):
        code = f"Key{_LETTERS[place % len(_LETTERS)]}"
        events.append(KeyEvent(code, True, float(press_ms)))
        events.append(KeyEvent(code, False, float(press_ms + hold_ms)))
    return sorted(events, key=lambda event: event.time_ms)


def main() -> None:
    """Inject, and print the times."""
    count, seed = (int(argument) for argument in sys.argv[1:])
    raise_priority()
    with KeyInjector() as keys:
        injected = keys.play(typing(count, seed))
    print(json.dumps([event.time_ms for event in injected]))  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
