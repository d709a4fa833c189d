"""What the service gives its callers, and what it counts."""

from collections.abc import Mapping
from typing import NamedTuple

from inference.features import Features
from inference.ranking import Ranking
from inference.service.attempts import Attempts
from inference.service.profile import Enrollment, Profile


class Attempt(NamedTuple):
    """An attempt that was scored.

    Parameters
    ----------
    features
        What was scored.
    accepted
        Whether it passed.
    fmr
        The false match rate that was asked for.
    """

    features: Features
    accepted: bool
    fmr: float

    def __repr__(self) -> str:
        # Biometric data must not reach a log or a traceback.
        return f"Attempt(accepted={self.accepted})"


class Identification(NamedTuple):
    """An owner's profiles, ranked by one probe.

    Parameters
    ----------
    ranking
        Names the profiles by their ids.
    labels
        What the owner calls each of those that can be read, by id.
    """

    ranking: Ranking
    labels: Mapping[str, str]


class ProfileList(NamedTuple):
    """An owner's profiles.

    Parameters
    ----------
    profiles
        Those that can be read, oldest first.
    damaged
        Ids of the others.
    """

    profiles: tuple[Profile, ...]
    damaged: tuple[str, ...]


class Export(NamedTuple):
    """All that is kept of a profile.

    Parameters
    ----------
    profile
        What its owner sees of it.
    enrollment
        What it is verified with.
    attempts
        What is kept of the attempts at it.
    """

    profile: Profile
    enrollment: Enrollment
    attempts: Attempts
