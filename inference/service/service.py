"""The service: profiles of many owners, enrolled, verified and identified.

Both HTTP doors and the desktop's own scorer call this one object; whom a caller may see is decided
here, by the owner that the door vouches for.
"""

import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Final, NamedTuple

from inference.calibration import HIGHEST_FMR, checked_fmr
from inference.decision import DEFAULT_FMR, Decision
from inference.errors import (
    ConflictError,
    InputError,
    NotFoundError,
    TamperedRecordError,
    TooManyProfilesError,
)
from inference.features import Features
from inference.recognizer import Ranking, Recognizer
from inference.service.profile import Enrollment, Profile, checked_label
from inference.stores.base import Store

MAX_PROFILES: Final = 100
"""Most profiles of one owner; enrolments at the same moment may pass it by a few."""

_KIND: Final = "profile"


class Identification(NamedTuple):
    """An owner's profiles, ranked by one probe.

    Parameters
    ----------
    ranking
        Names the profiles by their ids.
    labels
        What the owner calls each of those that can be read, by id.
    """

    ranking: Ranking
    labels: Mapping[str, str]


class Service:
    """Ties the recogniser to a store.

    Features of probes are not kept: a rejected one may be another person's. Only where templates
    adapt are those kept that pass far beyond doubt.

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
    """

    def __init__(
        self,
        recognizer: Recognizer,
        store: Store,
        max_fmr: float = HIGHEST_FMR,
        *,
        adapt: bool = False,
    ) -> None:
        self.recognizer = recognizer
        self.max_fmr = max_fmr
        self.adapt = adapt
        self._store = store

    def enroll(self, owner: str, label: str, features: Sequence[Features]) -> Profile:
        """Make a profile from the features of several attempts at one phrase, or of any text.

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
        self._check_room(owner)
        mode = features[0].mode if features else "fixed"
        template = self.recognizer.enroll(features, mode=mode)
        enrollment, profile_id = Enrollment.of(label, template), uuid.uuid4().hex
        self._store.create(owner, _KIND, profile_id, enrollment.to_bytes())
        return enrollment.profile(profile_id)

    def verify(
        self, owner: str, profile_id: str, features: Features, fmr: float = DEFAULT_FMR
    ) -> Decision:
        """Verify one probe against one profile.

        Raises
        ------
        NotFoundError
            If the owner has no such profile.
        ContractError, ModeMismatchError
            If probe and profile can't be compared.
        InputError
            If the FMR is none, or above `max_fmr`.
        """
        fmr = self._checked_fmr(fmr)
        record = self._store.get(owner, _KIND, profile_id)
        enrollment = Enrollment.from_bytes(record.data)
        decision = self.recognizer.verify(enrollment.template, features, fmr=fmr)
        if self.adapt and decision.accepted:
            update = self.recognizer.update(enrollment.template, features)
            if update.applied:
                adapted = enrollment.adapted(update.template).to_bytes()
                # Who changed or deleted the profile in the meantime was first; the decision stands.
                with suppress(ConflictError, NotFoundError):
                    self._store.replace(owner, _KIND, profile_id, adapted, record.version)
        return decision

    def restore(self, owner: str, profile_id: str) -> Profile:
        """Take back all that a profile's template has learnt since enrolment.

        Raises
        ------
        NotFoundError
            If the owner has no such profile.
        ConflictError
            If it changed in the meantime.
        """
        record = self._store.get(owner, _KIND, profile_id)
        restored = Enrollment.from_bytes(record.data).restored()
        self._store.replace(owner, _KIND, profile_id, restored.to_bytes(), record.version)
        return restored.profile(profile_id)

    def identify(self, owner: str, features: Features, fmr: float = DEFAULT_FMR) -> Identification:
        """Rank the owner's profiles by one probe.

        Profiles that can't be read are among the skipped ones.

        Raises
        ------
        ContractError
            If the probe was made for another contract version or another model.
        InputError
            If the FMR is none, or above `max_fmr`.
        """
        fmr = self._checked_fmr(fmr)
        enrollments, damaged = self._enrollments(owner)
        templates = {profile_id: one.template for profile_id, one in enrollments.items()}
        labels = {profile_id: one.label for profile_id, one in enrollments.items()}
        ranking = self.recognizer.identify(templates, features, fmr=fmr)
        return Identification(replace(ranking, skipped=ranking.skipped + damaged), labels)

    def delete(self, owner: str, profile_id: str) -> None:
        """Delete a profile, a damaged one too.

        Raises
        ------
        NotFoundError
            If the owner has no such profile.
        """
        self._store.delete(owner, _KIND, profile_id)

    def delete_all(self, owner: str) -> int:
        """Delete everything that is kept of an owner and give the number of records."""
        return self._store.delete_owner(owner)

    def _enrollments(self, owner: str) -> tuple[dict[str, Enrollment], tuple[str, ...]]:
        listing = self._store.list(owner, _KIND)
        enrollments, damaged = {}, list(listing.damaged)
        for record in listing.records:
            try:
                enrollments[record.record_id] = Enrollment.from_bytes(record.data)
            except TamperedRecordError:
                damaged.append(record.record_id)
        return enrollments, tuple(damaged)

    def _check_room(self, owner: str) -> None:
        listing = self._store.list(owner, _KIND)
        if len(listing.records) + len(listing.damaged) >= MAX_PROFILES:
            raise TooManyProfilesError(
                f"There are {MAX_PROFILES} profiles already, which is the most: delete one first."
            )

    def _checked_fmr(self, fmr: float) -> float:
        if checked_fmr(fmr) > self.max_fmr:
            raise InputError(f"The requested FMR may be at most {self.max_fmr:g} here.")
        return float(fmr)
