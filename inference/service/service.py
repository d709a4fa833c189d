"""The service: profiles of many owners, enrolled, verified and identified.

Both HTTP doors and the desktop's own scorer call this one object; whom a caller may see is decided
here, by the owner that the door vouches for.
"""

import math
import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from inference.decision import DEFAULT_FMR, Decision
from inference.errors import InputError, TamperedRecordError
from inference.features import Features
from inference.recognizer import Ranking, Recognizer
from inference.service.profile import Enrollment, Profile, ProfileListing, checked_label
from inference.stores.base import Store

DEFAULT_MAX_FMR: Final = 0.5
_KIND: Final = "profile"


class Service:
    """Ties the recogniser to a store.

    Features of verified and identified probes are never kept: a rejected one may be another
    person's.

    Parameters
    ----------
    recognizer
        Scores.
    store
        Keeps the profiles.
    max_fmr
        The largest false match rate that a caller may ask for, in (0, 1].
    """

    def __init__(
        self, recognizer: Recognizer, store: Store, max_fmr: float = DEFAULT_MAX_FMR
    ) -> None:
        self.recognizer = recognizer
        self.max_fmr = max_fmr
        self._store = store

    def enroll(self, owner: str, label: str, features: Sequence[Features]) -> Profile:
        """Make a profile from the features of several attempts at one phrase.

        Raises
        ------
        EnrollmentError
            If they can't make a template; the message says why not.
        ContractError
            If they were made for another contract version or another model.
        InputError
            If the label can't be used.
        """
        label = checked_label(label)
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
            If the FMR isn't in (0, `max_fmr`].
        """
        self._check_fmr(fmr)
        record = self._store.get(owner, _KIND, profile_id)
        template = Enrollment.from_bytes(record.data).template
        return self.recognizer.verify(template, features, fmr=fmr)

    def identify(self, owner: str, features: Features, fmr: float = DEFAULT_FMR) -> Ranking:
        """Rank the owner's profiles, named by their ids, by one probe.

        Profiles that can't be read are among the skipped ones.
        """
        self._check_fmr(fmr)
        enrollments, damaged = self._enrollments(owner)
        templates = {profile_id: one.template for profile_id, one in enrollments.items()}
        ranking = self.recognizer.identify(templates, features, fmr=fmr)
        return replace(ranking, skipped=ranking.skipped + damaged)

    def rename(self, owner: str, profile_id: str, label: str) -> Profile:
        """Give a profile another label.

        Raises
        ------
        NotFoundError
            If the owner has no such profile.
        InputError
            If the label can't be used.
        """
        label = checked_label(label)
        with self._store.transaction():
            record = self._store.get(owner, _KIND, profile_id)
            enrollment = replace(Enrollment.from_bytes(record.data), label=label)
            data = enrollment.to_bytes()
            self._store.replace(owner, _KIND, profile_id, data, record.version)
        return enrollment.profile(profile_id)

    def profiles(self, owner: str) -> list[Profile]:
        """Give the owner's profiles that can be read, the oldest first."""
        return list(self.listing(owner).profiles)

    def listing(self, owner: str) -> ProfileListing:
        """Give all of the owner's profiles, and which of them can't be read."""
        enrollments, damaged = self._enrollments(owner)
        profiles = (one.profile(profile_id) for profile_id, one in enrollments.items())
        return ProfileListing(tuple(sorted(profiles, key=lambda one: one.created)), damaged)

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

    def _check_fmr(self, fmr: float) -> None:
        if not (math.isfinite(fmr) and 0 < fmr <= self.max_fmr):
            raise InputError(f"The FMR must be above 0 and at most {self.max_fmr:g}.")
