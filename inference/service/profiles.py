"""Profiles in the store, and the attempts at them."""

import random
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Final, NamedTuple

from inference.errors import (
    ConflictError,
    NotFoundError,
    PreconditionError,
    TamperedRecordError,
)
from inference.service.attempts import Attempts
from inference.service.profile import Enrollment
from inference.stores.base import Record, Store

PROFILE: Final = "profile"
ATTEMPTS: Final = "attempts"
OLDER: Final = "attempts_older"
"""Kind of the records that hold what no longer fits into those of the attempts."""

_REMEMBERED: Final = 256
"""So many profiles are remembered as they were read last, with what scoring worked out of them."""
_TRIES: Final = 50
_LONGEST_WAIT_SECONDS: Final = 0.02


class Kept(NamedTuple):
    """A profile as it is kept.

    Parameters
    ----------
    profile_id
        Which one.
    version
        Of its record.
    enrollment
        What is kept of it.
    """

    profile_id: str
    version: int
    enrollment: Enrollment


class Tried(NamedTuple):
    """The attempts at a profile as they are kept.

    Parameters
    ----------
    attempts
        What is kept of them.
    version
        Of their record; None where there is none yet.
    older_version
        Of the record of the older ones, likewise.
    """

    attempts: Attempts
    version: int | None
    older_version: int | None = None


NEVER_TRIED: Final = Tried(Attempts(), None)


class Listing(NamedTuple):
    """All profiles of an owner.

    Parameters
    ----------
    kept
        Those that can be read.
    damaged
        Ids of the others.
    """

    kept: tuple[Kept, ...]
    damaged: tuple[str, ...]


