"""Deleting profiles, here and at the service; what can't be reached now is kept and tried again."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Final, NamedTuple

from desktop.logic.documents import Documents
from desktop.logic.profiles import DesktopProfile, ProfileBook, ProfileListing
from desktop.logic.scorer import LOCAL_OWNER, Scorers
from inference.errors import KeystrokeError, NotFoundError
from inference.service.service import Service
from inference.stores.sqlite import SqliteStore

_KIND: Final = "pending_deletion"


@dataclass(frozen=True)
class PendingDeletion:
    """A profile that a service still has to delete.

    Parameters
    ----------
    service_id
        The service's id of the profile.
    endpoint
        Base address of the service.
    since
        When the deletion was asked for, ISO 8601 in UTC.
    """

    service_id: str
    endpoint: str
    since: str


class Receipt(NamedTuple):
    """What a deletion did.

    Parameters
    ----------
    deleted
        Profiles deleted for good.
    pending
        Profiles deleted here, whose service couldn't be reached yet.
    damaged
        Profiles deleted here that couldn't be read: a service may have kept them.
    """

    deleted: int
    pending: int
    damaged: int = 0


class Removal:
    """Deletes profiles for good.

    A remote deletion is noted before it is tried, so that neither a crash nor a network that is
    away loses it.

    Parameters
    ----------
    store
        Where pending deletions are kept.
    profiles
        The app's profiles.
    service
        This machine's own service.
    scorers
        Reaches the services.
    """

    def __init__(
        self, store: SqliteStore, profiles: ProfileBook, service: Service, scorers: Scorers
    ) -> None:
        self._store = store
        self._pending = Documents(store, _KIND)
        self._profiles = profiles
        self._service = service
        self._scorers = scorers

    def pending(self) -> list[PendingDeletion]:
        """Give the remote deletions that aren't done yet, the oldest first."""
        documents = self._pending.all().documents.values()
        waiting = [PendingDeletion(**document) for document in documents]
        return sorted(waiting, key=lambda deletion: deletion.since)

    def delete(self, profile: DesktopProfile) -> Receipt:
        """Delete one profile, here and where it is scored."""
        if profile.scored == "remote":
            self._note(profile)
            self._profiles.delete(profile.id)
            return self._receipt([profile])
        with suppress(NotFoundError):  # Gone is what was asked for.
            self._service.delete(LOCAL_OWNER, profile.service_id)
        self._profiles.delete(profile.id)
        return Receipt(deleted=1, pending=0)

    def forget_everything(self) -> ProfileListing:
        """Delete all profiles here, and note what the services have to delete.

        Returns
        -------
        ProfileListing
            What there was, for :meth:`receipt`.
        """
        with self._store.transaction():
            listing = self._profiles.listing()
            for profile in listing.profiles:
                if profile.scored == "remote":
                    self._note(profile)
            self._service.delete_all(LOCAL_OWNER)
            self._profiles.delete_all()
        return listing

    def receipt(self, asked: ProfileListing) -> Receipt:
        """Have the services delete what is noted, and tell what became of it."""
        return self._receipt(asked.profiles)._replace(damaged=asked.damaged)

    def retry(self) -> int:
        """Try the pending deletions again and give the number that still wait."""
        waiting = self.pending()
        return sum(not self._delete_remote(deletion) for deletion in waiting)

    def _receipt(self, asked: Sequence[DesktopProfile]) -> Receipt:
        self.retry()
        waiting = {deletion.service_id for deletion in self.pending()}
        left = sum(profile.service_id in waiting for profile in asked)
        return Receipt(deleted=len(asked) - left, pending=left)

    def _note(self, profile: DesktopProfile) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        deletion = PendingDeletion(profile.service_id, profile.endpoint, now)
        self._pending.put(profile.service_id, asdict(deletion))

    def _delete_remote(self, deletion: PendingDeletion) -> bool:
        try:
            with suppress(NotFoundError):  # Gone is what was asked for.
                self._scorers.at("remote", deletion.endpoint).delete(deletion.service_id)
        except KeystrokeError:
            return False
        self._pending.delete(deletion.service_id)
        return True
