"""Gunetti & Picardi's distances between two texts: relative (R) and absolute (A)."""

from collections.abc import Callable, Mapping, Sequence
from statistics import fmean
from typing import Final

import numpy as np
from numpy.typing import NDArray

from inference.evaluation.detectors.free_text import FreeTextDetector, Graph, Typed, collected

SIMILAR_RATIO: Final = 1.25

_RELATIVE: Final = (2, 3, 4)
_ABSOLUTE: Final = (2, 3)

Durations = Mapping[int, Mapping[Graph, float]]


class GunettiPicardi(FreeTextDetector):
    """The distances R of di-, tri- and four-graphs, joined, plus A of di- and trigraphs.

    The paper decides by comparing with other people's profiles; here the distance itself, averaged
    over the person's texts, is the score.

    Parameters
    ----------
    similar_ratio
        Two durations are similar if the longer is at most this many times the shorter.

    Attributes
    ----------
    texts_
        Mean duration of each graph, by its number of keys, for each text.

    References
    ----------
    Gunetti, D., & Picardi, C. (2005). Keystroke analysis of free text. ACM TISSEC, 8(3).
    """

    texts_: list[Durations]

    def __init__(self, similar_ratio: float = SIMILAR_RATIO) -> None:
        self.similar_ratio = similar_ratio

    def _learn(self, texts: Sequence[Typed]) -> None:
        self.texts_ = [_durations(text) for text in texts]

    def _score(self, text: Typed) -> float:
        durations = _durations(text)
        return -float(np.mean([self._distance(own, durations) for own in self.texts_]))

    def _distance(self, one: Durations, other: Durations) -> float:
        shared = {size: _shared(one[size], other[size]) for size in _RELATIVE}
        relative = _joined([shared[size] for size in _RELATIVE], relative_distance)
        absolute = _joined(
            [shared[size] for size in _ABSOLUTE],
            lambda pair: absolute_distance(pair, self.similar_ratio),
        )
        return relative + absolute


def relative_distance(pair: NDArray[np.float64]) -> float:
    """Give R: how differently two texts order their shared graphs by duration, 0 to 1.

    Parameters
    ----------
    pair
        Durations of the shared graphs in both texts, shape (2, graphs).
    """
    graphs = pair.shape[1]
    places = np.argsort(np.argsort(pair, axis=1, kind="stable"), axis=1)
    # Half of n squared, rounded down, is the most that two orders of n can differ by.
    return float(np.abs(places[0] - places[1]).sum() / max(1, graphs**2 // 2))


def absolute_distance(pair: NDArray[np.float64], similar_ratio: float = SIMILAR_RATIO) -> float:
    """Give A: the share of the shared graphs whose durations aren't similar, 0 to 1.

    Parameters
    ----------
    pair
        Durations of the shared graphs in both texts, shape (2, graphs).
    similar_ratio
        See :class:`GunettiPicardi`.
    """
    similar = pair.max(axis=0) <= similar_ratio * pair.min(axis=0)
    return float(1.0 - similar.mean())


def _durations(text: Typed) -> Durations:
    return {size: _mean_durations(text, size) for size in _RELATIVE}


def _mean_durations(text: Typed, size: int) -> Mapping[Graph, float]:
    count = max(0, len(text.codes) - size + 1)
    graphs = [text.codes[place : place + size] for place in range(count)]
    durations_ms = text.press_ms[size - 1 :] - text.press_ms[:count]
    return {graph: fmean(times) for graph, times in collected(graphs, durations_ms).items()}


def _shared(one: Mapping[Graph, float], other: Mapping[Graph, float]) -> NDArray[np.float64]:
    graphs = [graph for graph in one if graph in other]
    return np.array([[text[graph] for graph in graphs] for text in (one, other)])


def _joined(
    pairs: Sequence[NDArray[np.float64]], distance: Callable[[NDArray[np.float64]], float]
) -> float:
    """Add up a distance over sizes of graphs, those that are shared more seldom counting less."""
    counts = [pair.shape[1] for pair in pairs]
    if counts[0] == 0:
        return float(len(pairs))  # as far apart as texts can be: nothing is shared
    shared = [pair for pair in pairs if pair.shape[1]]
    return float(sum(distance(pair) * pair.shape[1] / counts[0] for pair in shared))
