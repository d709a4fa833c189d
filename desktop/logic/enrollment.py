"""An enrolment in hand: collects what is typed until there is enough."""

import unicodedata
from abc import ABC, abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from desktop.logic.attempt_quality import Remark, inhuman, remark
from desktop.logic.consistency import Consistency, consistency
from desktop.logic.profiles import DesktopProfile, new_profile
from desktop.logic.refusal import Refusal
from desktop.logic.scorer import Scorer
from desktop.logic.settings import Scoring
from inference.decision import Mode
from inference.errors import EnrollmentError
from inference.expectation import Expectation
from inference.features import Features, FixedFeatures
from inference.recognizer import Recognizer
from inference.sample import Sample
from inference.service.profile import checked_label
from inference.strokes import strokes

if TYPE_CHECKING:
    from desktop.logic.consent import Consent

WANTED_KEYS: Final = 250
"""Keys of free text that an enrolment asks for: about five sentences."""
SENTENCE_KEYS: Final = 60
"""Keys of a sentence of usual length, with which free text is verified."""
MORE_ATTEMPTS: Final = 5
"""By so many attempts at a phrase an enrolment is extended."""


class Draft(NamedTuple):
    """A profile before it is enrolled anywhere.

    Parameters
    ----------
    profile
        All that is known of it, but for the service's id.
    features
        Of the attempts that make it.
    """

    profile: DesktopProfile
    features: tuple[Features, ...]

    def enrolled(self, scorer: Scorer, key: str) -> DesktopProfile:
        """Enrol it, which may take seconds, and give the profile with the id that it gets.

        Parameters
        ----------
        scorer
            Where it is scored from now on.
        key
            Idempotency key of this enrolment.

        Raises
        ------
        EnrollmentError
            If the attempts can't make a profile.
        """
        service_id = scorer.enroll(self.profile.label, self.features, key)
        return replace(self.profile, service_id=service_id)


class EnrollmentSession(ABC):
    """Collects attempts and makes a profile of them.

    Parameters
    ----------
    recognizer
        Extracts the features and tells which attempts are odd.
    label
        What the profile will be called.
    wanted
        How much to collect, in the unit of :attr:`good`.

    Attributes
    ----------
    mode
        What is typed: the same phrase each time, or any text.
    consent
        That of the person who is enrolled, kept with the profile.
    remarks
        What each attempt that counts could have had better; None where it was good.

    Raises
    ------
    UnsupportedModeError
        If the recogniser's model can't do that.
    """

    mode: ClassVar[Mode]

    def __init__(self, recognizer: Recognizer, label: str, wanted: int) -> None:
        self.label = checked_label(label)
        self.consent: Consent | None = None
        self.remarks: list[Remark | None] = []
        self._fewest = recognizer.min_samples(self.mode)
        self.wanted = wanted
        self._recognizer = recognizer
        self._features: list[Features] = []

    @property
    @abstractmethod
    def good(self) -> int:
        """How much counts so far."""

    @property
    def can_finish(self) -> bool:
        """Whether enough is in for a profile, less than wanted perhaps."""
        return len(self._features) >= self._fewest

    @property
    def complete(self) -> bool:
        """Whether as much as wanted is in."""
        return self.good >= self.wanted

    @abstractmethod
    def expect(self, fmr: float, more: int = 0) -> Expectation:
        """Tell how often the profile's owner will be refused.

        Parameters
        ----------
        fmr
            Requested false match rate.
        more
            As if so much more were in, in the unit of :attr:`good`.
        """

    def add(self, sample: Sample) -> Refusal | None:
        """Take an attempt; say why where it doesn't count."""
        refusal = inhuman(sample)
        if refusal is not None:
            return refusal
        features = self._recognizer.extract(sample, mode=self.mode)
        oddity = self._recognizer.oddity(self._features, features)
        if oddity is not None:
            return Refusal("odd", oddity.message)
        self._features.append(features)
        self.remarks.append(self._remark(sample))
        return None

    def _remark(self, sample: Sample) -> Remark | None:
        """Say what an attempt that counts could have had better."""
        del sample
        return None

    def draft(self, scoring: Scoring, endpoint: str) -> Draft:
        """Describe the profile that these attempts shall make, where it shall be scored.

        Raises
        ------
        EnrollmentError
            If not enough is in.
        """
        if not self.can_finish:
            raise EnrollmentError("Not enough has been typed for a profile: type on, then finish.")
        profile = new_profile(
            self._features[0], label=self.label, scored=scoring, endpoint=endpoint
        )
        if self.consent is not None:
            profile = profile.with_consent(self.consent)
        return Draft(profile, tuple(self._features))


