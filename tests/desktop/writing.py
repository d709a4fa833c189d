"""Free text for the tests of the app, by simulated people."""

from functools import cache

from inference.sample import Sample
from inference.simulation.typists import Typist, typists

OWNER, STRANGER = 3, 7
_SEED = 2
_PRACTISED = 40

TEXTS = (
    "we met at the old station in the early morning",
    "nobody had told me that the shop was closed",
    "there is a small lake behind the last house",
    "it takes about an hour to walk around the hill",
    "the children left their boots next to the door",
    "somebody plays the drums on the second floor",
    "I will call you when the parcel has arrived",
)


@cache
def _people() -> list[Typist]:
    return typists(1 + max(OWNER, STRANGER), _SEED)


def written(text: str, person: int = OWNER) -> Sample:
    """Give a text as a person writes it, with Enter at its end."""
    return _people()[person].type(text, _PRACTISED)


def free_samples(count: int, person: int = OWNER) -> list[Sample]:
    """Give different texts of one person."""
    return [written(text, person) for text in TEXTS[:count]]
