"""The product on trial: through its public surface alone."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from inference.decision import DEFAULT_FMR, Decision, Mode
from inference.errors import EnrollmentError
from inference.evaluation.metrics import REFUSED
from inference.evaluation.protocols import Attempts, Numbers, Scores, Trial, TrialScores
from inference.features import Features
from inference.reasons import OTHER_ACCOUNT, OTHER_PHRASE, TOO_SHORT
from inference.recognizer import Recognizer
from inference.sample import Sample
from inference.template import Template

REQUESTED_FMRS: Final = (0.01, 0.001)

_REFUSALS: Final = frozenset({OTHER_ACCOUNT.code, OTHER_PHRASE.code, TOO_SHORT.code})


class Verdicts(NamedTuple):
    """What the product says of some attempts.

    Attributes
    ----------
    score
        Calibrated log-likelihood ratios; minus infinity where the probe was refused. Shape
        (attempts,).
    accepted
        Whether each was let in at each of `REQUESTED_FMRS`; shape (attempts, fmrs).
    """

    score: Scores
    accepted: NDArray[np.bool_]


class TrialVerdicts(NamedTuple):
    """What the product says in one person's trial.

    Attributes
    ----------
    enrolled
        False if the person couldn't be enrolled: then nobody is accepted.
    genuine, impostor
        Of the attempts.
    impostor_of
        Number of the person who made each impostor attempt.
    """

    enrolled: bool
    genuine: Verdicts
    impostor: Verdicts
    impostor_of: Numbers

    @property
    def scores(self) -> TrialScores:
        """The scores alone."""
        return TrialScores(self.genuine.score, self.impostor.score)


class DetectorScores(NamedTuple):
    """Scores of every trial of a data set.

    Attributes
    ----------
    ours
        The product's verdicts for each person.
    baselines
        Scores for each person by the detector's name.
    """

    ours: list[TrialVerdicts]
    baselines: dict[str, list[TrialScores]]


def extract(recognizer: Recognizer, samples: Sequence[Sample], mode: Mode) -> Attempts:
    """Give the features of samples, shape (samples,), objects."""
    features = np.empty(len(samples), dtype=object)
    for place, sample in enumerate(samples):
        features[place] = recognizer.extract(sample, mode)
    return features


def judge(recognizer: Recognizer, trial: Trial, mode: Mode) -> TrialVerdicts:
    """Enrol one person and verify everybody's attempts; all of them are features."""
    try:
        template = recognizer.enroll(list(trial.enrol), mode)
    except EnrollmentError:
        template = None
    return TrialVerdicts(
        template is not None,
        _verdicts(recognizer, template, trial.genuine),
        _verdicts(recognizer, template, trial.impostor),
        trial.impostor_of,
    )


def verify(
    recognizer: Recognizer, template: Template, attempt: Features, fmr: float = DEFAULT_FMR
) -> Decision:
    """Verify one attempt, its score being minus infinity if it is refused."""
    decision = recognizer.verify(template, attempt, fmr)
    refused = any(reason.code in _REFUSALS for reason in decision.reasons)
    return replace(decision, score=REFUSED) if refused else decision


def _verdicts(recognizer: Recognizer, template: Template | None, attempts: Attempts) -> Verdicts:
    if template is None:
        shape = (len(attempts), len(REQUESTED_FMRS))
        return Verdicts(np.full(len(attempts), REFUSED), np.zeros(shape, dtype=bool))
    usual, strict = REQUESTED_FMRS
    decisions = [verify(recognizer, template, attempt, usual) for attempt in attempts]
    # Who isn't accepted at an FMR isn't at a smaller one: no need to ask.
    accepted = [
        (first.accepted, first.accepted and recognizer.verify(template, attempt, strict).accepted)
        for first, attempt in zip(decisions, attempts, strict=True)
    ]
    return Verdicts(np.array([first.score for first in decisions]), np.array(accepted))
