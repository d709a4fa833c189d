"""Everything that the app works with once the store is open."""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from desktop.errors import ConsentError, RemoteError
from desktop.logic.account import account_key, forget_account_key, replace_account_key
from desktop.logic.archive import Archive
from desktop.logic.connection import check_connection
from desktop.logic.consent import ConsentBook
from desktop.logic.continuous import Reading
from desktop.logic.delivery import Deliveries, WaitingEnrollment
from desktop.logic.device import Device, forget_devices
from desktop.logic.enrollment import EnrollmentSession
from desktop.logic.explaining import Explained, Templates, explained
from desktop.logic.happened import identified, verified, watched
from desktop.logic.history import Event, History
from desktop.logic.identification import Identification, identify
from desktop.logic.idle import idle_profiles, last_verified
from desktop.logic.inventory import Inventory
from desktop.logic.more_samples import add_samples
from desktop.logic.overview import Overview
from desktop.logic.paths import Paths
from desktop.logic.profiles import DesktopProfile, ProfileBook
from desktop.logic.recording import Attempt, RecordedEnrollment
from desktop.logic.refusal import Refusal
from desktop.logic.remote import RemoteScorer
from desktop.logic.removal import Receipt, Removal
from desktop.logic.scorer import LocalScorer, Scorers
from desktop.logic.settings import Settings
from desktop.logic.sign_in.accounts import SignIns
from desktop.logic.stand_in import StandInAnswer, StandIns, or_stand_in, twins
from desktop.logic.transfer import Exported, Imported, Transfer
from desktop.logic.transport import Tokens, Transport
from desktop.logic.verification import verify
from inference.decision import Decision, Mode
from inference.errors import InputError, KeystrokeError, NotFoundError
from inference.features import FreeFeatures
from inference.recognizer import Recognizer, load_recognizer
from inference.sample import Sample
from inference.service.service import Service
from inference.service.settings import failures_allowed
from inference.service.versions import Version
from inference.stores.keychain import PASSPHRASE_VARIABLE
from inference.stores.keys import AvailableKeys
from inference.stores.sqlite import SqliteStore

Connect = Callable[[str, Tokens], Transport]


