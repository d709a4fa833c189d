"""Background jobs: the one place where work leaves the main thread and comes back.

A job touches no widget. Success and failure are told on the main thread, to an owner that still
exists; a failure that the caller doesn't take itself goes to :attr:`Jobs.failed`, which the window
shows.
"""

import threading
import time
from collections.abc import Callable
from typing import Any, Final, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from inference.errors import KeystrokeError

PATIENCE_SECONDS: Final = 2.0
"""How long closing waits for jobs: enough for the store, too short for a network that is away."""

_Result = TypeVar("_Result")
_Failed = Callable[[KeystrokeError], None]


class Jobs(QObject):
    """Runs jobs, each on a thread of its own, so that one that waits for a network holds up none.

    Attributes
    ----------
    failed
        Emitted with a :class:`~inference.errors.KeystrokeError` that no caller took.
    """

    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: dict[_Outcome, threading.Thread] = {}

    @property
    def idle(self) -> bool:
        """Whether every job's outcome has been told."""
        return not self._running

    def run(
        self,
        owner: QObject,
        work: Callable[[], _Result],
        done: Callable[[_Result], None],
        failed: _Failed | None = None,
    ) -> None:
        """Do `work` in the background, then call `done` or `failed` on the main thread.

        Parameters
        ----------
        owner
            Who wants to know, such as a page; once Qt has deleted it, nothing is told.
        work
            Called on a thread of its own; must not touch a widget.
        done
            Called on the main thread with what `work` returned.
        failed
            Called on the main thread with the error that `work` raised; by default it is
            emitted as :attr:`failed`. Only a :class:`~inference.errors.KeystrokeError` is an
            outcome: any other exception is a mistake in the program and is raised there.
        """
        outcome = _Outcome(self, owner, done, failed or self.failed.emit)
        # A daemon: a service that never answers must not keep the program from ending.
        thread = threading.Thread(target=outcome.reach, args=(work,), daemon=True)
        self._running[outcome] = thread
        outcome.told.connect(self._forget)
        thread.start()

    def close(self) -> bool:
        """Tell no outcome any more, and wait a little for the jobs that run.

        Returns
        -------
        bool
            Whether all have ended; those that wait for a network may not.
        """
        deadline = time.monotonic() + PATIENCE_SECONDS
        threads = list(self._running.values())
        for outcome in self._running:
            outcome.mute()
        self._running.clear()
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in threads)

    def _forget(self, outcome: "_Outcome") -> None:
        self._running.pop(outcome, None)


class _Outcome(QObject):
    """Carries a job's end from the job's thread to the main thread, where it was made."""

    ended = Signal(object, object)
    told = Signal(object)

    def __init__(
        self, parent: QObject, owner: QObject, done: Callable[[Any], None], failed: _Failed
    ) -> None:
        super().__init__(parent)
        self._owner = owner
        self._muted = False
        self._done = done
        self._failed = failed
        self.ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def reach(self, work: Callable[[], Any]) -> None:
        """Do the work, on the job's thread."""
        try:
            result, failure = work(), None
        except Exception as error:
            result, failure = None, error
        if not self._muted:
            self.ended.emit(result, failure)

    def mute(self) -> None:
        # Disconnecting would not stop an end that is queued already.
        self._muted = True

    def _tell(self, result: Any, error: Exception | None) -> None:
        self.told.emit(self)
        self.deleteLater()
        if self._muted or not isValid(self._owner):
            return
        if error is None:
            self._done(result)
        elif isinstance(error, KeystrokeError):
            self._failed(error)
        else:
            raise error
