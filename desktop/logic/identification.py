"""One identification: from a sample to whoever of the enrolled typed it, or to nobody."""

from collections.abc import Iterable
from typing import NamedTuple

from desktop.logic.profiles import DesktopProfile
from desktop.logic.recording import Attempt, extracted
from desktop.logic.refusal import NOTHING_TO_COMPARE, Refusal
from desktop.logic.scorer import Scorer
from inference.decision import Mode
from inference.recognizer import Recognizer


class Candidate(NamedTuple):
    """A profile that a sample was compared with, and its score."""

    profile: DesktopProfile
    score: float


class Identification(NamedTuple):
    """The answer to one identification.

    Parameters
    ----------
    known
        Whose typing it is; None where it is nobody's who is enrolled.
    candidates
        All that it was compared with, best first.
    fmr
        Rate at which strangers are taken for somebody enrolled.
    """

    known: DesktopProfile | None
    candidates: tuple[Candidate, ...]
    fmr: float


def identify(  # noqa: PLR0913, PLR0917 (what verification takes, and the mode)
    recognizer: Recognizer,
    scorer: Scorer,
    profiles: Iterable[DesktopProfile],
    mode: Mode,
    attempt: Attempt,
    fmr: float,
) -> Identification | Refusal:
    """Rank the profiles of one place by one sample; may take seconds where that is remote.

    Parameters
    ----------
    recognizer
        Extracts the features.
    scorer
        The place whose profiles are asked.
    profiles
        What the app knows; those of another place, mode or phrase are passed over.
    mode
        What was typed: a phrase, or any text.
    attempt
        What was typed, or its features.
    fmr
        False match rate to decide at.

    Returns
    -------
    Identification or Refusal
        A refusal where there is nothing that it could be compared with.
    """
    ranking = scorer.identify(extracted(recognizer, attempt, mode), fmr)
    by_id = {profile.service_id: profile for profile in profiles}
    candidates = tuple(
        Candidate(by_id[match.name], match.score)
        for match in ranking.matches
        if match.name in by_id
    )
    if not candidates:
        return NOTHING_TO_COMPARE
    # The best match may be a profile of the service that this app knows nothing of.
    known = None if ranking.unknown else by_id.get(ranking.matches[0].name)
    return Identification(known, candidates, fmr)
