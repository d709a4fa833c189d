"""Keystrokes and samples: what was typed when, checked once, here."""

import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any, NamedTuple, Self

from inference.errors import SampleError

MAX_KEYSTROKES = 100_000
UNIDENTIFIED = "Unidentified"

_CODE = re.compile(r"[A-Z][A-Za-z0-9]{0,31}")


class Keystroke(NamedTuple):
    """One key, pressed and released.

    Parameters
    ----------
    code
        W3C UI Events ``code`` of the physical key, such as ``KeyA`` or ``ShiftLeft``;
        ``Unidentified`` for a key that isn't known.
    press_ms, release_ms
        When it went down and up, in milliseconds on one monotonic clock.
    """

    code: str
    press_ms: float
    release_ms: float


@dataclass(frozen=True)
class Sample:
    """One typing attempt: its keystrokes in press order.

    A known key pressed again before its release is auto-repeat (or a lost release) and is merged
    with its first press. Equal press times, overlaps, long pauses and holds are how people type
    and are kept.

    Parameters
    ----------
    keystrokes
        At least one and at most 100,000 keystrokes, presses never going backwards. Anything
        that has the three fields in order will do, plain tuples too.

    Raises
    ------
    SampleError
        If a keystroke can't be used; the message names it by its place, starting at 1, and
        tells neither key nor time.
    """

    keystrokes: tuple[Keystroke, ...]

    def __init__(self, keystrokes: Sequence[Keystroke]) -> None:
        object.__setattr__(self, "keystrokes", _merge_repeats(_checked(keystrokes)))

    def __repr__(self) -> str:
        # What was typed must not reach a log or a traceback.
        return f"Sample({len(self.keystrokes)} keystrokes)"

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read a sample from JSON.

        Parameters
        ----------
        text
            ``{"keystrokes": [{"code": "KeyA", "press_ms": 0.0, "release_ms": 93.1}, ...]}``

        Raises
        ------
        SampleError
            If the text is no JSON of this form, or a keystroke can't be used.
        """
        try:
            document = json.loads(text)
        except (ValueError, TypeError, RecursionError):
            # The cause would hold the whole text: what was typed must not reach a traceback.
            raise SampleError(
                "The sample is not valid JSON: give an object with 'keystrokes'."
            ) from None
        return cls.from_dict(document)

    @classmethod
    def from_dict(cls, document: Any) -> Self:
        """Read a sample from the object that its JSON holds; see :meth:`from_json`."""
        if not isinstance(document, dict) or set(document) != {"keystrokes"}:
            raise SampleError("A sample must be an object with the one field 'keystrokes'.")
        entries = document["keystrokes"]
        if not isinstance(entries, list):
            raise SampleError("The field 'keystrokes' must be a list.")
        return cls([_from_entry(place, entry) for place, entry in enumerate(entries, start=1)])

    def to_dict(self) -> dict[str, Any]:
        """Give the sample as the object that its JSON holds."""
        return {"keystrokes": [keystroke._asdict() for keystroke in self.keystrokes]}

    def to_json(self) -> str:
        """Write the sample as JSON that :meth:`from_json` reads back unchanged."""
        return json.dumps(self.to_dict(), separators=(",", ":"))


def _from_entry(place: int, entry: Any) -> Keystroke:
    if not isinstance(entry, dict) or set(entry) != set(Keystroke._fields):
        raise SampleError(
            f"Keystroke {place} must be an object with exactly the fields code, press_ms and "
            "release_ms."
        )
    return Keystroke(**entry)


def _checked(keystrokes: Iterable[Any]) -> list[Keystroke]:
    if isinstance(keystrokes, str | bytes) or not isinstance(keystrokes, Sequence):
        raise SampleError("A sample takes a sequence of keystrokes, such as a list.")
    if not keystrokes:
        raise SampleError("The sample is empty: give at least one keystroke.")
    if len(keystrokes) > MAX_KEYSTROKES:
        raise SampleError(
            f"The sample has {len(keystrokes):,} keystrokes; at most {MAX_KEYSTROKES:,} are "
            "taken: split it."
        )
    checked: list[Keystroke] = []
    earlier_press_ms = -math.inf
    for place, entry in enumerate(keystrokes, start=1):
        keystroke = _checked_keystroke(place, entry)
        if keystroke.press_ms < earlier_press_ms:
            raise SampleError(
                f"Keystroke {place} is pressed before the one ahead of it: give keystrokes in the "
                "order of their presses."
            )
        earlier_press_ms = keystroke.press_ms
        checked.append(keystroke)
    return checked


def _checked_keystroke(place: int, entry: Any) -> Keystroke:
    try:
        code, press, release = entry
    except (TypeError, ValueError):
        raise SampleError(
            f"Keystroke {place} is no Keystroke(code, press_ms, release_ms)."
        ) from None
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise SampleError(
            f"Keystroke {place} has no W3C key code such as 'KeyA' or 'ShiftLeft': give "
            f"'{UNIDENTIFIED}' where the key isn't known, and never the character."
        )
    press_ms = _checked_time(place, "press_ms", press)
    release_ms = _checked_time(place, "release_ms", release)
    if release_ms < press_ms:
        raise SampleError(
            f"Keystroke {place} is released before it is pressed: check the clock that the times "
            "come from."
        )
    return Keystroke(code, press_ms, release_ms)


def _checked_time(place: int, field: str, value: Any) -> float:
    # numpy's numbers are real numbers as well; bool is one by accident.
    if isinstance(value, bool) or not isinstance(value, Real):
        raise SampleError(f"Keystroke {place} has a {field} that is no number: give milliseconds.")
    try:
        time_ms = float(value)
    except OverflowError:
        time_ms = math.inf
    if not math.isfinite(time_ms):
        raise SampleError(
            f"Keystroke {place} has a {field} that isn't finite: leave the keystroke "
            "out, or mend the times."
        )
    return time_ms


def _merge_repeats(keystrokes: list[Keystroke]) -> tuple[Keystroke, ...]:
    merged: list[Keystroke] = []
    last_of_code: dict[str, int] = {}
    for keystroke in keystrokes:
        index = last_of_code.get(keystroke.code)
        if index is not None and keystroke.press_ms < merged[index].release_ms:
            release_ms = max(merged[index].release_ms, keystroke.release_ms)
            merged[index] = merged[index]._replace(release_ms=release_ms)
            continue
        if keystroke.code != UNIDENTIFIED:
            last_of_code[keystroke.code] = len(merged)
        merged.append(keystroke)
    return tuple(merged)
