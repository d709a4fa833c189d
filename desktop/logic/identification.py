"""One identification: from a sample to whoever of the enrolled typed it, or to nobody."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from desktop.logic.profiles import DesktopProfile
from desktop.logic.recording import Attempt, extracted
from desktop.logic.refusal import NOTHING_TO_COMPARE, Refusal
from desktop.logic.scorer import Scorer
from desktop.logic.wording import QT_TRANSLATE_NOOP
from inference.decision import Mode
from inference.features import Features
from inference.ranking import Ranking
from inference.recognizer import Recognizer

CONTEXT: Final = "Skipped"

_BY_TEXT: Final = QT_TRANSLATE_NOOP("Skipped", "is known by free text")
_BY_PHRASE: Final = QT_TRANSLATE_NOOP("Skipped", "is known by a phrase")
_OTHER_PHRASE: Final = QT_TRANSLATE_NOOP("Skipped", "has another phrase")
_NOT_NOW: Final = QT_TRANSLATE_NOOP("Skipped", "is locked for now, or was made by another model")
_ELSEWHERE: Final = QT_TRANSLATE_NOOP("Skipped", "is scored elsewhere")


class Candidate(NamedTuple):
    """A profile that a sample was compared with, and its score."""

    profile: DesktopProfile
    score: float


class Skipped(NamedTuple):
    """A profile that a sample wasn't compared with, and why.

    Parameters
    ----------
    profile
        The profile.
    why
        In English; translated under :data:`CONTEXT`.
    """

    profile: DesktopProfile
    why: str


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
    skipped
        Those that it wasn't compared with.
    """

    known: DesktopProfile | None
    candidates: tuple[Candidate, ...]
    fmr: float
    skipped: tuple[Skipped, ...] = ()


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
    features = extracted(recognizer, attempt, mode)
    ranking = scorer.identify(features, fmr)
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
    compared = {candidate.profile.id for candidate in candidates}
    skipped = tuple(
        Skipped(profile, _why_skipped(profile, features, ranking))
        for profile in by_id.values()
        if profile.id not in compared
    )
    return Identification(known, candidates, fmr, skipped)


def _why_skipped(profile: DesktopProfile, features: Features, ranking: Ranking) -> str:
    if profile.mode != features.mode:
        return _BY_TEXT if profile.mode == "free" else _BY_PHRASE
    if not profile.fits(features):
        return _OTHER_PHRASE
    return _NOT_NOW if profile.service_id in ranking.skipped else _ELSEWHERE
