"""What detectors of free text share: graphs, the runs of keys whose times they compare."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator

from inference.evaluation.datasets import TypingSession
from inference.keys import CHARACTER_KEYS

Graph = tuple[object, ...]


class Typed(NamedTuple):
    """The keys of a text that make characters, in order.

    Attributes
    ----------
    codes
        Their W3C names.
    press_ms, release_ms
        When they went down and up; shape (keys,).
    """

    codes: tuple[str, ...]
    press_ms: NDArray[np.float64]
    release_ms: NDArray[np.float64]


class FreeTextDetector(BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """Learns texts of one person; tells how well others fit them.

    It is an estimator with scikit-learn's parameters and methods, but takes texts of any length
    and no matrix: ``check_estimator``, which fits matrices, doesn't apply.
    """

    def fit(self, texts: Iterable[TypingSession], y: None = None) -> "FreeTextDetector":
        """Learn one person's texts."""
        del y
        self._learn([typed(text) for text in texts])
        return self

    def score_samples(self, texts: Iterable[TypingSession]) -> NDArray[np.float64]:
        """Score texts, shape (texts,): higher is more genuine."""
        return np.array([self._score(typed(text)) for text in texts])

    @abstractmethod
    def _learn(self, texts: Sequence[Typed]) -> None:
        """Learn one person's texts."""

    @abstractmethod
    def _score(self, text: Typed) -> float:
        """Score one text."""


def typed(session: TypingSession) -> Typed:
    """Pick the keys that make characters out of a session."""
    press_ms = np.cumsum(session.gap_ms.astype(np.float64))
    codes = [session.codes[index] for index in session.code]
    kept = [place for place, code in enumerate(codes) if code in CHARACTER_KEYS]
    return Typed(
        tuple(codes[place] for place in kept),
        press_ms[kept],
        press_ms[kept] + session.hold_ms[kept],
    )


def collected(
    graphs: Iterable[Graph], times_ms: NDArray[np.float64]
) -> Mapping[Graph, list[float]]:
    """Gather the times of each graph, in order."""
    found: dict[Graph, list[float]] = {}
    for graph, time_ms in zip(graphs, times_ms.tolist(), strict=True):
        found.setdefault(graph, []).append(time_ms)
    return found
