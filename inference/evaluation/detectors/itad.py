"""Instance-based tail area density: how far in the tail of the profile each time lies."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from statistics import fmean, median
from typing import Final

import numpy as np

from inference.evaluation.detectors.free_text import FreeTextDetector, Graph, Typed, collected

FEWEST_INSTANCES: Final = 4

Times = Mapping[Graph, list[float]]


class TailAreaDensity(FreeTextDetector):
    """The ITAD metric, fused over monographs and the four kinds of digraphs with equal weights.

    The paper fuses with weights learnt from other people; equal ones need nobody.

    Parameters
    ----------
    fewest_instances
        Graphs that the profile has less often are left out.

    Attributes
    ----------
    profile_
        Sorted times of each graph, for each kind of time.

    References
    ----------
    Ayotte, B., Banavar, M., Hou, D., & Schuckers, S. (2020). Fast free-text authentication via
    instance-based keystroke dynamics. IEEE T-BIOM, 2(4).
    """

    profile_: list[Times]

    def __init__(self, fewest_instances: int = FEWEST_INSTANCES) -> None:
        self.fewest_instances = fewest_instances

    def _learn(self, texts: Sequence[Typed]) -> None:
        kinds = zip(*(_times(text) for text in texts), strict=True)
        self.profile_ = [
            {
                graph: sorted(times)
                for graph, times in _merged(kind).items()
                if len(times) >= self.fewest_instances
            }
            for kind in kinds
        ]

    def _score(self, text: Typed) -> float:
        similarities = [
            _similarity(profile, times)
            for profile, times in zip(self.profile_, _times(text), strict=True)
        ]
        return fmean(similarities)


def _times(text: Typed) -> list[Times]:
    """Give hold times, and press-press, release-press, release-release and press-release times."""
    pairs = list(zip(text.codes, text.codes[1:], strict=False))
    press_ms, release_ms = text.press_ms, text.release_ms
    return [
        collected(((code,) for code in text.codes), release_ms - press_ms),
        collected(pairs, np.diff(press_ms)),
        collected(pairs, press_ms[1:] - release_ms[:-1]),
        collected(pairs, np.diff(release_ms)),
        collected(pairs, release_ms[1:] - press_ms[:-1]),
    ]


def _merged(texts: Sequence[Times]) -> Times:
    found: dict[Graph, list[float]] = {}
    for text in texts:
        for graph, times in text.items():
            found.setdefault(graph, []).extend(times)
    return found


def _similarity(profile: Times, probe: Times) -> float:
    """Mean area of the profile's nearer tail beyond each time, 0 to 0.5; 0 with nothing shared."""
    tails = [
        _tail(profile[graph], time_ms)
        for graph, times in probe.items()
        if graph in profile
        for time_ms in times
    ]
    return fmean(tails) if tails else 0.0


def _tail(ordered: Sequence[float], time_ms: float) -> float:
    not_above = bisect_right(ordered, time_ms) / len(ordered)
    return not_above if time_ms <= median(ordered) else 1.0 - not_above