class PhraseEnrollment(EnrollmentSession):
    """Collects attempts at one phrase, which it counts.

    Parameters
    ----------
    recognizer, label
        See :class:`EnrollmentSession`.
    phrase
        What is typed.
    keep_phrase
        Whether its owner agreed to keeping the phrase, encrypted.
    wanted
        Good attempts to collect, at least as many as the recogniser needs.
    """

    mode = "fixed"

    def __init__(
        self,
        recognizer: Recognizer,
        label: str,
        phrase: str,
        *,
        keep_phrase: bool = False,
        wanted: int,
    ) -> None:
        super().__init__(recognizer, label, max(wanted, recognizer.min_samples()))
        self.phrase = checked_phrase(phrase)
        self._keep_phrase = keep_phrase

    @property
    def good(self) -> int:
        """Attempts that count so far."""
        return len(self._features)

    @property
    def consistency(self) -> Consistency | None:
        """How alike the attempts are; None of too few."""
        return consistency([each for each in self._features if isinstance(each, FixedFeatures)])

    def expect(self, fmr: float, more: int = 0) -> Expectation:
        """Tell how often the owner will be refused; see :meth:`EnrollmentSession.expect`."""
        return self._recognizer.expect("fixed", self.good + more, positions(self.phrase), fmr)

    def extend(self) -> None:
        """Want :data:`MORE_ATTEMPTS` more than so far."""
        self.wanted += MORE_ATTEMPTS

    def draft(self, scoring: Scoring, endpoint: str) -> Draft:
        """Describe the profile; see :meth:`EnrollmentSession.draft`."""
        draft = super().draft(scoring, endpoint)
        if not self._keep_phrase:
            return draft
        return draft._replace(profile=replace(draft.profile, phrase=self.phrase))

    def _remark(self, sample: Sample) -> Remark | None:
        return remark(sample)


class FreeEnrollment(EnrollmentSession):
    """Collects samples of any text, whose keys it counts; one sample makes a profile already.

    Parameters
    ----------
    recognizer, label
        See :class:`EnrollmentSession`.
    """

    mode = "free"

    def __init__(self, recognizer: Recognizer, label: str) -> None:
        super().__init__(recognizer, label, WANTED_KEYS)
        self._keys = 0

    @property
    def good(self) -> int:
        """Keys that count so far."""
        return self._keys

    def add(self, sample: Sample) -> Refusal | None:
        """Take a sample; say why where it doesn't count."""
        refusal = super().add(sample)
        if refusal is None:
            self._keys += len(strokes(sample))
        return refusal

    def expect(self, fmr: float, more: int = 0) -> Expectation:
        """Tell it of verifying with one sentence; see :meth:`EnrollmentSession.expect`."""
        return self._recognizer.expect("free", self.good + more, SENTENCE_KEYS, fmr)


MIN_PHRASE: Final = 6
MAX_PHRASE: Final = 100
"""Shortest and longest phrase, in characters."""

_LAST_OF_BMP: Final = 0xFFFF


def positions(phrase: str) -> int:
    """Give a phrase's length as the recogniser counts it: with the closing Enter."""
    return len(phrase) + 1


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
