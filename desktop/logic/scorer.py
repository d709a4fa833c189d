"""Where typing is scored: on this machine, or at a service; the app sees no difference."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Final, Protocol

from desktop.logic.settings import Scoring
from inference.decision import Decision
from inference.errors import SettingsError
from inference.features import Features
from inference.ranking import Ranking
from inference.service.messages import Document, export_to_dict
from inference.service.service import Service
from inference.service.versions import Version
from inference.template import Template

LOCAL_OWNER: Final = "local"
"""Owner of the profiles that this machine's own service keeps."""
STAND_IN_OWNER: Final = "stand-in"
"""Owner of those that it keeps for when a remote service is away."""


class Scorer(Protocol):
    """Enrols and verifies features; every call may take seconds and belongs into a job."""

    @property
    def label(self) -> Scoring:
        """Where it scores."""

    def enroll(self, label: str, features: Sequence[Features], key: str) -> str:
        """Make a profile and give the id that the service made for it.

        Parameters
        ----------
        label
            What it is called.
        features
            Of the attempts.
        key
            Idempotency key: with the same one, a service that others share makes one profile,
            however often it is asked.
        """

    def find(self, label: str, since: datetime) -> list[str]:
        """Give the ids of the profiles of this label made since then, the oldest first."""

    def verify(self, profile_id: str, features: Features, fmr: float) -> Decision:
        """Verify one probe at a false match rate."""

    def identify(self, features: Features, fmr: float) -> Ranking:
        """Rank all profiles by one probe."""

    def add_samples(self, profile_id: str, features: Sequence[Features]) -> None:
        """Add attempts to a profile that was verified a short time ago.

        Raises
        ------
        VerificationRequiredError
            If it wasn't.
        EnrollmentError
            If they don't fit the profile.
        """

    def export(self, profile_id: str) -> Document:
        """Give all that is kept of a profile.

        Raises
        ------
        NotFoundError
            If there is none.
        """

    def delete(self, profile_id: str) -> None:
        """Delete a profile.

        Raises
        ------
        NotFoundError
            If there is none.
        """


class LocalScorer:
    """Scores on this machine, offline.

    Parameters
    ----------
    service
        The same service that stands behind the HTTP doors.
    owner
        Whose profiles it is about.
    """

    label: Scoring = "local"

    def __init__(self, service: Service, owner: str = LOCAL_OWNER) -> None:
        self._service = service
        self._owner = owner

    def enroll(self, label: str, features: Sequence[Features], key: str) -> str:
        """Make a profile and give its id; in one process, nothing is asked twice."""
        del key
        return self._service.enroll(self._owner, label, features).id

    def find(self, label: str, since: datetime) -> list[str]:
        """Give none: what is enrolled here is known at once."""
        del label, since
        return []

    def verify(self, profile_id: str, features: Features, fmr: float) -> Decision:
        """Verify one probe at a false match rate."""
        return self._service.verify(self._owner, profile_id, features, fmr)

    def identify(self, features: Features, fmr: float) -> Ranking:
        """Rank all profiles by one probe."""
        return self._service.identify(self._owner, features, fmr).ranking

    def add_samples(self, profile_id: str, features: Sequence[Features]) -> None:
        """Add attempts to a profile that was verified a short time ago."""
        self._service.add_samples(self._owner, profile_id, features)

    def versions(self, profile_id: str) -> tuple[Version, ...]:
        """Give the versions of a profile's template, the newest first."""
        return self._service.versions(self._owner, profile_id)

    def roll_back(self, profile_id: str, number: int) -> None:
        """Give a profile an earlier version of its template."""
        self._service.roll_back(self._owner, profile_id, number)

    def export(self, profile_id: str) -> Document:
        """Give all that is kept of a profile."""
        return export_to_dict(self._service.export(self._owner, profile_id), datetime.now(UTC))

    def template(self, profile_id: str) -> Template:
        """Give what a profile is compared with.

        Raises
        ------
        NotFoundError
            If there is none.
        """
        return self._service.export(self._owner, profile_id).enrollment.template

    def delete(self, profile_id: str) -> None:
        """Delete a profile."""
        self._service.delete(self._owner, profile_id)


class Scorers:
    """Picks the scorer for a place.

    Parameters
    ----------
    local
        Scores on this machine.
    remote
        Makes a scorer for the service at an endpoint.
    """

    def __init__(self, local: Scorer, remote: Callable[[str], Scorer]) -> None:
        self._local = local
        self._remote = remote

    def at(self, scoring: Scoring, endpoint: str) -> Scorer:
        """Give the scorer for a place.

        Parameters
        ----------
        scoring
            Where to score.
        endpoint
            Base address of the service, where `scoring` is remote.
        """
        if scoring == "local":
            return self._local
        if not endpoint:
            raise SettingsError("There is no endpoint: enter the service's address in Settings.")
        return self._remote(endpoint)
