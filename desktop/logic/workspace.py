"""Everything that the app works with once the store is open."""

import os
from datetime import datetime

from desktop.errors import ConsentError
from desktop.logic.account import account_key, forget_account_key
from desktop.logic.consent import ConsentBook
from desktop.logic.enrollment import EnrollmentSession
from desktop.logic.identification import Identification, identify
from desktop.logic.paths import Paths
from desktop.logic.profiles import DesktopProfile, ProfileBook
from desktop.logic.refusal import Refusal
from desktop.logic.remote import RemoteScorer
from desktop.logic.removal import Receipt, Removal
from desktop.logic.scorer import LocalScorer, Scorers
from desktop.logic.settings import Settings
from desktop.logic.verification import verify
from inference.decision import Decision, Mode
from inference.recognizer import Recognizer, load_recognizer
from inference.sample import Sample
from inference.service.service import Service
from inference.stores.keychain import PASSPHRASE_VARIABLE
from inference.stores.keys import AvailableKeys
from inference.stores.sqlite import SqliteStore


class Workspace:
    """The open store and what is built on it.

    Parameters
    ----------
    store
        Everything personal, encrypted.
    in_keychain
        Whether a new key of the account goes into the system's keychain.

    Attributes
    ----------
    recognizer
        The bundled recogniser, with the account's key.
    """

    def __init__(self, store: SqliteStore, *, in_keychain: bool) -> None:
        self._store = store
        self._in_keychain = in_keychain
        self.recognizer = self._make_recognizer()
        service = Service(self.recognizer, store)
        self.consent = ConsentBook(store)
        self.profiles = ProfileBook(store)
        self.scorers = Scorers(LocalScorer(service), self._remote)
        self.removal = Removal(store, self.profiles, service, self.scorers)

    def enroll(self, enrollment: EnrollmentSession, settings: Settings) -> DesktopProfile:
        """Make a profile of an enrolment's attempts and keep it; may take seconds.

        1. There must be consent.
        2. The scorer makes the profile, here or at the service.
        3. Only while that same consent holds is the profile kept; else it is deleted again.

        Raises
        ------
        ConsentError
            If there is no consent, or it was withdrawn meanwhile.
        EnrollmentError
            If the attempts can't make a profile.
        """
        consent = self.consent.require()  # step 1
        scorer = self.scorers.at(settings.scoring, settings.endpoint)
        profile = enrollment.finish(scorer, settings)  # step 2
        with self._store.transaction():  # step 3
            if self.consent.current() == consent:
                self.profiles.add(profile)
                return profile
        self.removal.delete(profile)
        raise ConsentError("The consent was withdrawn meanwhile: the new profile was deleted.")

    def verify(
        self, profile: DesktopProfile, sample: Sample, settings: Settings
    ) -> Decision | Refusal:
        """Verify one attempt where its profile is scored, and note a day on which it passes.

        See :func:`verify`.
        """
        self.consent.require()
        scorer = self.scorers.at(profile.scored, profile.endpoint)
        answer = verify(self.recognizer, scorer, profile, sample, settings.fmr)
        if isinstance(answer, Decision) and answer.accepted:
            self.profiles.note_passed(profile.id, datetime.now().astimezone().date())
        return answer

    def identify(self, mode: Mode, sample: Sample, settings: Settings) -> Identification | Refusal:
        """Tell who typed, of all who are enrolled where the settings say; see :func:`identify`."""
        self.consent.require()
        scorer = self.scorers.at(settings.scoring, settings.endpoint)
        profiles = self.profiles.all()
        return identify(self.recognizer, scorer, profiles, mode, sample, settings.fmr)

    def give_consent(self) -> None:
        """Note that the present text was agreed to; after a withdrawal, with a new account key."""
        self.recognizer = self._make_recognizer()
        self.consent.give()

    def withdraw_consent(self) -> Receipt:
        """Delete everything personal, here and at the services, and the consent itself."""
        # At once: an enrolment that ends meanwhile finds its consent gone, or is deleted with all.
        with self._store.transaction():
            self.consent.forget()
            asked = self.removal.forget_everything()
        forget_account_key(self._store)
        return self.removal.receipt(asked)

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    def _make_recognizer(self) -> Recognizer:
        key = account_key(self._store, in_keychain=self._in_keychain)
        return load_recognizer(account_key=key)

    def _remote(self, endpoint: str) -> RemoteScorer:
        return RemoteScorer(endpoint, self.recognizer.contract, self.recognizer.model)


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
