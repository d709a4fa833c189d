"""Learn by which directions of the encoder's vectors a replay is known; run after a new encoder.

``python -m inference.training.replay`` writes the file that
:mod:`inference.service.directions` reads. It learns from KLiCKe's writers of the free mode's
calibration, whom the encoder never saw.
"""

import io
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh

import inference.service.directions
from inference.bundle import ENCODER
from inference.evaluation.altered import JITTER_MS, Alteration, altered
from inference.evaluation.datasets import FreeText, TypingSession, load_klicke
from inference.evaluation.replay import is_typing
from inference.features import STEPS_PER_UNIT
from inference.recognizer import Recognizer, load_recognizer
from inference.sample import Sample
from inference.strokes import MAX_KEYS, MIN_KEYS, strokes
from inference.training.split import FREE_CALIBRATION, writers

DIRECTIONS: Final = 40
WRITERS: Final = 420

_SEED: Final = 5
_FEWEST_KEYS: Final = 25
_WINDOWS: Final = 6
"""Of each writer."""
_SHIFT_MS: Final = 8.0
_SCALES: Final = (0.85, 1.18)
_RIDGE: Final = 0.05
"""Part of the mean variance that is added to each, so that none is next to nothing."""

Array = NDArray[np.float64]


def learn_directions(recognizer: Recognizer, texts: FreeText) -> Array:
    """Give the directions that tell real repeats from altered replays.

    Parameters
    ----------
    recognizer
        With the encoder that they are for.
    texts
        KLiCKe.

    Returns
    -------
    ndarray of shape (dimension, DIRECTIONS)
        Its unit is the usual difference between two windows of one person.
    """
    rng = np.random.default_rng(_SEED)
    chosen = writers(texts, FREE_CALIBRATION)
    sessions = [one for one in texts if one.user in chosen][:WRITERS]
    real, nuisance = [], []
    for session in sessions:
        samples = list(_windows(session, rng))
        vectors = [_vector(recognizer, sample) for sample in samples]
        real += [second - first for first, second in pairwise(vectors)]
        nuisance += [
            _vector(recognizer, altered(sample, alteration, rng)) - vector
            for sample, vector in zip(samples, vectors, strict=True)
            for alteration in _alterations(rng)
        ]
    return _discriminant(np.array(real), np.array(nuisance))


def write(recognizer: Recognizer, matrix: Array, path: Path) -> None:
    """Write the directions for a recogniser's encoder."""
    buffer = io.BytesIO()
    encoder = np.array(recognizer.manifest["files"][ENCODER])
    np.savez(buffer, encoder=encoder, matrix=matrix.astype(np.float32))
    path.write_bytes(buffer.getvalue())


def _windows(session: TypingSession, rng: np.random.Generator) -> Iterator[Sample]:
    keys = int(rng.integers(_FEWEST_KEYS, MAX_KEYS + 1))
    places = rng.permutation(len(session) // keys)[:_WINDOWS]
    for start in (places * keys).tolist():
        sample = session.sample(start, start + keys)
        # Keys that don't count, such as arrows, may leave too few.
        if is_typing(session, start, start + keys) and len(strokes(sample)) >= MIN_KEYS:
            yield sample


def _alterations(rng: np.random.Generator) -> Sequence[Alteration]:
    return (
        Alteration(jitter_ms=JITTER_MS),
        Alteration(scale=rng.uniform(*_SCALES), jitter_ms=JITTER_MS),
        Alteration(hold_shift_ms=rng.choice([-1.0, 1.0]) * _SHIFT_MS),
    )


def _vector(recognizer: Recognizer, sample: Sample) -> Array:
    features = recognizer.extract(sample, "free")
    vector: Array = features.vectors()[0] / STEPS_PER_UNIT  # type: ignore[union-attr]  # free ones
    return vector


def _discriminant(real: Array, nuisance: Array) -> Array:
    """Give the directions with the largest ratio of variances, the best first."""
    within, between = (each.T @ each / len(each) for each in (nuisance, real))
    ridge = _RIDGE * np.trace(within) / len(within) * np.eye(len(within))
    _, vectors = eigh(between, within + ridge)
    best = vectors[:, ::-1][:, :DIRECTIONS]
    matrix: Array = best / np.sqrt(((real @ best) ** 2).mean(axis=0))
    return matrix


def main() -> None:
    """Learn from the research data (KEYSTROKE_DATA) and write the file in place."""
    recognizer = load_recognizer()
    folder = Path(inference.service.directions.__file__).parent
    matrix = learn_directions(recognizer, load_klicke())
    write(recognizer, matrix, folder / inference.service.directions.FILE)


if __name__ == "__main__":
    main()
