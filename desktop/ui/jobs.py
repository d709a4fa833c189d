"""Background jobs: the one place where work leaves the main thread and comes back.

A job touches no widget. Success and failure are told on the main thread; a failure that the
caller doesn't take itself goes to :attr:`Jobs.failed`, which the window shows.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from inference.errors import KeystrokeError

_Result = TypeVar("_Result")
_Failed = Callable[[KeystrokeError], None]


class Jobs(QObject):
    """Runs jobs one after another on a thread of their own.

    One at a time is on purpose: the store has one writer, and results come back in the order in
    which they were asked for.

    Attributes
    ----------
    failed
        Emitted with a :class:`~inference.errors.KeystrokeError` that no caller took.
    """

    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._running: set[_Outcome] = set()

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
            Called on the pool's thread; must not touch a widget.
        done
            Called on the main thread with what `work` returned.
        failed
            Called on the main thread with the error that `work` raised; by default it is
            emitted as :attr:`failed`. Only a :class:`~inference.errors.KeystrokeError` is an
            outcome: any other exception is a mistake in the program and is raised there.
        """
        outcome = _Outcome(self, done, failed or self.failed.emit)
        self._running.add(outcome)
        outcome.told.connect(self._running.discard)
        self._pool.start(_Job(work, outcome))

    def close(self) -> None:
        """Drop the jobs that wait, and wait for the one that runs; no outcome is told any more."""
        while self._running:
            self._running.pop().mute()
        self._pool.clear()
        self._pool.waitForDone()


class _Outcome(QObject):
    """Carries a job's end from the pool's thread to the main thread, where it was made."""

    ended = Signal(object, object)
    told = Signal(object)

    def __init__(self, parent: QObject, done: Callable[[Any], None], failed: _Failed) -> None:
        super().__init__(parent)
        self._done = done
        self._failed = failed
        self.ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)

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


class _Job(QRunnable):
    """One call in a thread of the pool."""

    def __init__(self, work: Callable[[], Any], outcome: _Outcome) -> None:
        super().__init__()
        self._work = work
        self._outcome = outcome

    def run(self) -> None:
        try:
            result = self._work()
        except Exception as error:
            self._outcome.ended.emit(None, error)
        else:
            self._outcome.ended.emit(result, None)
