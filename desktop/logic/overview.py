"""All that there is to say about the profiles at one moment."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from desktop.logic.delivery import WaitingEnrollment
from desktop.logic.profiles import DesktopProfile


class Overview(NamedTuple):
    """The profiles, and what is to be done about them.

    Parameters
    ----------
    profiles
        Those that can be read, by label.
    damaged
        How many can't be read.
    waiting
        Enrolments that their service hasn't taken yet.
    pending
        How many profiles services still have to delete.
    verified
        When each profile's owner was last recognised, by the profile's id.
    idle
        Ids of those that nobody has used for long.
    """

    profiles: Sequence[DesktopProfile]
    damaged: int
    waiting: Sequence[WaitingEnrollment]
    pending: int
    verified: Mapping[str, datetime]
    idle: frozenset[str]
