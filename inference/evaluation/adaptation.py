"""Guarded adaptation over 400 repetitions, while impostors try as often as the owner."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from inference.evaluation.product import verify
from inference.evaluation.protocols import (
    ENROLLED,
    IMPOSTOR_ATTEMPTS,
    Attempts,
    TrialScores,
)
from inference.evaluation.workers import Workers
from inference.features import Features
from inference.recognizer import Recognizer
from inference.template import Template

_SEED: Final = 11


class AdaptedTrial(NamedTuple):
    """What came of one person's 400 repetitions.

    Attributes
    ----------
    scores
        Of repetitions 201 to 400, and of the impostor attempts in between.
    genuine_updates, impostor_updates
        How many attempts of either kind the template has learnt from, from enrolment on.
    """

    scores: TrialScores
    genuine_updates: int
    impostor_updates: int


def adapted_trials(
    recognizer: Recognizer, people: Sequence[Attempts], enrolled: int, workers: Workers
) -> dict[str, list[AdaptedTrial]]:
    """Give everybody's trial, with adaptation and, over the same attempts, without.

    After enrolment with the first repetitions, each following one is scored, then one attempt of
    an impostor, both before any update; each accepted attempt, the impostor's too, may update.

    Parameters
    ----------
    recognizer
        With the model to be measured.
    people
        Features of everybody's 400 repetitions, shape (400,) each.
    enrolled
        Repetitions to enrol with.
    workers
        Do the work.
    """
    tasks = [
        (own, _impostor_attempts(people, person, len(own) - enrolled))
        for person, own in enumerate(people)
    ]
    return {
        name: workers.map(_run, [(*task, enrolled, updating) for task in tasks], recognizer)
        for name, updating in (("ours_adapted", True), ("ours_not_adapted", False))
    }


def _impostor_attempts(people: Sequence[Attempts], person: int, count: int) -> Attempts:
    """Draw one of the first repetitions of somebody else for each turn."""
    rng = np.random.default_rng((_SEED, person))
    others = [attempts for number, attempts in enumerate(people) if number != person]
    who = rng.integers(len(others), size=count)
    which = rng.integers(IMPOSTOR_ATTEMPTS, size=count)
    drawn = np.empty(count, dtype=object)
    for turn in range(count):
        drawn[turn] = others[who[turn]][which[turn]]
    return drawn


def _run(
    recognizer: Recognizer, own: Attempts, impostor: Attempts, enrolled: int, updating: bool
) -> AdaptedTrial:
    template = recognizer.enroll(list(own[:enrolled]))
    scores, updates = [], np.zeros(2, dtype=int)
    for pair in zip(own[enrolled:], impostor, strict=True):
        decisions = [verify(recognizer, template, probe) for probe in pair]
        scores.append([decision.score for decision in decisions])
        for kind, (probe, decision) in enumerate(zip(pair, decisions, strict=True)):
            if updating and decision.accepted:
                template, applied = _updated(recognizer, template, probe)
                updates[kind] += applied
    genuine, others = np.array(scores[ENROLLED - enrolled :]).T
    return AdaptedTrial(TrialScores(genuine, others), int(updates[0]), int(updates[1]))


def _updated(recognizer: Recognizer, template: Template, probe: Features) -> tuple[Template, bool]:
    update = recognizer.update(template, probe)
    return update.template, update.applied
