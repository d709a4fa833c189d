"""The service: profiles of many owners, enrolled, verified and identified.

Both HTTP doors and the desktop's own scorer call this one object; whom a caller may see is decided
here, by the owner that the door vouches for.
"""

import time
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Final

from inference.bundle import ENCODER
from inference.calibration import HIGHEST_FMR, checked_fmr
from inference.decision import DEFAULT_FMR, Decision
from inference.errors import (
    ConflictError,
    InputError,
    LockedError,
    NotFoundError,
    ProofRequiredError,
    ReplayedError,
    TooManyProfilesError,
    VerificationRequiredError,
)
from inference.features import Features
from inference.reasons import OTHER_ACCOUNT, OTHER_PHRASE, TOO_SHORT
from inference.recognizer import Recognizer
from inference.service.attempts import USUAL_FAILURES, Attempts
from inference.service.challenges import Challenges, Purpose
from inference.service.clock import Clock, moment
from inference.service.devices import Devices
from inference.service.profile import Enrollment, Profile, checked_label
from inference.service.profiles import NEVER_TRIED, Kept, Profiles, Tried
from inference.service.proof import Proof
from inference.service.replay import ReplayGuard
from inference.service.results import Attempt, Export, Identification, ProfileList
from inference.service.secret import Secret
from inference.service.versions import Change, Version, Versions
from inference.stores.base import Store

MAX_PROFILES: Final = 100
"""Most profiles of one owner; enrolments at the same moment may pass it by a few."""

_NOT_SCORED: Final = frozenset({OTHER_ACCOUNT.code, OTHER_PHRASE.code, TOO_SHORT.code})
"""An attempt that isn't scored is no guess: it doesn't count as a failure."""


