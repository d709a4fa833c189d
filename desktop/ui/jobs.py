"""Background jobs: the one place where work leaves the main thread and comes back.

A job touches no widget. Success and failure are told on the main thread; a failure that the
caller doesn't take itself goes to :attr:`Jobs.failed`, which the window shows.
"""

import threading
import time
from collections.abc import Callable
from typing import Any, Final, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

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
        work: Callable[[], _Result],
        done: Callable[[_Result], None],
        failed: _Failed | None = None,
    ) -> None:
        """Do `work` in the background, then call `done` or `failed` on the main thread.

        Parameters
        ----------
        work
            Called on a thread of its own; must not touch a widget.
        done
            Called on the main thread with what `work` returned.
        failed
            Called on the main thread with the error that `work` raised; by default it is
            emitted as :attr:`failed`. Only a :class:`~inference.errors.KeystrokeError` is an
            outcome: any other exception is a mistake in the program and is raised there.
        """
        outcome = _Outcome(self, done, failed or self.failed.emit)
        # A daemon: a service that never answers must not keep the program from ending.
        thread = threading.Thread(target=outcome.reach, args=(work,), daemon=True)
        self._running[outcome] = thread
        outcome.told.connect(self._running.pop)
        thread.start()

    def close(self) -> None:
        """Tell no outcome any more, and wait a little for the jobs that run."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self._running:
            outcome, thread = self._running.popitem()
            outcome.mute()
            thread.join(max(0.0, deadline - time.monotonic()))


class _Outcome(QObject):
    """Carries a job's end from the job's thread to the main thread, where it was made."""

    ended = Signal(object, object)
    told = Signal(object)

    def __init__(self, parent: QObject, done: Callable[[Any], None], failed: _Failed) -> None:
        super().__init__(parent)
        self._done = done
        self._failed = failed
        self.ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def reach(self, work: Callable[[], Any]) -> None:
        """Do the work, on the job's thread."""
        try:
            result = work()
        except Exception as error:
            self.ended.emit(None, error)
        else:
            self.ended.emit(result, None)

    def mute(self) -> None:
        self.ended.disconnect(self._tell)

    def _tell(self, result: Any, error: Exception | None) -> None:
        self.told.emit(self)
        self.deleteLater()
        if error is None:
            self._done(result)
        elif isinstance(error, KeystrokeError):
            self._failed(error)
        else:
            raise error
