"""Work on many people at once, and never twice: joblib's processes and its cache on disk."""

import hashlib
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

from joblib import Memory, Parallel, delayed, effective_n_jobs

from inference.recognizer import Recognizer

_Result = TypeVar("_Result")

_SOURCES: Final = ("*.py", "evaluation/*.py", "evaluation/detectors/*.py")
_BATCHES_PER_JOB: Final = 8

_log = logging.getLogger(__name__)


@dataclass(frozen=True, repr=False)
class _Task:
    """The arguments of one call; the cache writes down how they look, and typing must not be."""

    arguments: tuple[Any, ...]


class Workers:
    """Calls a function for each of many tasks.

    How many processes, and on which machines, is for ``joblib.parallel_config`` to say, one at a
    time if it says nothing: ``parallel_config(n_jobs=-1)`` takes all of this machine's cores,
    ``parallel_config("dask")`` a Dask cluster's. Results are the same everywhere.

    Parameters
    ----------
    cache_folder
        Where results are kept between runs, by task, model and source code; nothing is kept if
        None.
    """

    def __init__(self, cache_folder: Path | None = None) -> None:
        self._memory = Memory(cache_folder, verbose=0)

    def map(
        self,
        function: Callable[..., _Result],
        tasks: Iterable[Sequence[Any]],
        recognizer: Recognizer | None = None,
    ) -> list[_Result]:
        """Give ``function(*task)`` for each task, in their order.

        Parameters
        ----------
        function
            Of a module, so that other processes find it; it must depend on its arguments alone.
        tasks
            Arguments of each call.
        recognizer
            Handed to every call before the task's own arguments, if given.
        """
        given = list(tasks)
        _log.info("%s: %d tasks", function.__name__, len(given))
        model = "" if recognizer is None else recognizer.model
        call = self._memory.cache(_call, ignore=["recognizer"])
        batch = max(1, len(given) // (_BATCHES_PER_JOB * effective_n_jobs()))
        results: list[_Result] = Parallel(batch_size=batch)(
            delayed(call)(function, _Task(tuple(task)), recognizer, model, _sources())
            for task in given
        )
        return results


def _call(
    function: Callable[..., _Result],
    task: _Task,
    recognizer: Recognizer | None,
    model: str,
    sources: str,
) -> _Result:
    # The last two are there for the cache alone, which doesn't look into the recogniser.
    del model, sources
    shared = () if recognizer is None else (recognizer,)
    return function(*shared, *task.arguments)


@cache
def _sources() -> str:
    """Hash all code that a result can depend on."""
    root = Path(__file__).parent.parent
    files = sorted(path for pattern in _SOURCES for path in root.glob(pattern))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
