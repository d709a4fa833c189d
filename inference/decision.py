"""What a verification answers."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Mode = Literal["fixed", "free"]
DEFAULT_FMR = 0.01


class Reason(NamedTuple):
    """Why a decision fell as it did, or what to know about it.

    Parameters
    ----------
    code
        Machine-readable name, such as ``other_phrase``.
    message
        One sentence for people.
    position
        The position it is about, starting at 0, where it is about one. Such reasons stay on
        the machine where the typing was done.
    """

    code: str
    message: str
    position: int | None = None


@dataclass(frozen=True)
class Decision:
    """The answer to one verification.

    Parameters
    ----------
    accepted
        Whether the probe passes for the profile's owner.
    score
        Calibrated log-likelihood ratio, natural log: above 0 speaks for the genuine user.
    threshold
        The score from which on a probe is accepted at this `fmr`.
    fmr
        What the threshold means: the false match rate that was asked for.
    quality
        How much of the probe can be used, 0 to 1.
    reasons
        Why, in order of weight; empty for a plain acceptance.
    """

    accepted: bool
    score: float
    threshold: float
    fmr: float
    quality: float
    reasons: tuple[Reason, ...] = ()
