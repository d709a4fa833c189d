"""Who of those enrolled is it? How the fixed mode ranks N templates of one phrase (1:N).

Verification asks of one template whether the probe is its owner's, on any later day. Here the
templates compete, and everybody's typing of the phrase is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from inference.detector import Array, Reference
from inference.evidence import Evidence
from inference.gallery import Gallery
from inference.kernel import kernel_likeness

SHORTLIST: Final = 20
"""So many people are compared by all voices; the others keep the gallery's order behind them."""
VOICES: Final = ("likelihood", "kernel", "evidence")


class Shortlist(NamedTuple):
    """The few of N people whom a probe may be of.

    Attributes
    ----------
    likelihoods
        Of all people, as :meth:`Gallery.log_likelihoods` gives them, shape (N,).
    places
        Those of the people whose likelihoods are highest, best first.
    """

    likelihoods: Array
    places: NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Identification:
    """What training learnt of telling people apart who typed one phrase.

    Parameters
    ----------
    evidence
        What single values say for one person rather than for another who types much alike.
    weights
        Of :data:`VOICES`, so that their sum is the logarithm of the odds.
    """

    evidence: Evidence
    weights: Array

    def log_odds(self, voices: Array, shortlist: Shortlist) -> Array:
        """Give how likely each person is among those enrolled, but for a common constant.

        Parameters
        ----------
        voices
            Of the people on the shortlist, shape (people on it, voices).
        shortlist
            Who they are.

        Returns
        -------
        ndarray of shape (N,)
        """
        short = voices @ self.weights
        likelihoods, places = shortlist
        # Nobody else passes those on the shortlist, whose likelihoods are at least as high.
        odds: Array = self.weights[0] * (likelihoods - likelihoods[places].min()) + short.min()
        odds[places] = short
        return odds

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Self:
        """Read it from what its JSON holds."""
        weights = np.array(document["weights"], dtype=np.float64)
        if weights.shape != (len(VOICES),) or not np.all(weights >= 0):
            raise ValueError("there must be one weight for each voice, none below 0")
        return cls(Evidence.from_dict(document["evidence"]), weights)

    def to_dict(self) -> dict[str, Any]:
        """Give it as the object that its JSON holds."""
        return {"evidence": self.evidence.to_dict(), "weights": self.weights.tolist()}


def shortlisted(gallery: Gallery, probe: Array) -> Shortlist:
    """Compare a probe, shape (values,), with everybody; of equals the first are on the list."""
    likelihoods = gallery.log_likelihoods(probe)
    return Shortlist(likelihoods, np.argsort(-likelihoods, kind="stable")[:SHORTLIST])


def voices(
    gallery: Gallery,
    shortlist: Shortlist,
    reference: Reference,
    probe: Array,
    evidence: Evidence,
) -> Array:
    """Give what is weighed for each person on the shortlist.

    Parameters
    ----------
    gallery, shortlist
        Everybody, and whom :func:`shortlisted` gives.
    reference
        Of the templates on the shortlist, in its order.
    probe
        Population spreads, shape (values,).
    evidence
        See :class:`Identification`.

    Returns
    -------
    ndarray of shape (people on the shortlist, 3)
        All grow with the number of values.
    """
    likelihoods, places = shortlist
    likeness = kernel_likeness(gallery.attempts(places), probe, gallery.layout)
    return np.column_stack(
        [
            likelihoods[places],
            likeness * len(probe),
            evidence(reference, probe).sum(axis=1),
        ]
    )


def shared(log_odds: Array, ratio: float) -> Array:
    """Divide what speaks for somebody enrolled among those enrolled.

    Verification knows strangers, so that it tells how far a probe is anybody's who is enrolled at
    all; the people enrolled tell who of them. Where two are about as likely, neither gets all:
    strangers are often between two people, and so no more of them pass than by verification alone.

    Parameters
    ----------
    log_odds
        Of N people, but for a common constant; shape (N,).
    ratio
        Log-likelihood ratio by verification, the highest of all.

    Returns
    -------
    ndarray of shape (N,)
        Log-likelihood ratios; their exponentials' sum is that of `ratio`, which a single person
        keeps.
    """
    against = np.exp(log_odds - log_odds.max()).sum()
    shares: Array = ratio + log_odds - log_odds.max() - np.log(against)
    return shares
