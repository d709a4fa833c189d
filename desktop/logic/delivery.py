"""Enrolments at a service: nothing lost while the network is away, and nothing made twice."""

import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from desktop.errors import (
    ConsentError,
    EndpointError,
    ForbiddenError,
    RemoteContractError,
    RemoteEnrollmentError,
    RemoteError,
    RemoteInputError,
    RemoteModeMismatchError,
    RemoteTooManyProfilesError,
    RequestTooLargeError,
)
from desktop.logic.enrollment import Draft
from desktop.logic.history import Event, History
from desktop.logic.outbox import Outbox
from desktop.logic.profiles import DesktopProfile, ProfileBook
from desktop.logic.removal import Removal
from desktop.logic.scorer import Scorers
from desktop.logic.stand_in import StandIns
from inference.errors import KeystrokeError, NotFoundError
from inference.features import features_from_dict
from inference.stores.sqlite import SqliteStore

_KIND: Final = "waiting_enrollment"

KEYS_HOLD: Final = timedelta(hours=23)
"""Services keep idempotency keys for 24 hours."""
_CLOCKS_DIFFER: Final = timedelta(minutes=2)

_REFUSALS: Final = (
    EndpointError,
    ForbiddenError,
    RemoteContractError,
    RemoteEnrollmentError,
    RemoteInputError,
    RemoteModeMismatchError,
    RemoteTooManyProfilesError,
    RequestTooLargeError,
)
"""What waiting doesn't mend."""


@dataclass(frozen=True)
class WaitingEnrollment:
    """An enrolment that its service hasn't taken yet, as far as is known.

    Parameters
    ----------
    id
        Of the profile that it will be.
    key
        Idempotency key: with it, the service makes one profile however often it is asked.
    profile
        The profile, but for the service's id.
    features
        Of the attempts.
    since
        When it was made, ISO 8601 in UTC.
    stand_in
        Whether this machine shall score it too, for when the service is away.
    is_doubtful
        Whether the service may have made the profile already.
    is_wanted
        False where it was given up after it may have been made: it is then deleted at the service.
    failure
        What kept it from being delivered the last time, for people.
    """

    id: str
    key: str
    profile: dict[str, Any]
    features: tuple[dict[str, Any], ...]
    since: str
    stand_in: bool
    is_doubtful: bool = False
    is_wanted: bool = True
    failure: str = ""

    def __repr__(self) -> str:
        # Neither features nor the phrase may reach a log or a traceback.
        return f"WaitingEnrollment(id={self.id!r})"

    @property
    def draft(self) -> Draft:
        """What is to be enrolled."""
        features = tuple(features_from_dict(one) for one in self.features)
        return Draft(DesktopProfile(**self.profile), features)


