"""The recogniser: enrol, verify, identify, update, all in one place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from inference.bundle import Bundle, bundled_models, load_bundle
from inference.calibration import Scale, checked_fmr
from inference.decision import DEFAULT_FMR, Decision, Mode, Reason
from inference.detector import (
    Reference,
    Vector,
    deviations,
    fit_reference,
    prior_scale,
    voices,
    weighted_median,
)
from inference.errors import (
    ContractError,
    EnrollmentError,
    InputError,
    ModeMismatchError,
    UnsupportedModeError,
)
from inference.features import (
    CONTRACT_VERSION,
    MAX_POSITIONS,
    STEPS_PER_SPREAD,
    Features,
    FixedFeatures,
    phrase_tag,
)
from inference.reasons import OTHER_PHRASE, rejection_reasons, usable_share
from inference.sample import Sample
from inference.template import Template, most_samples
from inference.timing import timings

MIN_SAMPLES: Final = 5
MIN_POSITIONS: Final = 4

_SURE_FMR_SHARE: Final = 0.1
"""Only probes that would pass at this share of the requested FMR adapt a template."""
_FARTHEST_DRIFT: Final = 1.5
"""Adaptation keeps the mean distance from the anchor within this many prior scales."""
_ODD_DEVIATION: Final = 0.65
"""An enrolment attempt with this share of the largest mean deviation is unlike the others."""


class Match(NamedTuple):
    """One profile of a ranking, with its score."""

    name: str
    score: float


@dataclass(frozen=True)
class Ranking:
    """The answer to one identification.

    Parameters
    ----------
    matches
        Profiles that could be compared, best first.
    unknown
        Whether none of them passes: the probe is nobody's who is known.
    skipped
        Profiles that couldn't be compared: another phrase, mode or model.
    """

    matches: tuple[Match, ...]
    unknown: bool
    skipped: tuple[str, ...]


class Update(NamedTuple):
    """The outcome of a guarded adaptation: the template to use from now on, and why."""

    template: Template
    applied: bool
    reason: str


class Recognizer:
    """Recognise people by typing rhythm.

    Parameters
    ----------
    bundle
        The model.
    account_key
        Random key for phrase tags, kept by its owner; without one, phrases are told apart by
        their number of positions alone.
    """

    min_samples: Final = MIN_SAMPLES

    def __init__(self, bundle: Bundle, account_key: bytes | None = None) -> None:
        self._bundle = bundle
        self._account_key = account_key
        self.contract: Final = CONTRACT_VERSION
        self.model: Final = bundle.model

    def extract(self, sample: Sample, mode: Mode = "fixed") -> Features:
        """Extract features; only on the machine where the typing was done.

        Parameters
        ----------
        sample
            One typing attempt.
        mode
            ``"fixed"``: the same phrase every time.

        Raises
        ------
        UnsupportedModeError
            For a mode that this model can't do.
        """
        _check_mode(mode)
        if not isinstance(sample, Sample):
            raise InputError("Features are extracted from a Sample: make one of the keystrokes.")
        holds, intervals = self._bundle.population.standardise(timings(sample))
        tag = phrase_tag(sample, self._account_key) if self._account_key else None
        return FixedFeatures(self.contract, self.model, tag, holds, intervals)

    def enroll(self, attempts: Sequence[Sample | Features], mode: Mode = "fixed") -> Template:
        """Make a template of several attempts at the same phrase.

        Parameters
        ----------
        attempts
            At least 5 samples, or features of them, oldest first.
        mode
            See :meth:`extract`.

        Raises
        ------
        EnrollmentError
            If no template can be made of them; the message says why not.
        ContractError
            If features were made by another model.
        """
        _check_mode(mode)
        features = [self._features(attempt) for attempt in attempts]
        _check_enrollable(features)
        steps = np.array([attempt.steps() for attempt in features], dtype=np.int16)
        anchor = np.rint(weighted_median(steps.astype(np.float64), np.ones(len(steps))))
        kept = steps[-most_samples(steps.shape[1]) :]
        return Template(
            contract=self.contract,
            model=self.model,
            tag=features[0].tag,
            anchor=anchor.astype(np.int16),
            steps=kept,
            sequence=np.arange(len(steps) - len(kept), len(steps), dtype=np.int32),
        )

    def verify(
        self, template: Template, probe: Sample | Features, fmr: float = DEFAULT_FMR
    ) -> Decision:
        """Decide whether a probe is the template's owner.

        The steps:

        1. refuse what can't be compared: another contract, model or mode (an error);
        2. answer a probe of another phrase (not accepted);
        3. score: raw voices, weighed into a log-likelihood ratio;
        4. compare with the threshold that the requested FMR means;
        5. say why, and how much of the probe could be used.

        Parameters
        ----------
        template
            Of the profile.
        probe
            One sample, or features of it.
        fmr
            Requested false match rate.

        Raises
        ------
        ContractError, ModeMismatchError
            See step 1.
        """
        features = self._features(probe)  # 1
        self._check_comparable(template, features)
        scale = self._scale(template)
        threshold = scale.threshold(checked_fmr(fmr))
        quality = usable_share(features)
        if not _same_phrase(template, features):  # 2
            return Decision(False, -scale.limit, threshold, fmr, quality, (OTHER_PHRASE,))
        reference, vector = self._reference(template), _vector(features)
        score = scale.score(voices(reference, vector, self._bundle.detector))  # 3
        accepted = score >= threshold  # 4
        if accepted:
            return Decision(True, score, threshold, fmr, quality)
        reasons = rejection_reasons(reference, vector, self._bundle.detector, quality)  # 5
        return Decision(False, score, threshold, fmr, quality, reasons)

    def identify(
        self,
        templates: Mapping[str, Template],
        probe: Sample | Features,
        fmr: float = DEFAULT_FMR,
    ) -> Ranking:
        """Rank profiles by how well a probe fits them.

        Parameters
        ----------
        templates
            By name.
        probe
            One sample, or features of it.
        fmr
            Rate at which strangers may be taken for anybody enrolled (false positive
            identification rate): each of N templates is asked for ``fmr / N``.
        """
        features = self._features(probe)
        share = checked_fmr(fmr) / max(len(templates), 1)
        matches: list[Match] = []
        unknown = True
        comparable = {
            name: template for name, template in templates.items() if self._fits(template, features)
        }
        for name, template in comparable.items():
            decision = self.verify(template, features, share)
            matches.append(Match(name, decision.score))
            unknown = unknown and not decision.accepted
        matches.sort(key=lambda match: -match.score)
        skipped = tuple(name for name in templates if name not in comparable)
        return Ranking(tuple(matches), unknown, skipped)

    def update(self, template: Template, probe: Sample | Features) -> Update:
        """Adapt a template to its owner's drift, guarded.

        The probe is taken in when it passes at a tenth of the usual FMR and the rhythm stays near
        the anchor from enrolment. The given template is left as it is, so that every step can be
        taken back.
        """
        features = self._features(probe)
        decision = self.verify(template, features, DEFAULT_FMR * _SURE_FMR_SHARE)
        if not decision.accepted:
            return Update(template, False, "The attempt isn't sure enough to learn from.")
        adapted = _appended(template, features)
        drift = (self._reference(adapted).location - template.anchor / STEPS_PER_SPREAD) / (
            prior_scale(template.positions, template.positions - 1, self._bundle.detector)
        )
        if np.abs(drift).mean() > _FARTHEST_DRIFT:
            return Update(template, False, "The rhythm has left the enrolled one: enrol anew.")
        return Update(adapted, True, "The template has learnt from this attempt.")

    def oddity(self, attempts: Sequence[Features], candidate: Features) -> Reason | None:
        """Tell whether an enrolment attempt is unlike the good ones before it.

        Parameters
        ----------
        attempts
            Good attempts so far; fewer than 3 say nothing.
        candidate
            The attempt in question.

        Returns
        -------
        Reason or None
            None if it may be counted.
        """
        if attempts and not _same_features(attempts[0], candidate):
            return OTHER_PHRASE
        if len(attempts) < 3:
            return None
        settings = self._bundle.detector
        vectors = np.array([_vector(attempt) for attempt in attempts])
        reference = fit_reference(vectors, candidate.positions, settings)
        deviation = deviations(reference, _vector(candidate), settings).mean()
        if deviation < _ODD_DEVIATION * settings.cap:
            return None
        return Reason("odd", "This attempt was typed unlike the others: type as you always do.")

    def _features(self, attempt: Sample | Features) -> Features:
        features = self.extract(attempt) if isinstance(attempt, Sample) else attempt
        if not isinstance(features, FixedFeatures):
            raise InputError("Give a Sample, or the features that extract() made of one.")
        if (features.contract, features.model) != (self.contract, self.model):
            raise ContractError(
                "The features were made by another model or contract version: extract them again "
                "with the model that scores them."
            )
        return features

    def _check_comparable(self, template: Template, features: Features) -> None:
        if template.mode != features.mode:
            raise ModeMismatchError(
                f"The template is of mode '{template.mode}', the probe of '{features.mode}': type "
                "as at enrolment."
            )
        if (template.contract, template.model) != (self.contract, self.model):
            raise ContractError(
                "The template was made by another model or contract version: enrol anew."
            )

    def _fits(self, template: Template, features: Features) -> bool:
        of_this_model = (template.contract, template.model) == (self.contract, self.model)
        return of_this_model and template.mode == features.mode and _same_phrase(template, features)

    def _scale(self, template: Template) -> Scale:
        return self._bundle.calibration.at(template.samples, template.positions)

    def _reference(self, template: Template) -> Reference:
        return fit_reference(template.spreads(), template.positions, self._bundle.detector)


def load_recognizer(path: str | Path | None = None, account_key: bytes | None = None) -> Recognizer:
    """Load a recogniser with its model.

    Parameters
    ----------
    path
        Folder of a model bundle; the bundled one if None.
    account_key
        See :class:`Recognizer`.

    Raises
    ------
    ModelError
        If the bundle isn't what its manifest says.
    """
    return Recognizer(load_bundle(Path(path) if path else bundled_models()), account_key)


def _check_mode(mode: str) -> None:
    if mode == "free":
        raise UnsupportedModeError(
            "Free text can't be recognised by this model yet: use mode='fixed', the same phrase "
            "every time."
        )
    if mode != "fixed":
        raise UnsupportedModeError("The mode must be 'fixed' or 'free'.")


def _check_enrollable(features: Sequence[Features]) -> None:
    if len(features) < MIN_SAMPLES:
        raise EnrollmentError(
            f"{len(features)} samples are too few to enrol: type the phrase at least "
            f"{MIN_SAMPLES} times."
        )
    positions = features[0].positions
    if not all(_same_features(features[0], attempt) for attempt in features):
        raise EnrollmentError(
            "The samples are of different phrases: enrol with the same phrase, typed alike each "
            "time (closing Enter included, corrections left out)."
        )
    if not MIN_POSITIONS <= positions <= MAX_POSITIONS:
        raise EnrollmentError(
            f"A phrase needs {MIN_POSITIONS} to {MAX_POSITIONS} positions (keys that make a "
            f"character), these samples have {positions}: choose another phrase."
        )


def _same_features(one: Features, other: Features) -> bool:
    return (one.tag, one.positions) == (other.tag, other.positions)


def _same_phrase(template: Template, features: Features) -> bool:
    return (template.tag, template.positions) == (features.tag, features.positions)


def _vector(features: Features) -> Vector:
    return features.steps() / STEPS_PER_SPREAD


def _appended(template: Template, features: Features) -> Template:
    most = most_samples(template.steps.shape[1])
    return replace(
        template,
        steps=np.vstack([template.steps, features.steps()])[-most:],
        sequence=np.append(template.sequence, template.sequence[-1] + 1)[-most:].astype(np.int32),
    )
