"""One verification: from a sample to a decision, or to the reason why it isn't scored."""

from desktop.logic.profiles import DesktopProfile
from desktop.logic.recording import Attempt, extracted
from desktop.logic.refusal import MISTYPED, Refusal
from desktop.logic.scorer import Scorer
from inference.decision import Decision
from inference.recognizer import Recognizer

_OTHER_PHRASE = "other_phrase"


def verify(
    recognizer: Recognizer,
    scorer: Scorer,
    profile: DesktopProfile,
    attempt: Attempt,
    fmr: float,
) -> Decision | Refusal:
    """Verify one attempt; may take seconds where the scorer is remote.

    1. Extract the features, on this machine, by the profile's mode, unless that was done before.
    2. Another phrase is a mistype, told by length and tag; nothing is sent.
    3. The scorer decides.

    Parameters
    ----------
    recognizer
        Extracts the features.
    scorer
        Where the profile is scored.
    profile
        Whose rhythm it should be.
    attempt
        What was typed, or its features.
    fmr
        False match rate to decide at.

    Returns
    -------
    Decision or Refusal
        A refusal is no verdict: the phrase is typed again.
    """
    features = extracted(recognizer, attempt, profile.mode)  # step 1
    if not profile.fits(features):  # step 2
        return MISTYPED
    decision = scorer.verify(profile.service_id, features, fmr)  # step 3
    if any(reason.code == _OTHER_PHRASE for reason in decision.reasons):
        return MISTYPED
    return decision
