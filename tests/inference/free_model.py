"""A small free-mode model for tests, until a trained one comes with the program."""

import io
import json
from functools import cache

import numpy as np
from numpy.typing import NDArray

from inference.bundle import COHORT, ENCODER, FREE, Bundle, bundled_models, load_bundle
from inference.recognizer import Recognizer
from inference.strokes import Strokes, strokes, windows
from tests.inference.typing import LETTERS, written

DIMENSION = 32


class StandIn:
    """Projects the mean hold and gap of each letter."""

    dimension = DIMENSION

    def encode(self, window: Strokes) -> NDArray[np.float64]:
        codes = np.array(window.codes)
        holds, gaps = window.hold_ms - 100, window.press_press_ms - 175
        means = [
            times[codes == code].mean() if code in window.codes else 0.0
            for times in (holds, gaps)
            for code in LETTERS
        ]
        vector = np.random.default_rng(5).normal(size=(DIMENSION, len(means))) @ np.array(means)
        return np.asarray(vector / np.linalg.norm(vector))


class StandInBundle(Bundle):
    """The bundled model with a free mode of its own."""

    encoder = StandIn()  # type: ignore[assignment]  # all that is asked of an encoder


@cache
def free_bundle() -> Bundle:
    bundled = load_bundle(bundled_models())
    files = {ENCODER: b"", FREE: _settings(), COHORT: _cohort()}
    named = bundled.manifest["files"] | dict.fromkeys(files, "0" * 64)
    return StandInBundle(bundled.manifest | {"files": named}, bundled.files | files)


@cache
def free_recognizer() -> Recognizer:
    return Recognizer(free_bundle())


def _settings() -> bytes:
    calibration = {
        "rows": [50, 500],
        "columns": [15, 50, 150],
        "fmrs": [0.001, 0.01, 0.1],
        "weights": [[[-6.0, 6.0, 1.6]] * 3] * 2,
        "thresholds": [[[5.0, 2.5, 0.0]] * 3] * 2,
        "limit": 12.0,
    }
    settings = {"strangers": 20, "farthest_drift": 0.3}
    return json.dumps({"settings": settings, "calibration": calibration}).encode()


def _cohort() -> bytes:
    people = [windows(strokes(written(0, person=person)))[0] for person in range(1000, 1060)]
    vectors = np.array([StandIn().encode(window) for window in people])
    file = io.BytesIO()
    np.savez(file, vectors=np.rint(vectors * 127).astype(np.int8))
    return file.getvalue()
