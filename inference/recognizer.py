"""The recogniser: enrol, verify, identify and update, for every mode."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple, Self

import numpy as np

from inference.adaptation import DRIFTED, LEARNT, NOT_SURE, Update
from inference.bundle import Bundle, bundled_models, load_bundle
from inference.calibration import checked_fmr
from inference.decision import DEFAULT_FMR, Decision, Mode, Reason
from inference.errors import (
    ContractError,
    EnrollmentError,
    InputError,
    ModeMismatchError,
)
from inference.expectation import Expectation
from inference.explanation import Explanation, FixedExplanation, in_milliseconds
from inference.extraction import EXTRACTIONS
from inference.features import CONTRACT_VERSION, Features
from inference.matcher import Ranked
from inference.matchers import Matchers, checked_mode
from inference.memo import GroupMemo
from inference.ranking import Match, Ranking
from inference.reasons import TOO_STRICT, UNLIKE_PROFILE
from inference.sample import Sample
from inference.template import Template
from inference.timing import timings

if TYPE_CHECKING:
    from pathlib import Path

FEWEST_KEY_BYTES: Final = 16


class _Group(NamedTuple):
    """Places of templates that can be compared with the same probes."""

    mode: Mode
    places: list[int]


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

    def __init__(self, bundle: Bundle, account_key: bytes | None = None) -> None:
        if account_key is not None and not _is_key(account_key):
            raise InputError(f"The account key must be at least {FEWEST_KEY_BYTES} random bytes.")
        self._bundle = bundle
        self._account_key = account_key
        self._matcher = Matchers(bundle)
        self._groups = GroupMemo(self._group)
        self.contract: Final = CONTRACT_VERSION
        self.model: Final = bundle.model
        self.manifest: Final = bundle.manifest

    def __reduce__(self) -> tuple[type[Self], tuple[Bundle, bytes | None]]:
        # Benchmarks hand it to other processes: what it remembers stays behind.
        return type(self), (self._bundle, self._account_key)

    def min_samples(self, mode: Mode = "fixed") -> int:
        """Give how many samples an enrolment takes.

        Raises
        ------
        UnsupportedModeError
            For a mode that this model can't do.
        """
        return self._matcher(mode).min_samples

    def extract(self, sample: Sample, mode: Mode = "fixed") -> Features:
        """Extract features; only on the machine where the typing was done.

        Parameters
        ----------
        sample
            One typing attempt.
        mode
            ``"fixed"``: the same phrase every time; ``"free"``: any text.

        Raises
        ------
        UnsupportedModeError
            For a mode that this model can't do.
        ModelError
            If the model was loaded for scoring only.
        """
        if not isinstance(sample, Sample):
            raise InputError("Features are extracted from a Sample: make one of the keystrokes.")
        return EXTRACTIONS[checked_mode(mode)](sample, self._bundle, self._account_key)

    def enroll(self, samples: Sequence[Sample | Features], mode: Mode = "fixed") -> Template:
        """Make a template of several attempts at the same phrase, or of any text.

        Parameters
        ----------
        samples
            At least :meth:`min_samples` samples, or features of them, oldest first.
        mode
            See :meth:`extract`.

        Raises
        ------
        EnrollmentError
            If no template can be made of them; the message says why not.
        ContractError, ModeMismatchError
            If features were made by another model, or for another mode.
        """
        matcher = self._matcher(mode)
        if not isinstance(samples, Sequence):
            raise InputError("Enrolment takes a sequence of samples, such as a list.")
        template: Template = matcher.enroll([self._features(sample, mode) for sample in samples])
        return template

    def verify(
        self, template: Template, sample: Sample | Features, fmr: float = DEFAULT_FMR
    ) -> Decision:
        """Decide whether a probe is the template's owner.

        The steps:

        1. refuse what can't be compared: another contract, model or mode (an error);
        2. answer a probe of another phrase, or one that is too short (not accepted);
        3. score: raw voices, weighed into a log-likelihood ratio;
        4. compare with the threshold that the requested FMR means;
        5. say why not, and what weakens the answer.

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
        self.check_template(template)  # 1
        matcher = self._matcher(template.mode)
        probe = self._features(sample, template.mode)
        scale, fmr = matcher.scale(template, probe), checked_fmr(fmr)
        threshold, quality = scale.threshold(fmr), matcher.quality(probe)
        mismatch = matcher.mismatch(template, probe)  # 2
        if mismatch is not None:
            return Decision(False, -scale.limit, threshold, fmr, quality, (mismatch,))
        comparison, caveats = matcher.compare(template, probe), matcher.caveats(probe)  # 3
        if comparison.score >= threshold:  # 4
            return Decision(True, comparison.score, threshold, fmr, quality, caveats)
        if threshold > scale.limit:  # 5
            return Decision(
                False, comparison.score, threshold, fmr, quality, (TOO_STRICT, *caveats)
            )
        reasons = (UNLIKE_PROFILE, *caveats, *matcher.reasons(comparison))
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
            By name, of any mode.
        sample
            The probe: one sample, scored in the mode of each template; or features of it, which
            can be compared with templates of their mode alone.
        fmr
            Rate at which strangers may be taken for anybody enrolled (false positive
            identification rate): each of N templates that can be compared is asked for
            ``fmr / N``.

        Returns
        -------
        Ranking
            Of one phrase's templates, the scores' exponentials add up to what verification gives
            to one of them at most; who gets how much, the templates decide among themselves.
        """
        if not isinstance(templates, Mapping):
            raise InputError("Identification takes templates by name, such as a dict.")
        fmr = checked_fmr(fmr)
        _check_kinds(map(type, templates.values()))
        names, enrolled = list(templates), list(templates.values())
        groups = self._groups(enrolled)
        probes = self._probes(sample, {group.mode for group in groups})
        compared = [
            (probes[group.mode], group.places)
            for group in groups
            if group.mode in probes and self._fits(enrolled[group.places[0]], probes[group.mode])
        ]
        rate = fmr / max(1, sum(len(places) for _, places in compared))
        matches: list[Match] = []
        known = False
        for probe, places in compared:
            ranked = self._matcher(probe.mode).rank([enrolled[at] for at in places], probe)
            best = [names[places[at]] for at in ranked.places.tolist()]
            matches += map(Match, best, ranked.scores.tolist())
            known |= _any_passes(ranked, rate)
        left_out = set(range(len(names))).difference(*(places for _, places in compared))
        return Ranking(
            # The order within a group is the matcher's, also where its scores are equal.
            matches=tuple(sorted(matches, key=attrgetter("score"), reverse=True)),
            unknown=not known,
            skipped=tuple(names[place] for place in sorted(left_out)),
        )

    def update(self, template: Template, sample: Sample | Features) -> Update:
        """Adapt a template to its owner's drift, guarded.

        The probe is taken in when it passes at a small FMR and the template stays near its anchor
        from enrolment. The given template is left as it is, so that every step can be
        taken back.
        """
        self.check_template(template)
        matcher = self._matcher(template.mode)
        probe = self._features(sample, template.mode)
        if not self.verify(template, probe, matcher.sure_fmr).accepted:
            return Update(template, False, NOT_SURE)
        adapted = matcher.append(template, probe)
        if matcher.drift(adapted) > matcher.farthest_drift:
            return Update(template, False, DRIFTED)
        return Update(adapted, True, LEARNT)

    def extend(self, template: Template, samples: Sequence[Sample | Features]) -> Template:
        """Add samples whose typist is known to be the template's owner; the oldest make room.

        Raises
        ------
        EnrollmentError
            If they are of another phrase, too short, or so unlike the enrolled ones that it is
            better to enrol anew.
        ContractError, ModeMismatchError
            If they can't be compared with the template.
        """
        self.check_template(template)
        matcher = self._matcher(template.mode)
        extended = template
        for sample in samples:
            features = self._features(sample, template.mode)
            mismatch = matcher.mismatch(template, features)
            if mismatch is not None:
                raise EnrollmentError(mismatch.message)
            extended = matcher.append(extended, features)
        if matcher.drift(extended) > matcher.farthest_drift:
            raise EnrollmentError(DRIFTED.message)
        return extended

    def explain(self, template: Template, sample: Sample | Features) -> Explanation:
        """Say what in a probe is like a template, and what isn't; numbers that stay local.

        Parameters
        ----------
        template
            Of the profile.
        sample
            The probe; times are in milliseconds where it is a sample.

        Returns
        -------
        Explanation
            Of what :meth:`verify` makes its score.

        Raises
        ------
        ContractError, ModeMismatchError
            If probe and template can't be compared.
        InputError
            If the probe is of another phrase, or too short: there is no score to explain.
        """
        self.check_template(template)
        matcher = self._matcher(template.mode)
        probe = self._features(sample, template.mode)
        mismatch = matcher.mismatch(template, probe)
        if mismatch is not None:
            raise InputError(mismatch.message)
        explanation = matcher.explain(template, probe)
        if isinstance(sample, Sample) and isinstance(explanation, FixedExplanation):
            return in_milliseconds(explanation, timings(sample), self._bundle.population)
        return explanation

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
        return self._matcher(candidate.mode).oddity(attempts, candidate)

    def expect(self, mode: Mode, samples: int, size: int, fmr: float = DEFAULT_FMR) -> Expectation:
        """Tell how large a share of the owner's own attempts will be refused.

        Parameters
        ----------
        mode
            See :meth:`extract`.
        samples
            Of the template: enrolled samples in the fixed mode, enrolled keys in the free mode.
        size
            Positions of the phrase, or keys of a probe in the free mode.
        fmr
            Requested false match rate, at most 0.5.

        Raises
        ------
        ModelError
            If that wasn't learnt for this model.
        """
        if min(samples, size) < 1:
            raise InputError("Give numbers of samples and keys from 1 on.")
        return self._bundle.expectations[checked_mode(mode)].at(samples, size, checked_fmr(fmr))

    def _features(self, sample: Sample | Features, mode: Mode) -> Features:
        features = self.extract(sample, mode) if isinstance(sample, Sample) else sample
        if not isinstance(features, Features):
            raise InputError("Give a Sample, or the features that extract() made of one.")
        if features.mode != mode:
            raise ModeMismatchError(
                f"These features are of mode '{features.mode}', not '{mode}': type as at enrolment."
            )
        if (features.contract, features.model) != (self.contract, self.model):
            raise ContractError(
                "The features were made by another model or contract version: extract them again "
                "with the model that scores them."
            )
        return features

    def _probes(self, sample: Sample | Features, modes: set[Mode]) -> dict[Mode, Features]:
        if isinstance(sample, Features):
            modes = {sample.mode}
        elif not isinstance(sample, Sample):
            raise InputError("Give a Sample, or the features that extract() made of one.")
        return {mode: self._features(sample, mode) for mode in sorted(modes)}

    def check_template(self, template: Template) -> None:
        """See that a template can be compared with features that this recogniser makes.

        Raises
        ------
        ContractError
            If it was made by another model or contract version.
        """
        _check_kinds([type(template)])
        if not self._is_current(template):
            raise ContractError(
                "The template was made by another model or contract version: enrol anew."
            )

    def _is_current(self, template: Template) -> bool:
        return template.model == self.model and template.contract == self.contract

    def _group(self, templates: Sequence[Template]) -> list[_Group]:
        """Put templates together that can be compared with the same probes."""
        places: dict[tuple[Mode, Hashable], list[int]] = {}
        for place, template in enumerate(templates):
            if self._is_current(template):
                places.setdefault((template.mode, template.phrase), []).append(place)
        return [_Group(mode, found) for (mode, _), found in places.items()]

    def _fits(self, template: Template, probe: Features) -> bool:
        return self._matcher(probe.mode).mismatch(template, probe) is None


def load_recognizer(
    path: "str | Path | None" = None,
    account_key: bytes | None = None,
    *,
    scoring_only: bool = False,
) -> Recognizer:
    """Load a recogniser with its model.

    Parameters
    ----------
    path
        Folder of a model bundle; the bundled one if None.
    account_key
        See :class:`Recognizer`.
    scoring_only
        Leave out what only :meth:`Recognizer.extract` needs, as a service may.

    Raises
    ------
    ModelError
        If the bundle isn't what its manifest says.
    """
    from pathlib import Path  # noqa: PLC0415 (brings the network's addresses along)

    folder = bundled_models() if path is None else Path(path)
    return Recognizer(load_bundle(folder, scoring_only=scoring_only), account_key)


def _is_key(account_key: object) -> bool:
    return isinstance(account_key, bytes) and len(account_key) >= FEWEST_KEY_BYTES


def _check_kinds(kinds: Iterable[type]) -> None:
    if not all(issubclass(kind, Template) for kind in set(kinds)):
        raise InputError("Give a Template, as enroll() or Template.from_bytes() made it.")


def _any_passes(ranked: Ranked, fmr: float) -> bool:
    thresholds = {scale: scale.threshold(fmr) for scale in set(ranked.scales)}
    needed = np.array([thresholds[scale] for scale in ranked.scales])
    return bool(np.any(ranked.scores >= needed[ranked.places]))
