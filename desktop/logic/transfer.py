"""Profiles out of the store and into it: export, and import of all or nothing."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from desktop.errors import ArchiveError, RemoteError
from desktop.logic.account import account_name
from desktop.logic.archive import Archive, Entry
from desktop.logic.delivery import Deliveries
from desktop.logic.profiles import DesktopProfile, ProfileBook
from desktop.logic.scorer import LOCAL_OWNER, STAND_IN_OWNER, Scorer, Scorers
from desktop.logic.stand_in import StandIns
from inference.errors import ContractError, NotFoundError, TamperedRecordError
from inference.service.exports import export_from_dict
from inference.service.messages import Document
from inference.service.service import Service
from inference.stores.sqlite import SqliteStore


class Missing(NamedTuple):
    """Something that an export lacks.

    Parameters
    ----------
    label
        Of the profile that it is about.
    why
        What kept it out, for people.
    """

    label: str
    why: str


class Exported(NamedTuple):
    """An export that was made.

    Parameters
    ----------
    data
        What goes into the file.
    profiles
        How many profiles are in it.
    missing
        What isn't.
    damaged
        How many profiles are left out because they can't be read.
    """

    data: bytes
    profiles: int
    missing: tuple[Missing, ...]
    damaged: int

    def __repr__(self) -> str:
        # Biometric data must not reach a log or a traceback.
        return f"Exported({len(self.data)} bytes, {self.profiles} profiles)"


class Imported(NamedTuple):
    """What an import did.

    Parameters
    ----------
    added
        The profiles that are new here.
    already
        Those that were here before, which are left as they were.
    """

    added: tuple[DesktopProfile, ...]
    already: tuple[DesktopProfile, ...]


class Transfer:
    """Exports and imports profiles.

    Parameters
    ----------
    store
        Everything personal, encrypted.
    profiles, deliveries
        The app's profiles, and those that wait for their service.
    service
        This machine's own.
    stand_ins
        Twins of remote profiles on this machine.
    scorers
        Reaches the services.
    """

    def __init__(  # noqa: PLR0913, PLR0917 (all that profiles are made of)
        self,
        store: SqliteStore,
        profiles: ProfileBook,
        deliveries: Deliveries,
        service: Service,
        stand_ins: StandIns,
        scorers: Scorers,
    ) -> None:
        self._store = store
        self._profiles = profiles
        self._deliveries = deliveries
        self._service = service
        self._stand_ins = stand_ins
        self._scorers = scorers

    def export(
        self, account_key: bytes, profile_ids: Sequence[str] | None, passphrase: str | None
    ) -> Exported:
        """Write profiles; may take seconds where services are asked.

        Parameters
        ----------
        account_key
            Goes into the export if that is encrypted.
        profile_ids
            Which ones; all if None.
        passphrase
            Encrypts the export; without one it is plain and lacks the account's key.

        Raises
        ------
        NotFoundError
            If there is no such profile.
        """
        listing = self._profiles.listing()
        asked = listing.profiles
        if profile_ids is not None:
            asked = [self._profiles.get(profile_id) for profile_id in profile_ids]
        missing: list[Missing] = []
        entries = [self._entry(profile, missing) for profile in asked]
        archive = Archive.of(account_key, tuple(entry for entry in entries if entry))
        damaged = listing.damaged if profile_ids is None else 0
        return Exported(archive.to_bytes(passphrase), len(archive.entries), tuple(missing), damaged)

    def add(
        self, archive: Archive, account_key: bytes, replace_key: Callable[[bytes], None]
    ) -> Imported:
        """Add the profiles of an export that aren't here, all of them or none.

        1. Tell the new ones; a damaged profile counts as new and is made good.
        2. Where phrases are among them, they must be tagged under this account's key. While no
           phrase here is, the export's key becomes this account's.
        3. Add them in one transaction.

        Parameters
        ----------
        archive
            The export, checked.
        account_key
            This account's.
        replace_key
            Makes another key this account's.

        Raises
        ------
        ArchiveError
            If its phrases are of another account.
        ContractError
            If a profile was made by another model or contract version.
        TooManyProfilesError
            If there is no room.
        """
        new = [one for one in archive.entries if not self._is_here(one.profile)]  # step 1
        self._check_contracts(new)
        is_tagged = any(one.profile.tag for one in new)  # step 2
        if is_tagged and archive.account != account_name(account_key):
            replace_key(self._key_to_take_over(archive))
        with self._store.transaction():  # step 3
            for entry in new:
                self._put(entry)
        added = tuple(one.profile for one in new)
        already = tuple(one.profile for one in archive.entries if one.profile not in added)
        return Imported(added, already)

    def _entry(self, profile: DesktopProfile, missing: list[Missing]) -> Entry | None:
        """Give a profile's entry, and note what it lacks; None where nothing of it is left."""
        scorer = self._scorers.at(profile.scored, profile.endpoint)
        kept = _asked(scorer, profile.service_id, profile, missing)
        if kept is None and profile.scored == "local":
            return None
        if not profile.stand_in_id:
            return Entry(profile, kept, None)
        twin = _asked(self._stand_ins.scorer, profile.stand_in_id, profile, missing)
        if twin is None:
            profile = replace(profile, stand_in_id="")
        return Entry(profile, kept, twin)

    def _is_here(self, profile: DesktopProfile) -> bool:
        """Tell whether a profile is here and can be read."""
        try:
            here = self._profiles.get(profile.id)
            if here.scored == "local":
                self._service.export(LOCAL_OWNER, here.service_id)
        except (NotFoundError, TamperedRecordError):
            return False
        return True

    def _check_contracts(self, entries: Iterable[Entry]) -> None:
        for profile, *exports in entries:
            for export in filter(None, exports if profile.scored == "local" else exports[1:]):
                template = export_from_dict(export).enrollment.template
                try:
                    self._service.recognizer.check_template(template)
                except ContractError:
                    raise ContractError(
                        f"The profile '{profile.label}' was made by another model than this "
                        "program has: import it with the version that exported it, or enrol anew. "
                        "Nothing was imported."
                    ) from None

    def _key_to_take_over(self, archive: Archive) -> bytes:
        if archive.account_key is None:
            raise ArchiveError(
                "This plain export is of another account, whose phrases can't be told apart here: "
                "export them with a passphrase. Nothing was imported."
            )
        waiting = [one.draft.profile for one in self._deliveries.waiting()]
        if any(profile.tag for profile in (*self._profiles.all(), *waiting)):
            raise ArchiveError(
                "The export is of another account, whose phrases can't be told apart beside those "
                "that are enrolled here: delete these first. Nothing was imported."
            )
        return archive.account_key

    def _put(self, entry: Entry) -> None:
        profile, kept, twin = entry
        if kept is not None and profile.scored == "local":
            self._adopt(LOCAL_OWNER, profile.service_id, kept)
        if twin is not None:
            self._adopt(STAND_IN_OWNER, profile.stand_in_id, twin)
        self._profiles.add(profile)

    def _adopt(self, owner: str, profile_id: str, export: Document) -> None:
        # What is left of a damaged one would be in the way.
        with suppress(NotFoundError):
            self._service.delete(owner, profile_id)
        self._service.adopt(owner, profile_id, *export_from_dict(export))


def _asked(
    scorer: Scorer, profile_id: str, profile: DesktopProfile, missing: list[Missing]
) -> Document | None:
    try:
        return scorer.export(profile_id)
    except (NotFoundError, RemoteError, TamperedRecordError) as error:
        missing.append(Missing(profile.label, str(error)))
        return None
