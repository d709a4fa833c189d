"""An enrolment in hand: collects good attempts until there are enough."""

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from desktop.logic.profiles import DesktopProfile, new_profile
from desktop.logic.refusal import Refusal
from desktop.logic.scorer import Scorer
from desktop.logic.settings import Settings
from inference.errors import EnrollmentError
from inference.recognizer import Recognizer
from inference.sample import Sample
from inference.service.profile import checked_label

if TYPE_CHECKING:
    from inference.features import Features


class EnrollmentSession:
    """Collects attempts at one phrase and makes a profile of them.

    Parameters
    ----------
    recognizer
        Extracts the features and tells which attempts are odd.
    label
        What the profile will be called.
    phrase
        What is typed.
    keep_phrase
        Whether its owner agreed to keeping the phrase, encrypted.
    wanted
        Good attempts to collect, at least as many as the recogniser needs.
    """

    def __init__(
        self,
        recognizer: Recognizer,
        label: str,
        phrase: str,
        *,
        keep_phrase: bool = False,
        wanted: int,
    ) -> None:
        self.label = checked_label(label)
        self.phrase = checked_phrase(phrase)
        self.wanted = max(wanted, recognizer.min_samples)
        self._keep_phrase = keep_phrase
        self._recognizer = recognizer
        self._features: list[Features] = []

    @property
    def good(self) -> int:
        """Attempts that count so far."""
        return len(self._features)

    @property
    def complete(self) -> bool:
        """Whether as many as wanted are in."""
        return self.good >= self.wanted

    @property
    def can_finish(self) -> bool:
        """Whether enough are in for a profile, fewer than wanted perhaps."""
        return self.good >= self._recognizer.min_samples

    def add(self, sample: Sample) -> Refusal | None:
        """Take an attempt; say why where it doesn't count."""
        features = self._recognizer.extract(sample)
        oddity = self._recognizer.oddity(self._features, features)
        if oddity is not None:
            return Refusal("odd", oddity.message)
        self._features.append(features)
        return None

    def finish(self, scorer: Scorer, settings: Settings) -> DesktopProfile:
        """Enrol at the scorer, which may take seconds, and describe the new profile.

        Raises
        ------
        EnrollmentError
            If the attempts can't make a profile.
        """
        if not self.can_finish:
            raise EnrollmentError(
                f"There are {self.good} good attempts: type the phrase until there are "
                f"{self._recognizer.min_samples}."
            )
        service_id = scorer.enroll(self.label, self._features)
        profile = new_profile(
            self._features[0],
            service_id=service_id,
            label=self.label,
            scored=scorer.label,
            endpoint=settings.endpoint,
        )
        return replace(profile, phrase=self.phrase) if self._keep_phrase else profile


MIN_PHRASE: Final = 6
MAX_PHRASE: Final = 100
"""Shortest and longest phrase, in characters."""

_LAST_OF_BMP: Final = 0xFFFF


def checked_phrase(phrase: str) -> str:
    """Check a phrase that somebody chose.

    Raises
    ------
    EnrollmentError
        If it is too short or too long to enrol with, begins or ends with a space, or has a
        character that no keyboard makes with one key.
    """
    if not MIN_PHRASE <= len(phrase) <= MAX_PHRASE:
        raise EnrollmentError(
            f"The phrase must have {MIN_PHRASE} to {MAX_PHRASE} characters: choose a short "
            "sentence that you like to type."
        )
    if phrase != phrase.strip():
        raise EnrollmentError("The phrase begins or ends with a space: leave the space out.")
    if not all(map(_may_take_one_key, phrase)):
        raise EnrollmentError(
            "The phrase has a character that takes more than one key: choose a phrase whose "
            "characters each take one key."
        )
    return phrase


def _may_take_one_key(character: str) -> bool:
    """Tell wide characters, emoji and combining marks, which input methods compose."""
    is_composed = unicodedata.east_asian_width(character) in "WF" or ord(character) > _LAST_OF_BMP
    return character.isprintable() and not is_composed and not unicodedata.combining(character)
