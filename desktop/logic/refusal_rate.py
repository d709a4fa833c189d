"""How often a profile's owner is refused: what is expected of people, and the owner's attempts."""

from dataclasses import dataclass

from inference.expectation import Expectation, beta_range


@dataclass(frozen=True)
class RefusalRate:
    """The share of the owner's attempts that is refused.

    Parameters
    ----------
    fnmr
        Likeliest share.
    low, high
        With 95% certainty it lies between them.
    is_provisional
        Whether it isn't known yet how the owner types on later days.
    """

    fnmr: float
    low: float
    high: float
    is_provisional: bool


def refusal_rate(
    expected: Expectation, accepted: int, refused: int, *, is_provisional: bool
) -> RefusalRate:
    """Weigh what is expected with the owner's attempts: a beta distribution's posterior.

    Parameters
    ----------
    expected
        At the FMR that the attempts were decided at.
    accepted, refused
        Attempts at the profile; somebody else's among them are taken for its owner's.
    is_provisional
        See :class:`RefusalRate`.
    """
    strength = expected.strength + accepted + refused
    fnmr = (expected.fnmr * expected.strength + refused) / strength
    return RefusalRate(fnmr, *beta_range(fnmr, strength), is_provisional)
