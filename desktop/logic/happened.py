"""Which event tells of an answer."""

from collections.abc import Sequence
from typing import Final

from desktop.logic.continuous import Reading, Verdict
from desktop.logic.history import Event
from desktop.logic.identification import Identification
from desktop.logic.profiles import DesktopProfile
from desktop.logic.refusal import Refusal
from desktop.logic.settings import Scoring
from desktop.logic.stand_in import StandInAnswer
from inference.decision import Decision

STAND_IN: Final = "stand-in"
"""Note of an event: this machine answered in place of a service that couldn't be reached."""

_ACCEPTED: Final[dict[Verdict, bool | None]] = {"owner": True, "other": False, "unsure": None}


def verified(profile: DesktopProfile, answer: Decision | StandInAnswer | Refusal) -> Event | None:
    """Tell of a verification; None where nothing was scored."""
    decision = answer.answer if isinstance(answer, StandInAnswer) else answer
    if not isinstance(decision, Decision):
        return None
    return Event(
        "verified",
        profile.id,
        profile.label,
        accepted=decision.accepted,
        score=decision.score,
        threshold=decision.threshold,
        fmr=decision.fmr,
        scored=_place(answer, profile.scored),
        note=_note(answer),
    )


def identified(answer: Identification | StandInAnswer | Refusal, scoring: Scoring) -> Event | None:
    """Tell of an identification; None where nothing was compared."""
    found = answer.answer if isinstance(answer, StandInAnswer) else answer
    if not isinstance(found, Identification):
        return None
    known = found.known
    return Event(
        "identified",
        known.id if known else "",
        known.label if known else "",
        accepted=known is not None,
        score=found.candidates[0].score,
        fmr=found.fmr,
        scored=_place(answer, scoring),
        note=_note(answer),
    )


def watched(profile: DesktopProfile, readings: Sequence[Reading]) -> Event | None:
    """Tell of one stretch of writing; None where it was too short for any reading.

    It tells the lowest reading that said somebody else was writing, and where none did, the last.
    """
    if not readings:
        return None
    others = [reading for reading in readings if reading.verdict == "other"]
    told = min(others, key=lambda reading: reading.score, default=readings[-1])
    return Event(
        "watched",
        profile.id,
        profile.label,
        accepted=_ACCEPTED[told.verdict],
        score=told.score,
        threshold=told.threshold,
        fmr=told.fmr,
        scored="local",
    )


def _place(answer: object, usual: Scoring) -> Scoring:
    return "local" if isinstance(answer, StandInAnswer) else usual


def _note(answer: object) -> str:
    return STAND_IN if isinstance(answer, StandInAnswer) else ""
