"""Attempts in files: written as features, read back, and enrolled as typed ones are.

A file has one attempt a line, as JSON: features, which name no key, or a Sample's keystrokes.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.logic.enrollment import Draft
from desktop.logic.profiles import new_profile
from desktop.logic.settings import Scoring
from inference.decision import Mode
from inference.errors import EnrollmentError, InputError
from inference.features import Features, features_from_dict
from inference.recognizer import Recognizer
from inference.sample import Sample

Attempt = Sample | Features


def written(attempts: Iterable[Features]) -> str:
    """Write attempts, one a line."""
    return "".join(
        json.dumps(attempt.to_dict(), separators=(",", ":")) + "\n" for attempt in attempts
    )


def read(text: str) -> list[Attempt]:
    """Read attempts, oldest first; empty lines are passed over.

    Raises
    ------
    InputError
        If there are none, or a line is none; the message names the line.
    """
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not lines:
        raise InputError("There are no attempts in it: write one a line, as 'keystroke record'.")
    return [_attempt(number, line) for number, line in lines]


def extracted(recognizer: Recognizer, attempt: Attempt, mode: Mode) -> Features:
    """Give an attempt's features, extracted unless they were before."""
    return recognizer.extract(attempt, mode=mode) if isinstance(attempt, Sample) else attempt


@dataclass(frozen=True)
class RecordedEnrollment:
    """An enrolment whose attempts are all there.

    Parameters
    ----------
    label
        What the profile will be called.
    features
        Of the attempts, oldest first.
    """

    label: str
    features: Sequence[Features]

    def draft(self, scoring: Scoring, endpoint: str) -> Draft:
        """Describe the profile that the attempts shall make, where it shall be scored.

        Raises
        ------
        EnrollmentError
            If there is no attempt.
        """
        if not self.features:
            raise EnrollmentError("There is no attempt to make a profile of: record some first.")
        profile = new_profile(self.features[0], label=self.label, scored=scoring, endpoint=endpoint)
        return Draft(profile, tuple(self.features))


def _attempt(number: int, line: str) -> Attempt:
    try:
        document = json.loads(line)
        if isinstance(document, dict) and "keystrokes" in document:
            return Sample.from_json(line)
        return features_from_dict(document)
    except (InputError, ValueError, RecursionError) as error:
        raise InputError(f"Line {number} is no attempt: {error}") from error
