"""The app's profiles: what it knows about each enrolment besides the template."""

import uuid
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Final, NamedTuple

from desktop.logic.consent import Consent
from desktop.logic.documents import Documents
from desktop.logic.settings import Scoring
from inference.decision import Mode
from inference.errors import NotFoundError
from inference.features import Features, FixedFeatures
from inference.service.profile import checked_label
from inference.stores.sqlite import SqliteStore

FIRM_AFTER_DAYS: Final = 2
"""An attempt must pass on so many later days: people type otherwise from day to day."""


@dataclass(frozen=True)
class DesktopProfile:
    """One profile as the app knows it.

    Parameters
    ----------
    id
        The app's own id.
    service_id
        The id that the service made, where it is scored; empty until it has made one.
    label
        What the user calls it.
    mode
        What was typed: the same phrase each time, or any text.
    scored
        Where it is scored.
    endpoint
        Base address of the service, where that is remote.
    positions
        Length of the phrase, in positions; 0 for free text.
    tag
        The phrase's tag under the account's key; None for free text.
    phrase
        The phrase itself; only where its owner agreed to keeping it.
    created
        When it was enrolled, ISO 8601 in UTC.
    later_days
        Days after the enrolment's on which an attempt passed, ISO 8601; at most two.
    stand_in_id
        The id of its twin on this machine, for when the remote service is away; empty where there
        is none.
    agreed_by, agreed_at, agreed_to
        The consent of the person who is enrolled: who gave it, when (ISO 8601 in UTC), and to which
        version of the text. It goes with the profile.
    """

    id: str
    service_id: str
    label: str
    mode: Mode
    scored: Scoring
    endpoint: str
    positions: int
    tag: str | None
    phrase: str | None
    created: str
    later_days: tuple[str, ...] = ()
    stand_in_id: str = ""
    agreed_by: str = ""
    agreed_at: str = ""
    agreed_to: int = 0

    def __repr__(self) -> str:
        # The phrase must not reach a log or a traceback.
        return f"DesktopProfile(id={self.id!r}, scored={self.scored!r})"

    @property
    def created_at(self) -> datetime:
        """When it was enrolled, in UTC."""
        return datetime.fromisoformat(self.created)

    @property
    def consent(self) -> Consent | None:
        """The consent of the person who is enrolled; None where it isn't known."""
        if not self.agreed_at:
            return None
        return Consent(self.agreed_to, datetime.fromisoformat(self.agreed_at), self.agreed_by)

    def with_consent(self, consent: Consent) -> "DesktopProfile":
        """Give it with the consent of the person who is enrolled."""
        return replace(
            self,
            agreed_by=consent.name,
            agreed_at=consent.given_at.isoformat(timespec="seconds"),
            agreed_to=consent.version,
        )

    @property
    def is_provisional(self) -> bool:
        """Whether it isn't known yet how its owner types on later days."""
        return len(self.later_days) < FIRM_AFTER_DAYS

    def passed_on(self, day: date) -> "DesktopProfile":
        """Give it as it is once an attempt has passed on a day, in local time."""
        name = day.isoformat()
        if not self.is_provisional or day <= self.created_at.astimezone().date():
            return self
        return (
            self if name in self.later_days else replace(self, later_days=(*self.later_days, name))
        )

    def fits(self, features: Features) -> bool:
        """Tell whether features are of what was enrolled; a phrase, by its length and tag."""
        return (self.mode, self.positions, self.tag) == (features.mode, *_phrase_of(features))


class ProfileListing(NamedTuple):
    """All profiles.

    Parameters
    ----------
    profiles
        Those that can be read, by label.
    damaged
        How many can't be read.
    """

    profiles: list[DesktopProfile]
    damaged: int


class ProfileBook:
    """Keeps the app's profiles.

    Parameters
    ----------
    store
        Where they are kept, encrypted.
    """

    def __init__(self, store: SqliteStore) -> None:
        self._store = store
        self._documents = Documents(store, "desktop_profile")

    def all(self) -> list[DesktopProfile]:
        """Give the profiles that can be read, by label."""
        return self.listing().profiles

    def listing(self) -> ProfileListing:
        """Give the profiles that can be read, by label, and count those that can't."""
        found = self._documents.all()
        profiles = map(_profile, found.documents.values())
        return ProfileListing(
            sorted(profiles, key=lambda profile: profile.label.casefold()), len(found.damaged)
        )

    def get(self, profile_id: str) -> DesktopProfile:
        """Give a profile.

        Raises
        ------
        NotFoundError
            If there is none with this id.
        """
        document = self._documents.get(profile_id)
        if document is None:
            raise NotFoundError("There is no such profile any more: choose another one.")
        return _profile(document)

    def add(self, profile: DesktopProfile) -> None:
        """Keep a new profile."""
        self._documents.put(profile.id, asdict(profile))

    def rename(self, profile_id: str, label: str) -> DesktopProfile:
        """Give a profile another label, and give the profile as it then is."""
        # Between reading and writing, it may not be deleted elsewhere: writing would restore it.
        with self._store.transaction():
            renamed = replace(self.get(profile_id), label=checked_label(label))
            self._documents.put(profile_id, asdict(renamed))
        return renamed

    def note_passed(self, profile_id: str, day: date) -> None:
        """Note that an attempt at a profile passed on a day; nothing happens where it is gone."""
        with self._store.transaction(), suppress(NotFoundError):
            before = self.get(profile_id)
            after = before.passed_on(day)
            if after != before:
                self._documents.put(profile_id, asdict(after))

    def delete(self, profile_id: str) -> None:
        """Forget a profile; nothing happens where there is none."""
        self._documents.delete(profile_id)

    def delete_all(self) -> int:
        """Forget all profiles, damaged ones too, and give their number."""
        return self._documents.delete_all()


def new_profile(
    features: Features, *, label: str, scored: Scoring, endpoint: str
) -> DesktopProfile:
    """Describe a profile that is about to be enrolled.

    Parameters
    ----------
    features
        Of any attempt of the enrolment: its mode and its phrase are the profile's.
    label, scored, endpoint
        See :class:`DesktopProfile`.
    """
    positions, tag = _phrase_of(features)
    return DesktopProfile(
        id=uuid.uuid4().hex,
        service_id="",
        label=checked_label(label),
        mode=features.mode,
        scored=scored,
        endpoint=endpoint if scored == "remote" else "",
        positions=positions,
        tag=tag,
        phrase=None,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _phrase_of(features: Features) -> tuple[int, str | None]:
    if isinstance(features, FixedFeatures):
        return features.positions, features.tag
    return 0, None


def _profile(document: dict[str, Any]) -> DesktopProfile:
    # Profiles of earlier versions have no later days.
    return DesktopProfile(**{**document, "later_days": tuple(document.get("later_days", ()))})
