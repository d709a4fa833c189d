"""Deleting profiles, here and at the service; what can't be reached now is kept and tried again."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, NamedTuple

from desktop.logic.history import Event, History
from desktop.logic.outbox import Outbox
from desktop.logic.profiles import DesktopProfile, ProfileBook, ProfileListing
from desktop.logic.scorer import LOCAL_OWNER, Scorers
from desktop.logic.stand_in import StandIns
from inference.errors import NotFoundError
from inference.service.service import Service
from inference.stores.sqlite import SqliteStore

DELETION: Final = "deletion"
"""Note of the event that a service has deleted a profile."""

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

    @property
    def id(self) -> str:
        """Which one: the profile's."""
        return self.service_id


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

    Parameters
    ----------
    store
        Where pending deletions are kept.
    profiles
        The app's profiles.
    service
        This machine's own service.
    stand_ins
        Twins of remote profiles on this machine.
    scorers
        Reaches the services.
    history
        Forgets what is about a deleted profile; only that one was deleted stays known.
    """

    def __init__(  # noqa: PLR0913, PLR0917 (each place that something is deleted from)
        self,
        store: SqliteStore,
        profiles: ProfileBook,
        service: Service,
        stand_ins: StandIns,
        scorers: Scorers,
        history: History,
    ) -> None:
        self._store = store
        self._outbox = Outbox(
            store, _KIND, lambda document: PendingDeletion(**document), self._deliver
        )
        self._profiles = profiles
        self._service = service
        self._stand_ins = stand_ins
        self._scorers = scorers
        self._history = history

    def pending(self) -> list[PendingDeletion]:
        """Give the remote deletions that aren't done yet, the oldest first."""
        return self._outbox.waiting()

    def note(self, profile: DesktopProfile) -> None:
        """Note a remote profile whose service shall delete it."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._outbox.note(PendingDeletion(profile.service_id, profile.endpoint, now))

    def delete(self, profile: DesktopProfile) -> Receipt:
        """Delete one profile, here and where it is scored."""
        with self._store.transaction():
            if profile.scored == "remote":
                self.note(profile)
                self._stand_ins.forget(profile)
            else:
                with suppress(NotFoundError):  # Gone is what was asked for.
                    self._service.delete(LOCAL_OWNER, profile.service_id)
            self._profiles.delete(profile.id)
            self._history.forget(profile.id)
            self._history.add(Event("deleted", scored=profile.scored))
        if profile.scored == "local":
            return Receipt(deleted=1, pending=0)
        return self._receipt([profile])

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
                    self.note(profile)
            self._service.delete_all(LOCAL_OWNER)
            self._stand_ins.forget_all()
            self._profiles.delete_all()
            self._history.forget_all()
        return listing

    def receipt(self, asked: ProfileListing) -> Receipt:
        """Have the services delete what is noted, and tell what became of it."""
        return self._receipt(asked.profiles)._replace(damaged=asked.damaged)

    def retry(self) -> int:
        """Try the pending deletions again and give the number that still wait."""
        return self._outbox.retry()

    def _receipt(self, asked: Sequence[DesktopProfile]) -> Receipt:
        self.retry()
        waiting = {deletion.service_id for deletion in self.pending()}
        left = sum(profile.service_id in waiting for profile in asked)
        return Receipt(deleted=len(asked) - left, pending=left)

    def _deliver(self, deletion: PendingDeletion) -> None:
        with suppress(NotFoundError):  # Gone is what was asked for.
            self._scorers.at("remote", deletion.endpoint).delete(deletion.service_id)
        with self._store.transaction():
            self._outbox.remove(deletion.id)
            self._history.add(Event("synced", scored="remote", note=DELETION))
