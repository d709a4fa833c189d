"""How well a network tells people apart, while it is trained."""

from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray

from inference.evaluation.metrics import equal_error_rate
from inference.training.encoder.corpus import Batch, Corpus
from inference.training.encoder.network import Network, Windows

WIDTH: Final = 96
_AT_ONCE: Final = 512

Vectors = NDArray[np.float64]


@torch.no_grad()
def encoded(network: Network, batch: Batch) -> Vectors:
    """Give a batch's unit vectors, shape (windows, dimension)."""
    device = next(network.parameters()).device
    parts = [
        network(Windows.of(batch.part(slice(at, at + _AT_ONCE)), device))
        for at in range(0, len(batch.code), _AT_ONCE)
    ]
    vectors: Vectors = torch.cat(parts).cpu().double().numpy()
    return vectors


def windows_of(corpus: Corpus, count: int, length: int) -> Batch:
    """Give `count` windows of each text, evenly spaced, text by text."""
    room = np.maximum(corpus.lengths - length, 0)
    places = (np.arange(count) + 0.5) / count
    starts = corpus.bounds[:-1, np.newaxis] + (room[:, np.newaxis] * places).astype(np.int64)
    lengths = np.repeat(np.minimum(corpus.lengths, length), count)
    return corpus.batch(starts.ravel(), lengths, min(length, WIDTH))


def global_eer(vectors: Vectors, enrolled: int) -> float:
    """Give the EER of one threshold for all people.

    Parameters
    ----------
    vectors
        Of any length, shape (people, windows, dimension).
    enrolled
        The first so many windows make a template, the others are probes of all templates.
    """
    vectors = vectors / np.linalg.norm(vectors, axis=2, keepdims=True)
    templates = vectors[:, :enrolled].mean(axis=1)
    templates /= np.linalg.norm(templates, axis=1, keepdims=True)
    cosine = np.einsum("td,pwd->tpw", templates, vectors[:, enrolled:])
    own = np.eye(len(templates), dtype=bool)
    return equal_error_rate(cosine[own].ravel(), cosine[~own].ravel())
