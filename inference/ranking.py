"""What an identification answers."""

from dataclasses import dataclass
from typing import NamedTuple


class Match(NamedTuple):
    """One profile of a ranking, with its score."""

    name: str
    score: float


@dataclass(frozen=True)
class Ranking:
    """The answer to one identification.

    Parameters
    ----------
    matches
        Profiles that could be compared, best first.
    unknown
        Whether none of them passes: the probe is nobody's who is known.
    skipped
        Profiles that couldn't be compared: another phrase, mode or model.
    """

    matches: tuple[Match, ...]
    unknown: bool
    skipped: tuple[str, ...]
