"""The recogniser: enrol, verify, identify and update, for every mode."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from inference.bundle import Bundle, bundled_models, load_bundle
from inference.calibration import checked_fmr
from inference.decision import DEFAULT_FMR, Decision, Mode, Reason
from inference.errors import (
    ContractError,
    InputError,
    ModeMismatchError,
    UnsupportedModeError,
)
from inference.features import (
    CONTRACT_VERSION,
    MIN_SAMPLES,
    Features,
    FixedFeatures,
    phrase_tag,
)
from inference.fixed import FixedMatcher, phrase_mismatch
from inference.reasons import (
    POOR_QUALITY,
    POOR_TIMING,
    TOO_STRICT,
    UNLIKE_PROFILE,
    usable_share,
)
from inference.sample import Sample
from inference.template import Template
from inference.timing import timings

FEWEST_KEY_BYTES: Final = 16

_SURE_FMR: Final = 0.1 * DEFAULT_FMR
"""Only probes that pass at this FMR adapt a template."""
_FARTHEST_DRIFT: Final = 1.5
"""Adaptation keeps the mean distance from the anchor within this many prior scales."""


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
    reason: Reason


_LEARNT: Final = Reason("learnt", "The template has learnt from this attempt.")
_NOT_SURE: Final = Reason("not_sure", "The attempt isn't sure enough to learn from.")
_DRIFTED: Final = Reason("drifted", "The rhythm has left the enrolled one: enrol anew.")


class Recognizer:
    """Recognise people by typing rhythm.

    Parameters
    ----------
    bundle
        The model.
    account_key
        Random key for phrase tags, at least 16 bytes, kept by its owner; without one, phrases are
        told apart by their number of positions alone.

    Raises
    ------
    InputError
        If the account key can't be used.
    """

    min_samples: Final = MIN_SAMPLES

    def __init__(self, bundle: Bundle, account_key: bytes | None = None) -> None:
        if account_key is not None and not _is_key(account_key):
            raise InputError(f"The account key must be at least {FEWEST_KEY_BYTES} random bytes.")
        self._bundle = bundle
        self._account_key = account_key
        self._fixed = FixedMatcher(bundle)
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
        tag = None if self._account_key is None else phrase_tag(sample, self._account_key)
        return FixedFeatures(self.contract, self.model, tag, holds, intervals)

    def enroll(self, samples: Sequence[Sample | Features], mode: Mode = "fixed") -> Template:
        """Make a template of several attempts at the same phrase.

        Parameters
        ----------
        samples
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
        if not isinstance(samples, Sequence):
            raise InputError("Enrolment takes a sequence of samples, such as a list.")
        return self._fixed.enroll([self._features(sample, mode) for sample in samples])

    def verify(
        self, template: Template, sample: Sample | Features, fmr: float = DEFAULT_FMR
    ) -> Decision:
        """Decide whether a probe is the template's owner.

        The steps:

        1. refuse what can't be compared: another contract, model or mode (an error);
        2. answer a probe of another phrase (not accepted);
        3. score: raw voices, weighed into a log-likelihood ratio;
        4. compare with the threshold that the requested FMR means;
        5. say why not, and how much of the probe could be used.

        Parameters
        ----------
        template
            Of the profile.
        sample
            The probe: one sample, or features of it.
        fmr
            Requested false match rate, at most 0.5.

        Raises
        ------
        ContractError, ModeMismatchError
            See step 1.
        """
        self._check_template(template)  # 1
        probe = self._features(sample, template.mode)
        scale, fmr = self._fixed.scale(template), checked_fmr(fmr)
        threshold, quality = scale.threshold(fmr), usable_share(probe)
        mismatch = phrase_mismatch(template, probe)  # 2
        if mismatch is not None:
            return Decision(False, -scale.limit, threshold, fmr, quality, (mismatch,))
        comparison = self._fixed.compare(template, probe)  # 3
        if comparison.score >= threshold:  # 4
            return Decision(True, comparison.score, threshold, fmr, quality)
        if threshold > scale.limit:  # 5
            return Decision(False, comparison.score, threshold, fmr, quality, (TOO_STRICT,))
        general = (UNLIKE_PROFILE, POOR_TIMING) if quality < POOR_QUALITY else (UNLIKE_PROFILE,)
        reasons = general + self._fixed.explain(comparison)
        return Decision(False, comparison.score, threshold, fmr, quality, reasons)

    def identify(
        self,
        templates: Mapping[str, Template],
        sample: Sample | Features,
        fmr: float = DEFAULT_FMR,
    ) -> Ranking:
        """Rank profiles by how well a probe fits them.

        Parameters
        ----------
        templates
            By name.
        sample
            The probe: one sample, or features of it.
        fmr
            Rate at which strangers may be taken for anybody enrolled (false positive
            identification rate): each of N templates that can be compared is asked for
            ``fmr / N``.
        """
        if not isinstance(templates, Mapping):
            raise InputError("Identification takes templates by name, such as a dict.")
        fmr = checked_fmr(fmr)
        probe = self._features(sample, "fixed")
        comparable = {
            name: template
            for name, template in templates.items()
            if self._is_comparable(template, probe)
        }
        decisions = {
            name: self.verify(template, probe, fmr / len(comparable))
            for name, template in comparable.items()
        }
        matches = [Match(name, decision.score) for name, decision in decisions.items()]
        return Ranking(
            matches=tuple(sorted(matches, key=lambda match: -match.score)),
            unknown=not any(decision.accepted for decision in decisions.values()),
            skipped=tuple(name for name in templates if name not in comparable),
        )

    def update(self, template: Template, sample: Sample | Features) -> Update:
        """Adapt a template to its owner's drift, guarded.

        The probe is taken in when it passes at a tenth of the usual FMR and the rhythm stays near
        the anchor from enrolment. The given template is left as it is, so that every step can be
        taken back.
        """
        self._check_template(template)
        probe = self._features(sample, template.mode)
        if not self.verify(template, probe, _SURE_FMR).accepted:
            return Update(template, False, _NOT_SURE)
        adapted = self._fixed.append(template, probe)
        if self._fixed.drift(adapted) > _FARTHEST_DRIFT:
            return Update(template, False, _DRIFTED)
        return Update(adapted, True, _LEARNT)

    def oddity(self, attempts: Sequence[Features], candidate: Features) -> Reason | None:
        """Tell whether an enrolment attempt is unlike the good ones before it.

        Parameters
        ----------
        attempts
            Good attempts so far; fewer than 3 say nothing about the rhythm.
        candidate
            The attempt in question.

        Returns
        -------
        Reason or None
            None if it may be counted.
        """
        return self._fixed.oddity(attempts, candidate)

    def _features(self, sample: Sample | Features, mode: Mode) -> Features:
        features = self.extract(sample, mode) if isinstance(sample, Sample) else sample
        if not isinstance(features, FixedFeatures):
            raise InputError("Give a Sample, or the features that extract() made of one.")
        if (features.contract, features.model) != (self.contract, self.model):
            raise ContractError(
                "The features were made by another model or contract version: extract them again "
                "with the model that scores them."
            )
        return features

    def _check_template(self, template: Template) -> None:
        if not isinstance(template, Template):
            raise InputError("Give a Template, as enroll() or Template.from_bytes() made it.")
        if template.mode != "fixed":
            raise ModeMismatchError(
                f"The template is of mode '{template.mode}', which this model can't compare: type "
                "as at enrolment."
            )
        if (template.contract, template.model) != (self.contract, self.model):
            raise ContractError(
                "The template was made by another model or contract version: enrol anew."
            )

    def _is_comparable(self, template: Template, probe: Features) -> bool:
        try:
            self._check_template(template)
        except (ContractError, ModeMismatchError):
            return False
        return phrase_mismatch(template, probe) is None


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
    folder = bundled_models() if path is None else Path(path)
    return Recognizer(load_bundle(folder), account_key)


def _is_key(account_key: object) -> bool:
    return isinstance(account_key, bytes) and len(account_key) >= FEWEST_KEY_BYTES


def _check_mode(mode: str) -> None:
    if mode == "free":
        raise UnsupportedModeError(
            "Free text can't be recognised by this model yet: use mode='fixed', the same phrase "
            "every time."
        )
    if mode != "fixed":
        raise UnsupportedModeError("The mode must be 'fixed' or 'free'.")
