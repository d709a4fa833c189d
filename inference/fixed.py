"""The fixed mode: attempts at one phrase, compared position by position."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np

from inference.bundle import Bundle
from inference.calibration import Scale, calibrated
from inference.decision import Reason
from inference.detector import (
    Array,
    Reference,
    deviations,
    fit_reference,
    layout,
    prior_scale,
    stacked,
    weighted_median,
)
from inference.errors import EnrollmentError
from inference.explanation import FixedExplanation, explained
from inference.features import (
    MAX_POSITIONS,
    MIN_POSITIONS,
    MIN_SAMPLES,
    STEPS_PER_SPREAD,
    FixedFeatures,
)
from inference.gallery import Gallery
from inference.identification import shared, shortlisted
from inference.identification import voices as competing_voices
from inference.matcher import Ranked, Scores
from inference.memo import GroupMemo, Memo
from inference.reasons import (
    ODD,
    OTHER_ACCOUNT,
    OTHER_PHRASE,
    POOR_QUALITY,
    POOR_TIMING,
    position_reasons,
    usable_share,
)
from inference.template import FixedTemplate, most_samples
from inference.voices import voices

_ODD_DEVIATION: Final = 0.65
"""An attempt with this share of the largest mean deviation is unlike the others."""
_FEWEST_TO_COMPARE: Final = 3
_TOGETHER: Final = 80
"""So many templates are compared at once: their tables stay in cache and in memory at hand."""
_SCALES: Final = 1024
"""So many sizes of templates have their calibration kept."""


@dataclass(frozen=True)
class Comparison:
    """A probe beside a template of its phrase.

    Attributes
    ----------
    score
        Calibrated log-likelihood ratio.
    reference, vector
        The template's rhythm and the probe's times, in population spreads.
    """

    score: float
    reference: Reference
    vector: Array


class FixedMatcher:
    """Makes and compares templates of fixed phrases.

    Parameters
    ----------
    bundle
        The model.
    """

    min_samples: Final = MIN_SAMPLES
    sure_fmr: Final = 0.01
    farthest_drift: Final = 3.0
    """In prior scales."""

    def __init__(self, bundle: Bundle) -> None:
        self._settings = bundle.detector
        self._evidence = bundle.evidence
        self._identification = bundle.identification
        self._reference = Memo(self._fit_reference)
        self._gallery = GroupMemo(self._fit_gallery)
        self._scale_at = lru_cache(_SCALES)(bundle.calibration.at)

    def enroll(self, attempts: Sequence[FixedFeatures]) -> FixedTemplate:
        """Make a template.

        Raises
        ------
        EnrollmentError
            If no template can be made of them; the message says why not.
        """
        _check_enrollable(attempts)
        first = attempts[0]
        steps = np.array([attempt.steps() for attempt in attempts], dtype=np.int16)
        anchor = np.rint(weighted_median(steps.astype(np.float64), np.ones(len(steps))))
        kept = steps[-most_samples(steps.shape[1]) :]
        return FixedTemplate(
            contract=first.contract,
            model=first.model,
            tag=first.tag,
            anchor=anchor.astype(np.int16),
            steps=kept,
            sequence=np.arange(len(steps) - len(kept), len(steps), dtype=np.int32),
        )

    def mismatch(self, template: FixedTemplate, probe: FixedFeatures) -> Reason | None:
        """Tell why a probe isn't of the template's phrase, as far as tags and lengths tell."""
        if (template.tag is None) != (probe.tag is None):
            return OTHER_ACCOUNT
        return None if _alike(template, probe) else OTHER_PHRASE

    def quality(self, probe: FixedFeatures) -> float:
        """Give the share of times that lie where people's times lie, 0 to 1."""
        return usable_share(probe)

    def caveats(self, probe: FixedFeatures) -> tuple[Reason, ...]:
        """Tell what weakens any answer about a probe."""
        return (POOR_TIMING,) if self.quality(probe) < POOR_QUALITY else ()

    def scale(self, template: FixedTemplate, _: FixedFeatures) -> Scale:
        """Give the calibration for a template's number of samples and positions."""
        return self._scale_at(template.samples, template.positions)

    def compare(self, template: FixedTemplate, probe: FixedFeatures) -> Comparison:
        """Score a probe of the template's phrase."""
        scores, _ = self.scores([template], probe)
        return Comparison(float(scores[0]), self._reference(template), _vector(probe))

    def scores(self, templates: Sequence[FixedTemplate], probe: FixedFeatures) -> Scores:
        """Score a probe against many templates of its phrase."""
        references = [self._reference(template) for template in templates]
        vector = _vector(probe)
        raw = [
            voices(
                stacked(references[start : start + _TOGETHER]),
                vector,
                self._settings,
                self._evidence,
            )
            for start in range(0, len(references), _TOGETHER)
        ]
        scales = [self._scale_at(template.samples, template.positions) for template in templates]
        return calibrated(scales, np.concatenate(raw)), scales

    def rank(self, templates: Sequence[FixedTemplate], probe: FixedFeatures) -> Ranked:
        """Tell who of N people a probe is.

        1. Compare it with everybody in the gallery by one cheap measure.
        2. Let the best few compete by all voices: these give the odds among all.
        3. Verify the best few: that gives how much speaks for anybody enrolled.
        4. Divide it among all by their odds.
        """
        gallery, scales = self._gallery(templates)
        learnt, vector = self._identification, _vector(probe)
        shortlist = shortlisted(gallery, vector)  # 1
        best = [templates[place] for place in shortlist.places]
        reference = stacked([self._reference(template) for template in best])  # 2
        heard = competing_voices(gallery, shortlist, reference, vector, learnt.evidence)
        odds = learnt.log_odds(heard, shortlist)
        ratios, _ = self.scores(best, probe)  # 3
        scores = np.maximum(shared(odds, float(ratios.max())), -scales[0].limit)  # 4
        places = np.argsort(-odds, kind="stable")
        return Ranked(places, scores[places], scales)

    def reasons(self, comparison: Comparison) -> tuple[Reason, ...]:
        """Name the positions where the probe is least like the template, the worst first."""
        return position_reasons(comparison.reference, comparison.vector, self._settings)

    def explain(self, template: FixedTemplate, probe: FixedFeatures) -> FixedExplanation:
        """Set each time of a probe of the template's phrase beside the usual one."""
        scale = self.scale(template, probe)
        return explained(self._reference(template), _vector(probe), self._settings, scale)

    def append(self, template: FixedTemplate, probe: FixedFeatures) -> FixedTemplate:
        """Give a template that has learnt from one more attempt; the oldest makes room."""
        most = most_samples(template.steps.shape[1])
        following = template.sequence[-1] + 1
        return replace(
            template,
            steps=np.vstack([template.steps, probe.steps()])[-most:],
            sequence=np.append(template.sequence, following)[-most:].astype(np.int32),
        )

    def drift(self, template: FixedTemplate) -> float:
        """Give the mean distance of a template from its anchor, in prior scales."""
        reference = self._reference(template)
        distance = np.abs(reference.location[0] - template.anchor / STEPS_PER_SPREAD)
        return float(np.mean(distance / prior_scale(reference.layout, self._settings)))

    def oddity(self, attempts: Sequence[FixedFeatures], candidate: FixedFeatures) -> Reason | None:
        """Tell why an attempt can't be counted among those before it, if it can't."""
        if attempts and not _alike(attempts[0], candidate):
            return OTHER_PHRASE
        if len(attempts) < _FEWEST_TO_COMPARE:
            return None
        vectors = np.array([_vector(attempt) for attempt in attempts])
        reference = fit_reference(vectors, layout(candidate.positions), self._settings)
        deviation = deviations(reference, _vector(candidate), self._settings).mean()
        return ODD if deviation >= _ODD_DEVIATION * self._settings.cap else None

    def _fit_gallery(self, templates: Sequence[FixedTemplate]) -> tuple[Gallery, list[Scale]]:
        steps = [template.steps for template in templates]
        positions = templates[0].positions
        gallery = Gallery(steps, STEPS_PER_SPREAD, layout(positions), self._settings)
        return gallery, [self._scale_at(template.samples, positions) for template in templates]

    def _fit_reference(self, template: FixedTemplate) -> Reference:
        vectors = template.steps / STEPS_PER_SPREAD
        return fit_reference(vectors, layout(template.positions), self._settings)


def _check_enrollable(attempts: Sequence[FixedFeatures]) -> None:
    if len(attempts) < MIN_SAMPLES:
        raise EnrollmentError(
            f"{len(attempts)} samples are too few to enrol: type the phrase at least "
            f"{MIN_SAMPLES} times."
        )
    if not all(_alike(attempts[0], attempt) for attempt in attempts):
        raise EnrollmentError(
            "The samples are of different phrases: enrol with the same phrase, typed alike each "
            "time (closing Enter included, corrections left out)."
        )
    positions = attempts[0].positions
    if not MIN_POSITIONS <= positions <= MAX_POSITIONS:
        raise EnrollmentError(
            f"A phrase needs {MIN_POSITIONS} to {MAX_POSITIONS} positions (keys that make a "
            f"character), these samples have {positions}: choose another phrase."
        )


def _alike(one: FixedTemplate | FixedFeatures, other: FixedFeatures) -> bool:
    return (one.tag, one.positions) == (other.tag, other.positions)


def _vector(features: FixedFeatures) -> Array:
    return features.steps() / STEPS_PER_SPREAD
