"""The free mode: any text, compared by the directions in which an encoder puts it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from inference.bundle import Bundle
from inference.calibration import Scale, calibrated
from inference.cohort import Cohort
from inference.decision import Reason
from inference.errors import ContractError, EnrollmentError
from inference.explanation import FreeExplanation, Heard, reached
from inference.features import MIN_KEYS, STEPS_PER_UNIT, FreeFeatures
from inference.matcher import Ranked, Scores
from inference.memo import Memo
from inference.reasons import ODD, SHORT, TOO_SHORT
from inference.template import FreeTemplate, most_windows

Array = NDArray[np.float64]

FIRM_KEYS: Final = 150
"""From so many keys on an answer is as firm as it gets."""
SHORT_KEYS: Final = 40

_FEWEST_TO_COMPARE: Final = 3
_STEP: Final = 1.05
_SCALES: Final = 1024
_SMALLEST_LENGTH: Final = 1e-9


@dataclass(frozen=True, eq=False, repr=False)
class Direction:
    """Where a template or a probe points, and how near strangers come to it.

    Attributes
    ----------
    unit
        Mean direction of its windows, weighted by their keys; shape (dimension,).
    keys
        Number of keys in all windows, but for a few percent: many of about the same size share one
        calibration, which takes time to make.
    mean, spread
        Of the likeness of its nearest strangers.
    """

    unit: Array
    keys: int
    mean: float
    spread: float


@dataclass(frozen=True)
class Comparison:
    """A probe beside a template.

    Attributes
    ----------
    score
        Calibrated log-likelihood ratio.
    """

    score: float


class FreeMatcher:
    """Makes and compares templates of free text.

    Parameters
    ----------
    bundle
        The model.
    """

    min_samples: Final = 1
    sure_fmr: Final = 0.001

    def __init__(self, bundle: Bundle) -> None:
        self.farthest_drift: Final = bundle.free_settings.farthest_drift
        self._strangers = bundle.free_settings.strangers
        self._cohort: Cohort = bundle.cohort
        self._scale_at = lru_cache(_SCALES)(bundle.free_calibration.at)
        self._template = Memo(self._direction_of)

    def enroll(self, attempts: Sequence[FreeFeatures]) -> FreeTemplate:
        """Make a template.

        Raises
        ------
        EnrollmentError
            If no template can be made of them; the message says why not.
        """
        _check_enrollable(attempts)
        for attempt in attempts:
            self._check_dimension(attempt.vectors())
        vectors = np.vstack([attempt.vectors() for attempt in attempts])
        keys = np.concatenate([attempt.weights() for attempt in attempts])
        counts = [len(attempt.windows) for attempt in attempts]
        template = FreeTemplate(
            contract=attempts[0].contract,
            model=attempts[0].model,
            anchor=np.rint(mean_direction(vectors, keys) * STEPS_PER_UNIT).astype(np.int16),
            vectors=vectors,
            keys=keys,
            sequence=np.repeat(np.arange(len(attempts), dtype=np.int32), counts),
        )
        return _newest(template)

    def mismatch(self, _: FreeTemplate, probe: FreeFeatures) -> Reason | None:
        """Tell whether a probe is too short to be compared."""
        return None if probe.windows else TOO_SHORT

    def quality(self, probe: FreeFeatures) -> float:
        """Give the share of the keys that a firm answer needs, 0 to 1."""
        return min(1.0, probe.keys / FIRM_KEYS)

    def caveats(self, probe: FreeFeatures) -> tuple[Reason, ...]:
        """Tell whether a probe is so short that any answer is unsure."""
        return (SHORT,) if probe.keys < SHORT_KEYS else ()

    def scale(self, template: FreeTemplate, probe: FreeFeatures) -> Scale:
        """Give the calibration for the numbers of keys of a template and a probe."""
        return self._scale_at(self._template(template).keys, nearly(probe.keys))

    def compare(self, template: FreeTemplate, probe: FreeFeatures) -> Comparison:
        """Score a probe."""
        scores, _ = self.scores([template], probe)
        return Comparison(float(scores[0]))

    def scores(self, templates: Sequence[FreeTemplate], probe: FreeFeatures) -> Scores:
        """Score a probe against many templates."""
        references = [self._template(template) for template in templates]
        seen = self._direction(probe.vectors(), probe.weights())
        scales = [self._scale_at(reference.keys, seen.keys) for reference in references]
        return calibrated(scales, free_voices(references, seen)), scales

    def rank(self, templates: Sequence[FreeTemplate], probe: FreeFeatures) -> Ranked:
        """Order templates by how well a probe fits each of them alone."""
        scores, scales = self.scores(templates, probe)
        places = np.argsort(-scores, kind="stable")
        return Ranked(places, scores[places], scales)

    def reasons(self, _: Comparison) -> tuple[Reason, ...]:
        """Say nothing: directions can't be told in words."""
        return ()

    def explain(self, template: FreeTemplate, probe: FreeFeatures) -> FreeExplanation:
        """Score each window of a probe by itself."""
        alone = [replace(probe, windows=(window,)) for window in probe.windows]
        return FreeExplanation(
            strangers=reached(self.scale(template, probe)),
            windows=tuple(Heard(one.keys, self.compare(template, one).score) for one in alone),
        )

    def append(self, template: FreeTemplate, probe: FreeFeatures) -> FreeTemplate:
        """Give a template that has learnt from one more sample; the oldest windows make room."""
        following = np.full(len(probe.windows), template.sequence[-1] + 1, dtype=np.int32)
        return _newest(
            replace(
                template,
                vectors=np.vstack([template.vectors, probe.vectors()]),
                keys=np.concatenate([template.keys, probe.weights()]),
                sequence=np.concatenate([template.sequence, following]),
            )
        )

    def drift(self, template: FreeTemplate) -> float:
        """Give 1 less the cosine between a template and its anchor."""
        return 1.0 - float(self._template(template).unit @ _unit(template.anchor))

    def oddity(self, attempts: Sequence[FreeFeatures], candidate: FreeFeatures) -> Reason | None:
        """Tell why an attempt can't be counted among those before it, if it can't."""
        if not candidate.windows:
            return TOO_SHORT
        if len(attempts) < _FEWEST_TO_COMPARE:
            return None
        return ODD if self.compare(self.enroll(attempts), candidate).score < 0 else None

    def _direction_of(self, template: FreeTemplate) -> Direction:
        return self._direction(template.vectors, template.keys)

    def _direction(self, vectors: NDArray[np.int16], keys: NDArray[np.int16]) -> Direction:
        self._check_dimension(vectors)
        return direction(vectors, keys, self._cohort, self._strangers)

    def _check_dimension(self, vectors: NDArray[np.int16]) -> None:
        if vectors.shape[1] != self._cohort.dimension:
            raise ContractError(
                "The vectors have another dimension than the model's: extract the features again "
                "with the model that scores them, or enrol anew."
            )