class Deliveries:
    """Enrols at services, now or once they can be reached.

    Parameters
    ----------
    store
        Where enrolments wait, encrypted.
    profiles
        Takes the profiles that are made.
    removal
        Deletes what was made and isn't wanted any more.
    stand_ins
        Makes twins on this machine.
    scorers
        Reaches the services.
    history
        Where it is noted what was delivered.
    """

    def __init__(  # noqa: PLR0913, PLR0917 (each place that an enrolment touches)
        self,
        store: SqliteStore,
        profiles: ProfileBook,
        removal: Removal,
        stand_ins: StandIns,
        scorers: Scorers,
        history: History,
    ) -> None:
        self._store = store
        self._profiles = profiles
        self._removal = removal
        self._stand_ins = stand_ins
        self._scorers = scorers
        self._history = history
        self._outbox = Outbox(store, _KIND, _read, self._deliver)

    def enroll(
        self, draft: Draft, allowed: Callable[[], object], *, stand_in: bool
    ) -> DesktopProfile | WaitingEnrollment:
        """Enrol at the draft's service.

        1. Where it is allowed, note the enrolment with an idempotency key.
        2. Ask the service, which makes the profile.
        3. Keep the profile if it is still wanted; see that it is deleted again if not.
        4. Where the service refuses it for good, forget the enrolment; else it waits.

        Parameters
        ----------
        draft
            What is enrolled.
        allowed
            Raises where it isn't.
        stand_in
            Whether this machine shall score it too.

        Returns
        -------
        DesktopProfile or WaitingEnrollment
            The profile, or what waits until the service can be reached.

        Raises
        ------
        RemoteError
            If the service refuses it for good.
        ConsentError
            If it isn't wanted any more.
        """
        letter = _letter(draft, stand_in=stand_in)
        with self._store.transaction():  # step 1
            allowed()
            self._outbox.note(letter)
        failure = self._outbox.try_now(letter.id)  # steps 2 and 3
        if isinstance(failure, _REFUSALS):  # step 4
            self.discard(letter.id)
            raise failure
        return self._outcome(letter.id)

    def waiting(self) -> list[WaitingEnrollment]:
        """Give the enrolments that wait, the oldest first."""
        return [letter for letter in self._outbox.waiting() if letter.is_wanted]

    def unwanted(self) -> int:
        """Count those given up that a service may have made: they are still to be deleted."""
        return sum(not letter.is_wanted for letter in self._outbox.waiting())

    def unwanted_at(self) -> set[str]:
        """Give the services that may have what was given up."""
        letters = self._outbox.waiting()
        return {one.draft.profile.endpoint for one in letters if not one.is_wanted}

    def try_now(self, letter_id: str) -> KeystrokeError | None:
        """Try one that waits, and give what kept it from being delivered."""
        return self._outbox.try_now(letter_id)

    def discard(self, letter_id: str) -> None:
        """Give up one that waits; what the service may have made of it is deleted there."""
        with self._store.transaction():
            letter = self._outbox.get(letter_id)
            if letter is None:
                return
            if letter.is_doubtful:
                self._outbox.note(replace(letter, is_wanted=False, profile=_nameless(letter)))
            else:
                self._outbox.remove(letter_id)

    def discard_all(self) -> None:
        """Give up everything that waits."""
        with self._store.transaction():
            for letter in self._outbox.waiting():
                self.discard(letter.id)

    def retry(self) -> int:
        """Try all and give the number of those that still wait."""
        return self._outbox.retry()

    def _outcome(self, profile_id: str) -> DesktopProfile | WaitingEnrollment:
        waiting = self._outbox.get(profile_id)
        with suppress(NotFoundError):
            if waiting is None:
                return self._profiles.get(profile_id)
        if waiting is None or not waiting.is_wanted:
            raise ConsentError(
                "The enrolment was given up or its consent withdrawn meanwhile: what was made of "
                "it is deleted."
            )
        return waiting

    def _deliver(self, letter: WaitingEnrollment) -> None:
        # From here on, a crash leaves it open whether the service has made the profile.
        self._update(letter.id, is_doubtful=True)
        draft = letter.draft
        try:
            profile = self._enrolled(letter, draft)
        except KeystrokeError as error:
            maybe_done = isinstance(error, RemoteError) and error.maybe_done
            self._fail(letter, error, is_doubtful=letter.is_doubtful or maybe_done)
            raise
        with self._store.transaction():
            now = self._outbox.get(letter.id)
            self._outbox.remove(letter.id)
            if now is not None and now.is_wanted:
                if letter.stand_in:
                    profile = self._stand_ins.beside(profile, draft)
                self._profiles.add(profile)
                self._history.add(
                    _event(profile, waited=letter.is_doubtful or bool(letter.failure))
                )
                return
            self._removal.note(profile)
        self._removal.retry()

    def _enrolled(self, letter: WaitingEnrollment, draft: Draft) -> DesktopProfile:
        scorer = self._scorers.at("remote", draft.profile.endpoint)
        made_at = datetime.fromisoformat(letter.since)
        if letter.is_doubtful and datetime.now(UTC) - made_at > KEYS_HOLD:
            # The service may have forgotten the key: with it, another profile would be made.
            known = {profile.service_id for profile in self._profiles.all()}
            found = scorer.find(draft.profile.label, made_at - _CLOCKS_DIFFER)
            for service_id in found:
                if service_id not in known:
                    return replace(draft.profile, service_id=service_id)
        return draft.enrolled(scorer, letter.key)

    def _fail(self, letter: WaitingEnrollment, error: KeystrokeError, *, is_doubtful: bool) -> None:
        with self._store.transaction():
            self._update(letter.id, is_doubtful=is_doubtful, failure=str(error))
            now = self._outbox.get(letter.id)
            if now is not None and not (now.is_wanted or now.is_doubtful):
                self._outbox.remove(letter.id)

    def _update(self, letter_id: str, **changes: Any) -> None:
        with self._store.transaction():
            letter = self._outbox.get(letter_id)
            if letter is not None:
                self._outbox.note(replace(letter, **changes))


def _letter(draft: Draft, *, stand_in: bool) -> WaitingEnrollment:
    return WaitingEnrollment(
        id=draft.profile.id,
        key=uuid.uuid4().hex,
        profile=asdict(draft.profile),
        features=tuple(one.to_dict() for one in draft.features),
        since=datetime.now(UTC).isoformat(timespec="milliseconds"),
        stand_in=stand_in,
    )


def _event(profile: DesktopProfile, *, waited: bool) -> Event:
    return Event("synced" if waited else "enrolled", profile.id, profile.label, scored="remote")


def _read(document: dict[str, Any]) -> WaitingEnrollment:
    return WaitingEnrollment(**{**document, "features": tuple(document["features"])})


def _nameless(letter: WaitingEnrollment) -> dict[str, Any]:
    # The label is a part of the request, which must stay as it is; the phrase isn't.
    return {**letter.profile, "phrase": None}
