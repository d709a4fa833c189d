"""More attempts for a profile: the first ones show that its owner types, the others are added."""

from collections.abc import Mapping, Sequence
from typing import Final

from desktop.logic.profiles import DesktopProfile
from desktop.logic.recording import Attempt, extracted
from desktop.logic.refusal import MISTYPED, Refusal
from desktop.logic.scorer import Scorer
from desktop.logic.second_try import Tries
from desktop.logic.verification import verify
from inference.decision import DEFAULT_FMR, Decision, Mode
from inference.errors import EnrollmentError
from inference.features import Features
from inference.recognizer import Recognizer
from inference.sample import Sample

FEWEST: Final = 2
"""One that is verified, and one that is added."""
WANTED: Final[Mapping[Mode, int]] = {"fixed": 6, "free": 3}
"""So many are asked for at a time: five more attempts at a phrase, or two more texts."""


class MoreSamples:
    """Collects attempts for a profile that is there already.

    Parameters
    ----------
    recognizer
        Extracts the features and tells which attempts are odd.
    profile
        What they are for.
    """

    def __init__(self, recognizer: Recognizer, profile: DesktopProfile) -> None:
        self._recognizer = recognizer
        self._profile = profile
        self._features: list[Features] = []
        self.wanted = WANTED[profile.mode]

    @property
    def attempts(self) -> Sequence[Features]:
        """Those that count, oldest first."""
        return tuple(self._features)

    @property
    def complete(self) -> bool:
        """Whether as much as wanted is in."""
        return len(self._features) >= self.wanted

    def add(self, sample: Sample) -> Refusal | None:
        """Take an attempt; say why where it doesn't count."""
        features = self._recognizer.extract(sample, mode=self._profile.mode)
        if not self._profile.fits(features):
            return MISTYPED
        oddity = self._recognizer.oddity(self._features, features)
        if oddity is not None:
            return Refusal("odd", oddity.message)
        self._features.append(features)
        return None


def add_samples(
    recognizer: Recognizer,
    scorer: Scorer,
    profile: DesktopProfile,
    attempts: Sequence[Attempt],
    fmr: float,
) -> Decision | Refusal:
    """Add attempts to a profile; may take seconds where the scorer is remote.

    1. All attempts must be of what was enrolled; else nothing is asked.
    2. The first one is verified, as strictly as adding asks for; after a near miss, the second.
    3. Where one passes, all the others are added. The one that passed isn't: what was verified
       once is known as a replay.

    Parameters
    ----------
    recognizer
        Extracts the features.
    scorer
        Where the profile is scored.
    profile
        Whose attempts they should be.
    attempts
        What was typed, oldest first; :data:`FEWEST` or more.
    fmr
        False match rate to decide at, if that is stricter than adding asks for.

    Returns
    -------
    Decision or Refusal
        Where it accepts, the attempts were added.

    Raises
    ------
    EnrollmentError
        If there are too few attempts, or they are too unlike the enrolled ones.
    """
    if len(attempts) < FEWEST:
        raise EnrollmentError("One attempt is too few: it is verified, and only others are added.")
    features = [extracted(recognizer, attempt, profile.mode) for attempt in attempts]
    if not all(map(profile.fits, features)):  # step 1
        return MISTYPED
    tries = Tries()
    for place in range(FEWEST):  # step 2
        rate = tries.rate(min(fmr, DEFAULT_FMR))
        answer = verify(recognizer, scorer, profile, features[place], rate)
        if isinstance(answer, Refusal):
            return answer
        if answer.accepted:  # step 3
            scorer.add_samples(profile.service_id, features[:place] + features[place + 1 :])
            break
        tries.take(answer)
        if not tries.is_second:
            break
    return answer
