"""Twins of remote profiles on this machine: they score while the service can't be reached."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple, TypeVar

from desktop.errors import RemoteError
from desktop.logic.enrollment import Draft
from desktop.logic.identification import Identification
from desktop.logic.profiles import DesktopProfile
from desktop.logic.refusal import Refusal
from desktop.logic.scorer import STAND_IN_OWNER, LocalScorer
from inference.decision import Decision
from inference.errors import KeystrokeError, NotFoundError
from inference.service.service import Service

_T = TypeVar("_T", Decision, Identification)


class StandInAnswer(NamedTuple):
    """An answer of this machine's, in place of a service that couldn't be reached.

    Parameters
    ----------
    answer
        What this machine decided.
    """

    answer: Decision | Identification


class StandIns:
    """Keeps twins of remote profiles, and asks them.

    Parameters
    ----------
    service
        This machine's own.
    """

    def __init__(self, service: Service) -> None:
        self._service = service
        self.scorer = LocalScorer(service, STAND_IN_OWNER)

    def beside(self, profile: DesktopProfile, draft: Draft) -> DesktopProfile:
        """Make a twin and give the profile with its id; without one where none can be made."""
        with suppress(KeystrokeError):
            twin = self.scorer.enroll(profile.label, draft.features, profile.id)
            return replace(profile, stand_in_id=twin)
        return profile

    def forget(self, profile: DesktopProfile) -> None:
        """Delete a profile's twin; nothing happens where it has none."""
        if profile.stand_in_id:
            with suppress(NotFoundError):
                self.scorer.delete(profile.stand_in_id)

    def forget_all(self) -> None:
        """Delete all twins."""
        self._service.delete_all(STAND_IN_OWNER)


def twins(profiles: Sequence[DesktopProfile]) -> list[DesktopProfile]:
    """Give profiles under the ids of their twins; those without one are left out."""
    return [
        replace(profile, service_id=profile.stand_in_id)
        for profile in profiles
        if profile.stand_in_id
    ]


def or_stand_in(
    ask: Callable[[], _T | Refusal], ask_twins: Callable[[], _T | Refusal], *, allowed: bool
) -> _T | Refusal | StandInAnswer:
    """Ask the service or, where it can't be reached and that is allowed, this machine.

    Raises
    ------
    RemoteError
        If the service fails in any other way: it may have counted the attempt.
    """
    try:
        return ask()
    except RemoteError as error:
        if not (allowed and error.nothing_sent):
            raise
        answer = ask_twins()
        return answer if isinstance(answer, Refusal) else StandInAnswer(answer)