class Workspace:
    """The open store and what is built on it.

    Parameters
    ----------
    store
        Everything personal, encrypted.
    in_keychain
        Whether a new key of the account, and tokens, go into the system's keychain.
    connect
        Makes what reaches a service, of its endpoint and what gives its access tokens.

    Attributes
    ----------
    recognizer
        The bundled recogniser, with the account's key.
    last_request
        The last request to a service as it went out, without the token; None before the first.
        It is kept in memory alone.
    """

    def __init__(
        self, store: SqliteStore, *, in_keychain: bool, connect: Connect = Transport
    ) -> None:
        self._store = store
        self._connect = connect
        self._in_keychain = in_keychain
        self.recognizer = self._make_recognizer()
        allowed = failures_allowed(os.environ)
        service = Service(self.recognizer, store, failures_allowed=allowed, keep_versions=True)
        self._service = service
        self.last_request: bytes | None = None
        self.consent = ConsentBook(store)
        self.profiles = ProfileBook(store)
        self.sign_ins = SignIns(store, in_keychain=in_keychain)
        self._local = LocalScorer(service)
        self.scorers = Scorers(self._local, self._remote)
        self._stand_ins = StandIns(service)
        self._templates = Templates(self._local, self._stand_ins.scorer)
        self.history = History(store)
        self.removal = Removal(
            store, self.profiles, service, self._stand_ins, self.scorers, self.history
        )
        self.deliveries = Deliveries(
            store, self.profiles, self.removal, self._stand_ins, self.scorers, self.history
        )
        self._transfer = Transfer(
            store, self.profiles, self.deliveries, service, self._stand_ins, self.scorers
        )

    def enroll(
        self, enrollment: EnrollmentSession | RecordedEnrollment, settings: Settings
    ) -> DesktopProfile | WaitingEnrollment:
        """Make a profile of an enrolment's attempts and keep it; may take seconds.

        1. There must be consent.
        2. The scorer makes the profile, here or at the service; an enrolment whose service can't
           be reached waits.
        3. Only while that same consent holds is the profile kept; else it is deleted again.

        Raises
        ------
        ConsentError
            If there is no consent, or it was withdrawn meanwhile.
        EnrollmentError
            If the attempts can't make a profile.
        """
        consent = self.consent.require()  # step 1
        draft = enrollment.draft(settings.scoring, settings.endpoint)
        if settings.scoring == "remote":
            return self.deliveries.enroll(
                draft, self.consent.require, stand_in=settings.local_when_away
            )
        # All or nothing: killed in between, a template would be left that no profile names.
        with self._store.transaction():
            profile = draft.enrolled(self.scorers.at("local", ""), draft.profile.id)  # step 2
            if self.consent.current() == consent:  # step 3
                self.profiles.add(profile)
                self._note(Event("enrolled", profile.id, profile.label, scored="local"))
                return profile
            self.removal.delete(profile)
        raise ConsentError("The consent was withdrawn meanwhile: the new profile was deleted.")

    def verify(
        self,
        profile: DesktopProfile,
        attempt: Attempt,
        settings: Settings,
        fmr: float | None = None,
    ) -> Decision | Refusal | StandInAnswer:
        """Verify one attempt where its profile is scored, and note a day on which it passes.

        Where the settings allow it, its twin on this machine stands in for a service that can't be
        reached. It is decided at the settings' false match rate unless another one is given. See
        :func:`verify`.
        """
        fmr = settings.fmr if fmr is None else fmr
        self.consent.require()
        self._service.adapt = settings.learn
        scorer = self.scorers.at(profile.scored, profile.endpoint)
        newest = self._newest(profile)
        twin = twins([profile])
        answer = or_stand_in(
            lambda: verify(self.recognizer, scorer, profile, attempt, fmr),
            lambda: verify(self.recognizer, self._stand_ins.scorer, twin[0], attempt, fmr),
            allowed=settings.local_when_away and bool(twin),
        )
        with self._store.transaction():
            self._take(profile, answer)
            if self._newest(profile) != newest:
                self._note(Event("learnt", profile.id, profile.label, scored="local"))
        return answer

    def verify_explained(
        self, profile: DesktopProfile, sample: Sample, settings: Settings, fmr: float
    ) -> Explained:
        """Verify one attempt at a false match rate, and say why it was decided so."""
        # Where templates adapt, what is explained is the one that decided.
        template = self._templates.of(profile)
        answer = self.verify(profile, sample, settings, fmr)
        return explained(self.recognizer, template, sample, answer)

    def add_samples(
        self, profile: DesktopProfile, attempts: Sequence[Attempt], settings: Settings
    ) -> Decision | Refusal:
        """Add attempts to a profile, if they are its owner's; see :func:`add_samples`."""
        self.consent.require()
        scorer = self.scorers.at(profile.scored, profile.endpoint)
        answer = add_samples(self.recognizer, scorer, profile, attempts, settings.fmr)
        with self._store.transaction():
            self._take(profile, answer)
            if _is_accepted(answer):
                added = str(len(attempts) - 1)
                event = Event(
                    "samples_added", profile.id, profile.label, scored=profile.scored, note=added
                )
                self._note(event)
        return answer

    def versions(self, profile: DesktopProfile) -> tuple[Version, ...]:
        """Give the versions of a profile's template, the newest first; none where it is remote."""
        return self._local.versions(profile.service_id) if profile.scored == "local" else ()

    def roll_back(self, profile: DesktopProfile, number: int) -> None:
        """Give a profile of this machine an earlier version of its template.

        Raises
        ------
        NotFoundError
            If it is gone, or has no such version.
        """
        with self._store.transaction():
            self._local.roll_back(profile.service_id, number)
            event = Event("restored", profile.id, profile.label, scored="local", note=str(number))
            self._note(event)

    def overview(self, idle_months: int) -> Overview:
        """Tell all that there is to say about the profiles.

        Parameters
        ----------
        idle_months
            So long unused, a profile is idle.
        """
        listing, events = self.profiles.listing(), self.history.past().events
        idle = idle_profiles(listing.profiles, events, idle_months, datetime.now(UTC))
        return Overview(
            listing.profiles,
            listing.damaged,
            self.deliveries.waiting(),
            len(self.removal.pending()) + self.deliveries.unwanted(),
            last_verified(events),
            frozenset(profile.id for profile in idle),
        )

    def keep(self, profile: DesktopProfile) -> None:
        """Note that an idle profile shall stay, which asks anew after as long again."""
        self._note(Event("kept", profile.id, profile.label, scored=profile.scored))

    def identify(
        self, mode: Mode, attempt: Attempt, settings: Settings
    ) -> Identification | Refusal | StandInAnswer:
        """Tell who typed, of all who are enrolled where the settings say; see :func:`identify`."""
        self.consent.require()
        scorer = self.scorers.at(settings.scoring, settings.endpoint)
        profiles = self.profiles.all()
        there = [profile for profile in profiles if profile.endpoint == settings.endpoint]
        answer = or_stand_in(
            lambda: identify(self.recognizer, scorer, profiles, mode, attempt, settings.fmr),
            lambda: identify(
                self.recognizer, self._stand_ins.scorer, twins(there), mode, attempt, settings.fmr
            ),
            allowed=settings.local_when_away,
        )
        self._note(identified(answer, settings.scoring))
        return answer

    def monitor(self, profile: DesktopProfile, features: FreeFeatures, fmr: float) -> Decision:
        """Compare what somebody is writing with a profile, without that counting as an attempt.

        Attempts are counted against guessing at a door. This opens none, and whoever else writes
        here would otherwise lock the owner out.

        The template is read anew each time, so that it is the present one, and a deleted profile
        is compared with no longer.

        Raises
        ------
        ConsentError
            If there is no consent.
        InputError
            If it is no profile of free text that is scored on this computer.
        NotFoundError
            If it was deleted meanwhile.
        """
        self.consent.require()
        if profile.mode != "free" or profile.scored != "local":
            raise InputError(
                "While one writes, only a profile of free text that is scored on this computer "
                "can be verified: choose another profile."
            )
        return self.recognizer.verify(self._local.template(profile.service_id), features, fmr=fmr)

    def note_watched(self, profile: DesktopProfile, readings: Sequence[Reading]) -> None:
        """Keep one event for a whole stretch of writing; see :func:`watched`."""
        self._note(watched(profile, readings))

    def rename(self, profile_id: str, label: str) -> DesktopProfile:
        """Give a profile another label on this machine; see :meth:`ProfileBook.rename`."""
        with self._store.transaction():
            before = self.profiles.get(profile_id)
            renamed = self.profiles.rename(profile_id, label)
            self._note(Event("renamed", profile_id, renamed.label, note=before.label))
        return renamed

    def export(
        self, profile_ids: Sequence[str] | None = None, passphrase: str | None = None
    ) -> Exported:
        """Write profiles, all of them by default; see :meth:`Transfer.export`."""
        exported = self._transfer.export(self._account_key(), profile_ids, passphrase)
        self.history.add(Event("exported", note=str(exported.profiles)))
        return exported

    def import_(self, data: bytes, passphrase: str | None = None) -> Imported:
        """Add the profiles of an export, all that are new or none.

        Raises
        ------
        ConsentError
            If there is no consent.
        PassphraseWantedError, WrongKeyError
            If the export has a passphrase, and another one or none is given.
        ArchiveError, ContractError, TooManyProfilesError
            If the export can't be read, or doesn't fit here.
        """
        self.consent.require()
        archive = Archive.from_bytes(data, passphrase)
        imported = self._transfer.add(archive, self._account_key(), self._replace_account_key)
        for profile in imported.added:
            self._note(Event("imported", profile.id, profile.label, scored=profile.scored))
        return imported

    def deliver(self) -> int:
        """Try again what services couldn't be told, and give the number of what still waits."""
        return self.deliveries.retry() + self.removal.retry()

    def test_connection(self, endpoint: str) -> None:
        """Raise what would keep a service from being used; see :func:`check_connection`."""
        check_connection(self._transport(endpoint), self.recognizer.contract, self.recognizer.model)

    def give_consent(self, name: str = "") -> None:
        """Note who agreed to the present text; after a withdrawal, with a new account key."""
        self.recognizer = self._make_recognizer()
        with self._store.transaction():
            self.consent.give(name)
            self.history.add(Event("consent_given"))

    def withdraw_consent(self) -> Receipt:
        """Delete everything personal, here and at the services, and the consent itself."""
        # At once: an enrolment that ends meanwhile finds its consent gone, or is deleted with all.
        with self._store.transaction():
            self.consent.forget()
            self.deliveries.discard_all()
            asked = self.removal.forget_everything()
            self.history.add(Event("consent_withdrawn"))
        forget_account_key(self._store)
        self.deliveries.retry()
        receipt = self.removal.receipt(asked)
        # Without its token, a service that couldn't be reached would keep what is to be deleted.
        unreached = self._unreached()
        for endpoint in self.sign_ins.endpoints():
            if endpoint not in unreached:
                self._sign_out(endpoint)
        forget_devices(self._store)
        return receipt._replace(pending=receipt.pending + self.deliveries.unwanted())

    def sign_in(self, endpoint: str, issuer: str, client_id: str) -> str:
        """Have the user sign in for a service, and register this computer's key there.

        Returns
        -------
        str
            Who is signed in.
        """
        who = self.sign_ins.sign_in(endpoint, issuer, client_id)
        # A service that wants the key and doesn't get it now asks for it with the first attempt.
        with suppress(RemoteError):
            self._device(endpoint).register(self._transport(endpoint))
        self.history.add(Event("signed_in", scored="remote", note=endpoint))
        return who

    def sign_out(self, endpoint: str) -> None:
        """Forget the tokens for a service, and this computer's key there."""
        self._sign_out(endpoint)
        self.history.add(Event("signed_out", scored="remote", note=endpoint))

    def inventory(self) -> Inventory:
        """Tell what is stored, where, and how large it is."""
        return Inventory(self._store.path, self._store.sizes(), in_keychain=self._in_keychain)

    @property
    def path(self) -> Path:
        """The file of the store."""
        return self._store.path

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    def _sign_out(self, endpoint: str) -> None:
        with suppress(KeystrokeError):
            self._device(endpoint).unregister(self._transport(endpoint))
        self.sign_ins.sign_out(endpoint)

    def _note(self, event: Event | None) -> None:
        """Keep an event; not where its profile was deleted meanwhile, which forgets its events."""
        with self._store.transaction(), suppress(NotFoundError):
            if event is not None and event.profile_id:
                self.profiles.get(event.profile_id)
            if event is not None:
                self.history.add(event)

    def _take(self, profile: DesktopProfile, answer: Decision | Refusal | StandInAnswer) -> None:
        """Note what a verification answered, and a day on which it passes."""
        self._note(verified(profile, answer))
        if _is_accepted(answer):
            self.profiles.note_passed(profile.id, datetime.now().astimezone().date())

    def _newest(self, profile: DesktopProfile) -> int:
        """Give the number of a local profile's newest version; 0 where there is none."""
        with suppress(NotFoundError):
            return max((version.number for version in self.versions(profile)), default=0)
        return 0

    def _make_recognizer(self) -> Recognizer:
        return load_recognizer(account_key=self._account_key())

    def _account_key(self) -> bytes:
        return account_key(self._store, in_keychain=self._in_keychain)

    def _replace_account_key(self, key: bytes) -> None:
        replace_account_key(self._store, key, in_keychain=self._in_keychain)
        self.recognizer = self._make_recognizer()

    def _transport(self, endpoint: str) -> Transport:
        made = self._connect(endpoint, self.sign_ins.tokens(endpoint))
        made.on_send = self._remember_request
        return made

    def _remember_request(self, request: bytes) -> None:
        self.last_request = request

    def _remote(self, endpoint: str) -> RemoteScorer:
        return RemoteScorer(self._transport(endpoint), self._device(endpoint))

    def _device(self, endpoint: str) -> Device:
        return Device(self._store, endpoint, in_keychain=self._in_keychain)

    def _unreached(self) -> set[str]:
        """Give the services that have something of this user's still to delete."""
        pending = {deletion.endpoint for deletion in self.removal.pending()}
        return pending | self.deliveries.unwanted_at()


def _is_accepted(answer: Decision | Refusal | StandInAnswer) -> bool:
    decision = answer.answer if isinstance(answer, StandInAnswer) else answer
    return isinstance(decision, Decision) and decision.accepted


def store_exists(paths: Paths) -> bool:
    """Tell whether there is a store to unlock; a first start that failed leaves an empty file."""
    return paths.store.exists() and paths.store.stat().st_size > 0


def open_workspace(paths: Paths, passphrase: str | None = None) -> Workspace:
    """Open the store, or make it; takes up to a second.

    Parameters
    ----------
    paths
        Where the store is.
    passphrase
        The store's passphrase; by default ``KEYSTROKE_PASSPHRASE``, and where that isn't set,
        the system's keychain has the key.

    Raises
    ------
    KeyUnavailableError
        If there is no key to be had: ask for a passphrase.
    WrongKeyError
        If the passphrase isn't this store's.
    StoreError, ModelError
        If the store or the bundled model can't be used.
    """
    paths.make_home()
    passphrase = passphrase or os.environ.get(PASSPHRASE_VARIABLE)
    store = SqliteStore(paths.store, AvailableKeys(passphrase))
    try:
        return Workspace(store, in_keychain=passphrase is None)
    except BaseException:
        store.close()
        raise