class Service:
    """Ties the recogniser to a store.

    Features of rejected probes are not kept: they may be another person's. Of accepted ones so much
    is kept that a replay is known, and where templates adapt, those that pass far beyond doubt.

    Parameters
    ----------
    recognizer
        Scores.
    store
        Keeps the profiles.
    max_fmr
        The largest false match rate that a caller may ask for.
    adapt
        Whether templates learn from verified probes, guarded: see :meth:`Recognizer.update`.
    proof_required
        Whether each attempt must answer a one-time challenge, signed by a registered device.
    failures_allowed
        So many failed attempts in a row lock a profile.
    keep_versions
        Whether earlier templates are kept, for :meth:`roll_back`.
    clock
        Gives Unix time in seconds.

    Attributes
    ----------
    challenges
        Issues one-time challenges.
    devices
        Registers the devices that sign them.
    """

    def __init__(  # noqa: PLR0913 (what an operator sets)
        self,
        recognizer: Recognizer,
        store: Store,
        max_fmr: float = HIGHEST_FMR,
        *,
        adapt: bool = False,
        proof_required: bool = False,
        failures_allowed: int = USUAL_FAILURES,
        keep_versions: bool = False,
        clock: Clock = time.time,
    ) -> None:
        self.recognizer = recognizer
        self.store = store
        self.max_fmr = max_fmr
        self.adapt = adapt
        self.proof_required = proof_required
        self.failures_allowed = failures_allowed
        self.clock = clock
        self.devices = Devices(store, clock)
        self.challenges = Challenges(store, Secret(store), self.devices, clock)
        self._profiles = Profiles(store)
        self._versions = Versions(store) if keep_versions else None
        self._replays = ReplayGuard(recognizer.manifest["files"][ENCODER])

    def enroll(
        self, owner: str, label: str, features: Sequence[Features], profile_id: str | None = None
    ) -> Profile:
        """Make a profile from the features of several attempts at one phrase, or of any text.

        Parameters
        ----------
        owner, label
            Whose it is, and what the owner calls it.
        features
            Of the attempts, oldest first.
        profile_id
            32 random hexadecimal digits. Enrolling again with the same ones changes nothing and
            gives the profile that is there.

        Raises
        ------
        EnrollmentError
            If they can't make a template; the message says why not.
        ContractError, ModeMismatchError
            If they were made for another contract version, another model, or different modes.
        TooManyProfilesError
            If the owner has :data:`MAX_PROFILES` already.
        InputError
            If the label can't be used.
        """
        label = checked_label(label)
        if profile_id is not None:
            with suppress(NotFoundError):
                return _seen(self._profiles.get(owner, profile_id))
        self._check_room(owner)
        mode = features[0].mode if features else "fixed"
        template = self.recognizer.enroll(features, mode=mode)
        enrollment = Enrollment.of(label, template, self.clock())
        return _seen(self._profiles.create(owner, profile_id or uuid.uuid4().hex, enrollment))

    def profile(self, owner: str, profile_id: str) -> Profile:
        """Give a profile as its owner sees it.

        Raises
        ------
        NotFoundError
            If the owner has no such profile.
        """
        return _seen(self._profiles.get(owner, profile_id))

    def profiles(self, owner: str) -> ProfileList:
        """Give an owner's profiles."""
        listing = self._profiles.list(owner)
        profiles = sorted(map(_seen, listing.kept), key=lambda one: (one.created, one.id))
        return ProfileList(tuple(profiles), listing.damaged)

    def export(self, owner: str, profile_id: str) -> Export:
        """Give all that is kept of a profile.

        Raises
        ------
        NotFoundError
            If the owner has no such profile.
        """
        kept = self._profiles.get(owner, profile_id)
        attempts = self._profiles.tried(owner, profile_id).attempts
        return Export(_seen(kept), kept.enrollment, attempts)

    def adopt(
        self, owner: str, profile_id: str, enrollment: Enrollment, attempts: Attempts
    ) -> Profile:
        """Take over a profile that was exported, under the id that it had.

        Parameters
        ----------
        owner, profile_id
            Whose it is from now on, and which one.
        enrollment, attempts
            What was exported of it.

        Raises
        ------
        ContractError
            If it was made by another model or contract version.
        ConflictError
            If there is a profile with this id.
        TooManyProfilesError
            If the owner has :data:`MAX_PROFILES` already.
        """
        self.recognizer.check_template(enrollment.template)
        self._check_room(owner)
        return _seen(self._profiles.adopt(owner, profile_id, enrollment, attempts))

    def verify(
        self,
        owner: str,
        profile_id: str,
        features: Features,
        fmr: float = DEFAULT_FMR,
        proof: Proof | None = None,
    ) -> Decision:
        """Verify one probe against one profile.

        1. The FMR is one that may be asked for, and there is such a profile.
        2. The proof holds, where one is given or required.
        3. The profile isn't locked.
        4. The recogniser decides. What it doesn't score, such as another phrase, ends here.
        5. The attempt is counted: it is a failure, or a replay, or a success that is remembered.
           Others may have locked the profile in the meantime: then nothing is answered.
        6. Where templates adapt, this one learns.

        Raises
        ------
        NotFoundError
            If the owner has no such profile.
        ProofError
            If the proof doesn't hold.
        LockedError
            If too many attempts have failed.
        ReplayedError
            If the probe repeats an earlier one.
        ContractError, ModeMismatchError
            If probe and profile can't be compared.
        InputError
            If the FMR is none, or above `max_fmr`.
        """
        fmr = self._checked_fmr(fmr)  # step 1
        kept = self._profiles.get(owner, profile_id)
        self._check_proof(Purpose(owner, "verify", profile_id), features, proof)  # step 2
        tried = self._profiles.tried(owner, profile_id)  # step 3
        tried.attempts.check_open(self.clock())
        decision = self.recognizer.verify(kept.enrollment.template, features, fmr=fmr)  # step 4
        if any(reason.code in _NOT_SCORED for reason in decision.reasons):
            return decision
        attempt = Attempt(features, decision.accepted, fmr)
        self._count(owner, kept, tried, attempt)  # step 5
        if self.adapt and decision.accepted:  # step 6
            self._learn(owner, kept, features)
        return decision

    def identify(
        self,
        owner: str,
        features: Features,
        fmr: float = DEFAULT_FMR,
        proof: Proof | None = None,
    ) -> Identification:
        """Rank the owner's profiles by one probe.

        Profiles that can't be read or are locked are among the skipped ones. An unknown probe
        counts as a failure at each profile that it was compared with, a known one as a success at
        the best.

        Raises
        ------
        ProofError
            If the proof doesn't hold.
        LockedError
            If all profiles are locked.
        ReplayedError
            If the probe repeats an earlier one.
        ContractError
            If the probe was made for another contract version or another model.
        InputError
            If the FMR is none, or above `max_fmr`.
        """
        fmr = self._checked_fmr(fmr)
        self._check_proof(Purpose(owner, "identify", ""), features, proof)
        listing = self._profiles.list(owner)
        by_id = {kept.profile_id: kept for kept in listing.kept}
        tried = self._profiles.all_tried(owner)
        locked = self._locked(listing.kept, tried)
        templates = {
            name: kept.enrollment.template for name, kept in by_id.items() if name not in locked
        }
        ranking = self.recognizer.identify(templates, features, fmr=fmr)
        compared = [match.name for match in ranking.matches]
        attempt = Attempt(features, not ranking.unknown, fmr)
        for name in compared if ranking.unknown else compared[:1]:
            # Of a profile that was deleted in the meantime nothing is counted.
            with suppress(NotFoundError):
                self._count(owner, by_id[name], tried.get(name, NEVER_TRIED), attempt)
        labels = {name: kept.enrollment.label for name, kept in by_id.items()}
        skipped = (*ranking.skipped, *locked, *listing.damaged)
        return Identification(replace(ranking, skipped=skipped), labels)

    def add_samples(
        self,
        owner: str,
        profile_id: str,
        features: Sequence[Features],
        version: int | None = None,
    ) -> Profile:
        """Add attempts to a profile that was verified a short time ago; its owner gets a notice.

        Parameters
        ----------
        owner, profile_id
            Which profile.
        features
            Of the attempts, oldest first.
        version
            The version that the caller means; any if None.

        Raises
        ------
        NotFoundError
            If the owner has no such profile.
        PreconditionError, ConflictError
            If the profile has another version, or changed in the meantime.
        VerificationRequiredError
            If there was no accepted verification a short time ago that nothing has used up.
        EnrollmentError
            If the attempts don't fit the profile.
        ReplayedError
            If one of them repeats an earlier one.
        ContractError, ModeMismatchError
            If attempts and profile can't be compared.
        """
        if not features:
            raise InputError("The field 'features' must have at least one attempt.")
        kept = self._profiles.get(owner, profile_id, version)
        enrollment = kept.enrollment
        template = self.recognizer.extend(enrollment.template, features)

        def used_up(attempts: Attempts) -> Attempts:
            if not attempts.is_fresh(self.clock()):
                raise VerificationRequiredError(
                    "This changes who is recognised: verify at a false match rate of "
                    f"{DEFAULT_FMR:g} or stricter first, then repeat it within 5 minutes."
                )
            for one in features:
                self._replays.check(one, enrollment.template, attempts.known)
            return replace(attempts, verified_at=0)

        tried = self._profiles.tried(owner, profile_id)
        self._profiles.count(owner, profile_id, tried, used_up)
        message = f"{len(features)} attempts were added to this profile."
        changed = enrollment.adapted(template).noticed("samples_added", message, self.clock())
        return _seen(self._change(owner, kept, changed, "samples_added"))

    def restore(self, owner: str, profile_id: str, version: int | None = None) -> Profile:
        """Take back all that a profile's template has learnt since enrolment.

        Raises
        ------
        NotFoundError
            If the owner has no such profile.
        PreconditionError, ConflictError
            If it has another version than the given one, or changed in the meantime.
        """
        kept = self._profiles.get(owner, profile_id, version)
        return _seen(self._change(owner, kept, kept.enrollment.restored(), "restored"))

    def versions(self, owner: str, profile_id: str) -> tuple[Version, ...]:
        """Give the versions of a profile's template, the newest first; none where none are kept.

        Raises
        ------
        NotFoundError
            If the owner has no such profile.
        """
        kept = self._profiles.get(owner, profile_id)
        return () if self._versions is None else self._versions.of(owner, kept)

    def roll_back(self, owner: str, profile_id: str, number: int) -> Profile:
        """Give a profile an earlier version of its template, as a new version.

        Raises
        ------
        NotFoundError
            If the owner has no such profile, or it has no such version.
        ConflictError
            If it changed in the meantime.
        """
        kept = self._profiles.get(owner, profile_id)
        if self._versions is None:
            raise NotFoundError("No versions are kept here.")
        template = self._versions.template(owner, kept, number)
        return _seen(self._change(owner, kept, kept.enrollment.adapted(template), "restored"))

    def delete(self, owner: str, profile_id: str, version: int | None = None) -> int:
        """Delete a profile, a damaged one too, and give the number of records.

        Raises
        ------
        NotFoundError
            If the owner has no such profile.
        PreconditionError
            If it has another version than the given one.
        """
        records = self._profiles.delete(owner, profile_id, version)
        return records + (self._versions.forget(owner, profile_id) if self._versions else 0)

    def delete_all(self, owner: str) -> int:
        """Delete everything that is kept of an owner and give the number of records."""
        return self._profiles.delete_all(owner)

    def _count(self, owner: str, kept: Kept, tried: Tried, attempt: Attempt) -> None:
        """Count an attempt that was scored; what it may not have been raises an error."""
        replays: list[ReplayedError] = []

        def counted(attempts: Attempts) -> Attempts:
            replays.clear()
            now = self.clock()
            attempts.check_open(now)
            if not attempt.accepted:
                return attempts.failed(now, self.failures_allowed)
            try:
                self._replays.check(attempt.features, kept.enrollment.template, attempts.known)
            except ReplayedError as error:
                replays.append(error)
                return attempts.failed(now, self.failures_allowed)
            marks = self._replays.marks(attempt.features)
            return attempts.passed(marks, now, sure=attempt.fmr <= DEFAULT_FMR)

        self._profiles.count(owner, kept.profile_id, tried, counted)
        if replays:
            raise replays[-1]

    def _learn(self, owner: str, kept: Kept, features: Features) -> None:
        update = self.recognizer.update(kept.enrollment.template, features)
        if update.applied:
            # Who changed or deleted the profile in the meantime was first; the decision stands.
            with suppress(ConflictError, NotFoundError):
                self._change(owner, kept, kept.enrollment.adapted(update.template), "learnt")

    def _change(self, owner: str, kept: Kept, enrollment: Enrollment, change: Change) -> Kept:
        """Give a profile another template; the present one stays among its versions."""
        if self._versions is None:
            return self._profiles.replace(owner, kept, enrollment)
        self._versions.add(owner, kept, enrollment.template, change, self.clock())
        try:
            return self._profiles.replace(owner, kept, enrollment)
        except NotFoundError:
            # Who deleted the profile may have looked for its versions too early.
            self._versions.forget(owner, kept.profile_id)
            raise

    def _locked(self, profiles: Sequence[Kept], tried: Mapping[str, Tried]) -> tuple[str, ...]:
        """Name the locked ones; LockedError if there is no other."""
        now = self.clock()
        known = {one.profile_id: tried.get(one.profile_id, NEVER_TRIED) for one in profiles}
        until = {name: one.attempts.locked_until for name, one in known.items()}
        until = {name: seconds for name, seconds in until.items() if now < seconds}
        if until and len(until) == len(profiles):
            raise LockedError(moment(min(until.values())), now)
        return tuple(until)

    def _check_proof(self, purpose: Purpose, features: Features, proof: Proof | None) -> None:
        if proof is not None:
            self.challenges.redeem(purpose, features, proof)
        elif self.proof_required:
            raise ProofRequiredError(
                "Each attempt needs a new challenge here, signed by a registered device: get one, "
                "and send the proof with the features."
            )

    def _check_room(self, owner: str) -> None:
        listing = self._profiles.list(owner)
        if len(listing.kept) + len(listing.damaged) >= MAX_PROFILES:
            raise TooManyProfilesError(
                f"There are {MAX_PROFILES} profiles already, which is the most: delete one first."
            )

    def _checked_fmr(self, fmr: float) -> float:
        if checked_fmr(fmr) > self.max_fmr:
            raise InputError(f"The requested FMR may be at most {self.max_fmr:g} here.")
        return float(fmr)


def _seen(kept: Kept) -> Profile:
    return kept.enrollment.profile(kept.profile_id, kept.version)