class Profiles:
    """Keeps profiles and the attempts at them.

    What was read of a record is remembered under its content: a changed one is read anew.

    Parameters
    ----------
    store
        Keeps the records.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read = lru_cache(_REMEMBERED)(Enrollment.from_bytes)

    def create(self, owner: str, profile_id: str, enrollment: Enrollment) -> Kept:
        """Add a profile; one that is there already stays as it is."""
        try:
            version = self._store.create(owner, PROFILE, profile_id, enrollment.to_bytes())
        except ConflictError:
            return self.get(owner, profile_id)
        return Kept(profile_id, version, enrollment)

    def adopt(
        self, owner: str, profile_id: str, enrollment: Enrollment, attempts: Attempts
    ) -> Kept:
        """Add a profile together with what was kept of the attempts at it.

        Raises
        ------
        ConflictError
            If there is one with this id.
        """
        version = self._store.create(owner, PROFILE, profile_id, enrollment.to_bytes())
        self._store.create(owner, ATTEMPTS, profile_id, attempts.to_bytes())
        return Kept(profile_id, version, enrollment)

    def get(self, owner: str, profile_id: str, version: int | None = None) -> Kept:
        """Read a profile.

        Parameters
        ----------
        owner, profile_id
            Which one.
        version
            The version that the caller means; any if None.

        Raises
        ------
        NotFoundError
            If the owner has no such profile.
        PreconditionError
            If it has another version.
        TamperedRecordError
            If it can't be read.
        """
        record = self._store.get(owner, PROFILE, profile_id)
        if version is not None and version != record.version:
            raise PreconditionError(
                f"The profile has version {record.version} by now: read it again and repeat."
            )
        return Kept(profile_id, record.version, self._read(record.data))

    def list(self, owner: str) -> Listing:
        """Read all profiles of an owner."""
        listing = self._store.list(owner, PROFILE)
        kept, damaged = [], list(listing.damaged)
        for record in listing.records:
            try:
                enrollment = self._read(record.data)
            except TamperedRecordError:
                damaged.append(record.record_id)
            else:
                kept.append(Kept(record.record_id, record.version, enrollment))
        return Listing(tuple(kept), tuple(damaged))

    def replace(self, owner: str, kept: Kept, enrollment: Enrollment) -> Kept:
        """Replace a profile that was read.

        Raises
        ------
        NotFoundError, ConflictError
            If it was deleted or changed in the meantime.
        """
        version = self._store.replace(
            owner, PROFILE, kept.profile_id, enrollment.to_bytes(), kept.version
        )
        return Kept(kept.profile_id, version, enrollment)

    def delete(self, owner: str, profile_id: str, version: int | None = None) -> int:
        """Delete a profile and what is kept of its attempts; give the number of records.

        Raises
        ------
        NotFoundError
            If the owner has no such profile.
        PreconditionError
            If it has another version than the given one.
        """
        try:
            self._store.delete(owner, PROFILE, profile_id, version)
        except ConflictError as error:
            raise PreconditionError(str(error)) from None
        self._read.cache_clear()
        records = 1
        for kind in (ATTEMPTS, OLDER):
            with suppress(NotFoundError):
                self._store.delete(owner, kind, profile_id)
                records += 1
        return records

    def delete_all(self, owner: str) -> int:
        """Delete everything that is kept of an owner and give the number of records."""
        records = self._store.delete_owner(owner)
        self._read.cache_clear()
        return records

    def tried(self, owner: str, profile_id: str, *, look: bool = False) -> Tried:
        """Read what is kept of the attempts at a profile; nothing of one never tried.

        Parameters
        ----------
        owner, profile_id
            Which one.
        look
            Whether to look for older ones that the record doesn't tell of: whoever moved them may
            have been stopped half-way.
        """
        try:
            record = self._store.get(owner, ATTEMPTS, profile_id)
        except NotFoundError:
            return NEVER_TRIED
        if look or Attempts.from_bytes(record.data).has_older:
            # Who deletes the profile may have come between.
            with suppress(NotFoundError):
                return _joined(record, self._store.get(owner, OLDER, profile_id))
        return _joined(record, None)

    def all_tried(self, owner: str) -> Mapping[str, Tried]:
        """Read what is kept of the attempts at an owner's profiles, by their ids."""
        older = {one.record_id: one for one in self._store.list(owner, OLDER).records}
        return {
            one.record_id: _joined(one, older.get(one.record_id))
            for one in self._store.list(owner, ATTEMPTS).records
        }

    def count(
        self, owner: str, profile_id: str, tried: Tried, change: Callable[[Attempts], Attempts]
    ) -> None:
        """Change what is kept of the attempts at a profile, each change after the one before it.

        Parameters
        ----------
        owner, profile_id
            Which profile.
        tried
            What was kept a moment ago.
        change
            Called with it, and with what is kept by then if another attempt comes first; what it
            raises leaves all as it was.

        Raises
        ------
        NotFoundError
            If the profile was deleted in the meantime.
        ConflictError
            If others come first all the time.
        """
        for _ in range(_TRIES):
            try:
                self._put(owner, profile_id, change(tried.attempts), tried)
            except ConflictError:
                # Others try the same profile: whoever waits for another while lets one through.
                time.sleep(random.uniform(0, _LONGEST_WAIT_SECONDS))  # noqa: S311 (no secret)
                tried = self.tried(owner, profile_id, look=True)
            else:
                return
        raise ConflictError("Too many attempts at this profile come at once: try again.")

    def _put(self, owner: str, profile_id: str, attempts: Attempts, tried: Tried) -> None:
        if attempts.is_full:
            attempts = attempts.moved()
            # First, so that nothing is forgotten; what is in both records counts once.
            self._write(owner, OLDER, profile_id, attempts.older.to_bytes(), tried.older_version)
        try:
            self._write(owner, ATTEMPTS, profile_id, attempts.to_bytes(), tried.version)
            if tried.version is None:
                self._store.get(owner, PROFILE, profile_id)
        except NotFoundError:
            # Who deleted the profile may have looked for these records too early.
            for kind in (ATTEMPTS, OLDER):
                with suppress(NotFoundError):
                    self._store.delete(owner, kind, profile_id)
            raise

    def _write(
        self, owner: str, kind: str, profile_id: str, data: bytes, version: int | None
    ) -> None:
        if version is None:
            self._store.create(owner, kind, profile_id, data)
        else:
            self._store.replace(owner, kind, profile_id, data, version)


def _joined(record: Record, older: Record | None) -> Tried:
    attempts = Attempts.from_bytes(record.data)
    if older is None:
        return Tried(attempts, record.version)
    return Tried(attempts.with_older(older.data), record.version, older.version)
