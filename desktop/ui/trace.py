"""What the window shows, as JSON lines, for programs that drive it: the demo and the tests.

Set ``KEYSTROKE_TRACE`` to a file, and each change of state is appended to it as one object:

========================================  ======================================================
object                                    when
========================================  ======================================================
``{"event": "window", "active": …}``      keys reach the window, or no longer do
``{"event": "page", "name": …}``          another page is shown: ``opening``, ``unlock``,
                                          ``consent``, ``profiles``, ``enroll``, ``verify``,
                                          ``doctor``, ``settings``
``{"event": "capture", "state": …}``      the capture source changed: ``starting``,
                                          ``disarmed``, ``armed``, ``interrupted``,
                                          ``unavailable``, ``closed``
``{"event": "ready", "page": …}``         the page's field takes the next attempt
``{"event": "attempt", "outcome": …,      an attempt ended: ``counted`` or the refusal's code
"good": n, "wanted": n}``                 (``mistyped``, ``interrupted``, ``not_typed``,
                                          ``odd``, ``too_short``, ``nothing_to_compare``); the
                                          numbers only while enrolling: attempts, or keys of
                                          free text
``{"event": "enrolled", "scored": …}``    a profile was made, ``local`` or ``remote``
``{"event": "waiting"}``                  an enrolment waits for its service
``{"event": "signed_in", "works": …}``    a sign-in came to its end
``{"event": "verdict", "accepted": …,     a verification was answered; whether this computer
"score": …, "threshold": …,               stood in for a service that is away
"stands_in": …}``
``{"event": "identified", "known": …}``   whether it was somebody who is enrolled
``{"event": "error", "code": …}``         enrolling or verifying failed, the network for instance
``{"event": "connection", "works": …}``   the connection was tested
``{"event": "examined", "passed": …}``    the doctor has checked this computer
``{"event": "deleted", "pending": …}``    a profile was deleted; 1 if its service still has to
``{"event": "question", "about": …}``     the page asks whether to go on: ``withdrawal``
``{"event": "message", "text": …}``       the banner says something
========================================  ======================================================

It never holds what was typed, times, names of profiles or features. With it, a program drives
the window by keys alone: Alt+P, Alt+V, Alt+W, Alt+H, Alt+A, Alt+D and Alt+S choose a page,
Alt+N makes a new profile,
Alt+F in its form takes free text instead of a phrase, Tab and Space or Enter reach everything, and
the field to type into has the focus once ``ready`` is written.
A mnemonic takes Qt a tenth of a second: wait for what it leads to before the next key.
"""

import json
import os
from pathlib import Path
from typing import Final

TRACE_VARIABLE: Final = "KEYSTROKE_TRACE"


class Trace:
    """Appends state changes to a file.

    Parameters
    ----------
    path
        The file; None writes nothing.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path

    @classmethod
    def from_environment(cls) -> "Trace":
        """Write to the file named by ``KEYSTROKE_TRACE``, or nowhere."""
        named = os.environ.get(TRACE_VARIABLE)
        return cls(Path(named) if named else None)

    def note(self, event: str, **state: str | float | bool) -> None:
        """Append one state change."""
        if self._path is None:
            return
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"event": event, **state}) + "\n")
