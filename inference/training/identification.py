"""How the fixed mode tells people apart who typed one phrase, learnt from pseudo-phrases."""

from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from inference.detector import (
    Array,
    DetectorSettings,
    Layout,
    Reference,
    fit_reference,
    stacked,
)
from inference.evidence import Evidence
from inference.gallery import Gallery
from inference.identification import SHORTLIST, VOICES, Identification, shortlisted, voices
from inference.training.conditions import Conditions
from inference.training.effort import Effort
from inference.training.evidence import Rows, described, fit_network
from inference.training.joins import Corpus

EVIDENCE_CELLS: Final = ((5, 11), (7, 13), (10, 11), (7, 20))
WEIGHT_CELLS: Final = ((7, 8), (7, 13), (7, 20))
"""Samples of the templates and positions of the phrases that each is learnt from."""

CONDITIONS: Final = Conditions(strangeness=0.5, drift=0.35)
"""Everybody enrolled has practised; half the drift of verification names more people right within a
day, and hardly fewer on the next."""

_PROBES: Final = 3
_IMPOSTORS: Final = 2
_NEAREST: Final = 10
"""Impostors are drawn from so many whose typing is nearest: others need no telling apart."""
_FEWEST_WRITERS: Final = 40
_STEPS: Final = 30
_RIDGE: Final = 1e-4


class _Crowd(NamedTuple):
    """Writers who typed one phrase: their gallery, and probes as of a later day."""

    gallery: Gallery
    references: list[Reference]
    probes: Array
    """Shape (probes, people, values)."""


def fit_identification(
    learnt: Corpus, weighed: Corpus, settings: DetectorSettings, effort: Effort, seed: int
) -> Identification:
    """Learn what single values say among people who type alike, then how to weigh all voices.

    Parameters
    ----------
    learnt, weighed
        Writers to learn the one and the other from.
    settings
        Of the detector.
    effort
        Half its phrases are taken for each of the cells, twice its templates are in a gallery.
    seed
        Makes it repeatable.

    Raises
    ------
    LookupError
        If too few writers typed such phrases, or a gallery has fewer people than the shortlist.
    """
    crowds = _crowds(learnt, EVIDENCE_CELLS, settings, effort, np.random.default_rng((seed, 1)))
    rng = np.random.default_rng((seed, 2))
    evidence = fit_network([rows for crowd in crowds for rows in _compared(crowd, rng)], seed)
    crowds = _crowds(weighed, WEIGHT_CELLS, settings, effort, np.random.default_rng((seed, 3)))
    heard = np.concatenate([_heard(crowd, evidence) for crowd in crowds])
    if not len(heard):
        raise LookupError(f"galleries of {SHORTLIST} writers are needed to weigh the voices")
    return Identification(evidence, choice_weights(heard).round(4))


def _crowds(
    corpus: Corpus,
    cells: tuple[tuple[int, int], ...],
    settings: DetectorSettings,
    effort: Effort,
    rng: np.random.Generator,
) -> Iterator[_Crowd]:
    for samples, positions in cells:
        attempts = samples + _PROBES
        drawn = corpus.phrases(rng, positions, attempts, _FEWEST_WRITERS)
        for phrase in islice(drawn, max(1, effort.phrases // 2)):
            people = rng.permutation(phrase.writers)[: 2 * effort.templates]
            typed = np.array(
                [corpus.attempts(phrase, int(one), slice(0, attempts)) for one in people]
            ) + CONDITIONS.phrase_effect(rng, phrase.layout)
            later = [
                CONDITIONS.later(rng, typed[:, -k], phrase.layout) for k in range(_PROBES, 0, -1)
            ]
            yield _crowd(typed[:, :samples], np.array(later), phrase.layout, settings)


def _crowd(typed: Array, probes: Array, layout: Layout, settings: DetectorSettings) -> _Crowd:
    references = [fit_reference(one, layout, settings) for one in typed]
    return _Crowd(Gallery(list(typed), 1.0, layout, settings), references, probes)


def _compared(crowd: _Crowd, rng: np.random.Generator) -> Iterator[Rows]:
    """Describe values of probes beside their own template, and beside those most like it."""
    own = stacked(crowd.references)
    for probes in crowd.probes:
        yield described(own, probes), True
        nearest = np.array(
            [_nearest_others(crowd.gallery, person, probe) for person, probe in enumerate(probes)]
        )
        for _ in range(_IMPOSTORS):
            drawn = rng.integers(nearest.shape[1], size=len(nearest))
            others = [crowd.references[place] for place in nearest[np.arange(len(drawn)), drawn]]
            yield described(stacked(others), probes), False


def _nearest_others(gallery: Gallery, person: int, probe: Array) -> NDArray[np.intp]:
    likelihoods = gallery.log_likelihoods(probe)
    likelihoods[person] = -np.inf
    return np.argsort(-likelihoods, kind="stable")[: min(_NEAREST, len(gallery) - 1)]


def _heard(crowd: _Crowd, evidence: Evidence) -> Array:
    """Give voices of each probe's own template first, then of others on the shortlist.

    Returns
    -------
    ndarray of shape (probes, people compared, voices)
        Probes whose own template isn't on the shortlist are left out.
    """
    found: list[Array] = []
    for person, probe in (
        (at, probe) for probes in crowd.probes for at, probe in enumerate(probes)
    ):
        shortlist = shortlisted(crowd.gallery, probe)
        places = shortlist.places
        if person in places and len(places) == SHORTLIST:
            reference = stacked([crowd.references[place] for place in places])
            heard = voices(crowd.gallery, shortlist, reference, probe, evidence)
            found.append(heard[np.argsort(places != person, kind="stable")])
    return np.array(found).reshape(-1, SHORTLIST, len(VOICES))


def choice_weights(heard: Array) -> Array:
    """Weigh voices so that the first of several choices is the likeliest.

    McFadden's (1974) conditional logit, by Newton's method.

    Parameters
    ----------
    heard
        Shape (choices made, alternatives, voices); the first alternative is the right one.

    Returns
    -------
    ndarray of shape (voices,)
        None below 0.
    """
    spread = (heard - heard.mean(axis=1, keepdims=True)).std(axis=(0, 1))
    against = (heard - heard[:, :1]) / spread
    weights = np.zeros(heard.shape[2])
    for _ in range(_STEPS):
        odds = against @ weights
        shares = np.exp(odds - odds.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        mean = np.einsum("ca,cav->cv", shares, against)
        gradient = mean.mean(axis=0) + _RIDGE * weights
        curvature = np.einsum("ca,cav,caw->vw", shares, against, against) - mean.T @ mean
        curvature = curvature / len(heard) + _RIDGE * np.eye(len(weights))
        weights = weights - np.linalg.solve(curvature, gradient)
    found: Array = np.maximum(weights, 0.0) / spread
    return found