def direction(
    vectors: NDArray[np.int16], keys: NDArray[np.int16], cohort: Cohort, strangers: int
) -> Direction:
    """Give the direction of windows.

    Parameters
    ----------
    vectors
        Unit vectors in 1/32767, shape (windows, dimension).
    keys
        Shape (windows,).
    cohort
        The strangers.
    strangers
        How many of the nearest to look at.
    """
    unit = mean_direction(vectors, keys)
    return Direction(unit, nearly(int(keys.sum())), *cohort.nearest(unit, strangers))


def mean_direction(vectors: NDArray[np.int16], keys: NDArray[np.int16]) -> Array:
    """Give the mean direction of windows, weighted by their keys; a unit vector.

    Parameters
    ----------
    vectors, keys
        See :func:`direction`.
    """
    return _unit(keys.astype(np.float64) @ vectors.astype(np.float64))


def nearly(keys: int) -> int:
    """Round a number of keys to the nearest of a series that grows by 5 percent."""
    steps = round(math.log(max(keys, MIN_KEYS), _STEP))
    return round(_STEP**steps)


def free_voices(templates: Sequence[Direction], probe: Direction) -> Array:
    """Give the two raw scores that calibration weighs, for N templates.

    The second is the adaptive symmetric normalisation of the first (Cumani et al., 2011): how far
    it stands out among what strangers near the template, and near the probe, would get.

    Returns
    -------
    ndarray of shape (N, 2)
        Cosine, and normalised cosine.
    """
    means, spreads = np.array([(one.mean, one.spread) for one in templates]).T
    # Faster than an array of arrays.
    units = np.concatenate([one.unit for one in templates]).reshape(len(templates), -1)
    cosine = units @ probe.unit
    normalised = ((cosine - means) / spreads + (cosine - probe.mean) / probe.spread) / 2
    return np.column_stack([cosine, normalised])


def _check_enrollable(attempts: Sequence[FreeFeatures]) -> None:
    if not attempts:
        raise EnrollmentError("No samples were given: type a few sentences to enrol.")
    for place, attempt in enumerate(attempts, start=1):
        if not attempt.windows:
            raise EnrollmentError(
                f"Sample {place} is too short to enrol: type at least {MIN_KEYS} keys, better 50 "
                "and more."
            )


def _newest(template: FreeTemplate) -> FreeTemplate:
    most = most_windows(template.dimension)
    return replace(
        template,
        vectors=template.vectors[-most:],
        keys=template.keys[-most:],
        sequence=template.sequence[-most:],
    )


def _unit(vector: NDArray[np.number]) -> Array:
    values = vector.astype(np.float64)
    return values / max(float(np.linalg.norm(values)), _SMALLEST_LENGTH)
