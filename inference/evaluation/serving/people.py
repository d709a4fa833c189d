"""Simulated typists' attempts for the measurements: each one accepted, and no two alike."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from inference.features import Features
from inference.recognizer import Recognizer
from inference.simulation.typists import typists

PHRASE: Final = "the quick brown fox, 7 times"

_SEED: Final = 29
_SAMPLES: Final = 10
_FMR: Final = 0.01


class Person(NamedTuple):
    """One person's features.

    Parameters
    ----------
    enrolment
        Those to enrol with.
    probes
        Those to verify with, each accepted at an FMR of 1%.
    """

    enrolment: Sequence[Features]
    probes: Sequence[Features]

    def enrolling(self) -> dict[str, Any]:
        """Give the body of an enrolment."""
        return {"label": "bench", "features": [one.to_dict() for one in self.enrolment]}


def people(recognizer: Recognizer, count: int, probes: int) -> list[Person]:
    """Make people with so many probes each."""
    return [_person(recognizer, one, probes) for one in typists(count, _SEED)]


def _person(recognizer: Recognizer, typist: Any, count: int) -> Person:
    enrolment = [recognizer.extract(typist.type(PHRASE, number)) for number in range(_SAMPLES)]
    template = recognizer.enroll(enrolment)
    probes: list[Features] = []
    repetition = _SAMPLES
    while len(probes) < count:
        probe = recognizer.extract(typist.type(PHRASE, repetition))
        if recognizer.verify(template, probe, fmr=_FMR).accepted:
            probes.append(probe)
        repetition += 1
    return Person(enrolment, probes)
