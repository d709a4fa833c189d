"""Attempts for the tests of the pages."""

from inference.sample import Sample
from tests.inference.typing import typed

PHRASE = "the tide is"


def attempt(seed: int, person: int = 0) -> Sample:
    """Type :data:`PHRASE` as a made-up person."""
    return typed(seed, person=person)
