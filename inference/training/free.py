"""Cohort and calibration of the free mode, learnt from writers whom the encoder never saw."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray

from inference.bundle import FreeSettings
from inference.calibration import Calibration
from inference.cohort import Cohort
from inference.encoder import Encoder
from inference.evaluation.datasets import TypingSession
from inference.features import STEPS_PER_UNIT
from inference.free import Direction, direction, free_voices
from inference.strokes import strokes
from inference.training.grid import Cell, calibration_of, fit_cell

WINDOW: Final = 60
"""Strokes of a window, about one sentence."""
LENGTHS: Final = (15, 25, 40, WINDOW)
"""What shorter samples have."""
WINDOWS: Final = 20
"""Windows of each writer: templates are made of the first half, probes of the second."""
ENROLLED_KEYS: Final = (15, 25, 40, 60, 120, 240, 480)
PROBE_KEYS: Final = (15, 25, 40, 60, 120, 240, 480)
STRANGERS: Final = 100
"""Chosen on the validation writers; see the benchmark report."""

NEARER: Final = 2.0
"""Essays' writers differ more than people who copy sentences do: strangers of another crowd pass so
many times as often. Chosen on odd-numbered people of the Aalto set."""

_COHORT_WINDOWS: Final = 4
_TEMPLATES, _PROBES = 2, 6
_FIRST_HALF, _SECOND_HALF = (0, WINDOWS // 2), (WINDOWS // 2, WINDOWS)
_USUAL_DRIFT: Final = 0.95
"""Adaptation may go as far as this share of people go within a session."""

Matrix = NDArray[np.float64]
Vectors = NDArray[np.int16]


class Writer(NamedTuple):
    """What one person typed, encoded.

    Attributes
    ----------
    vectors
        Unit vectors in 1/32767 of the first 15, 25, 40 and 60 strokes of each window; shape
        (windows, lengths, dimension).
    usual_gap_ms
        Median press-press time.
    """

    vectors: Vectors
    usual_gap_ms: float


class Trial(NamedTuple):
    """What a comparison of writers is made with.

    Attributes
    ----------
    writers
        Neither the encoder's nor the cohort's.
    cohort
        The strangers.
    strangers
        How many of the nearest a score is normalised by.
    """

    writers: Sequence[Writer]
    cohort: Cohort
    strangers: int = STRANGERS


@dataclass(frozen=True)
class Comparisons:
    """Raw voices of many comparisons.

    Attributes
    ----------
    genuine
        Raw voices of each writer with himself, shape (writers, comparisons, voices).
    impostor
        And with others, shape (writers, comparisons, voices).
    """

    genuine: Matrix
    impostor: Matrix


def encode_writers(encoder: Encoder, sessions: Sequence[TypingSession]) -> list[Writer]:
    """Encode windows of each writer, evenly spaced; those with too short a text are left out."""
    found = Parallel(n_jobs=-1)(delayed(_encoded)(encoder, session) for session in sessions)
    return [writer for writer in found if writer is not None]


def make_cohort(writers: Sequence[Writer]) -> Cohort:
    """Take a few windows of each writer, as strangers to judge likeness by."""
    places = np.linspace(0, WINDOWS - 1, _COHORT_WINDOWS).round().astype(int)
    vectors = np.concatenate([writer.vectors[places, -1] for writer in writers])
    return Cohort(_unit(vectors))


def cohort_arrays(cohort: Cohort) -> dict[str, NDArray[np.int8]]:
    """Give a cohort as whole numbers of 1/127; directions need no more."""
    largest = np.abs(cohort.vectors).max(axis=1, keepdims=True)
    return {"vectors": np.rint(cohort.vectors / largest * 127).astype(np.int8)}


def fit_free(trial: Trial) -> tuple[FreeSettings, Calibration]:
    """Learn weights and thresholds for numbers of enrolled and of probe keys."""
    rows = Parallel(n_jobs=-1)(delayed(_fit_row)(trial, keys) for keys in ENROLLED_KEYS)
    writers = len(trial.writers)
    impostors = _TEMPLATES * writers * _PROBES * (writers - 1)
    calibration = calibration_of(rows, ENROLLED_KEYS, PROBE_KEYS, impostors)
    return FreeSettings(trial.strangers, _usual_drift(trial)), calibration


def compare(trial: Trial, enrolled: int, probe: int) -> Comparisons:
    """Compare everybody with everybody: templates and probes of so many keys."""
    templates = _directions(trial, enrolled, _TEMPLATES, _FIRST_HALF)
    probes = _directions(trial, probe, _PROBES, _SECOND_HALF)
    voices = np.stack([free_voices(templates, one) for one in probes], axis=1)
    template_of = np.repeat(np.arange(len(trial.writers)), _TEMPLATES)
    probe_of = np.repeat(np.arange(len(trial.writers)), _PROBES)
    own = template_of[:, np.newaxis] == probe_of
    by_writer = (len(trial.writers), -1, voices.shape[2])
    return Comparisons(voices[own].reshape(by_writer), voices[~own].reshape(by_writer))


def _fit_row(trial: Trial, enrolled: int) -> list[Cell]:
    return [_fit_cell(compare(trial, enrolled, probe)) for probe in PROBE_KEYS]


def _fit_cell(found: Comparisons) -> Cell:
    return fit_cell(np.concatenate(found.genuine), np.concatenate(found.impostor), NEARER)


def _directions(trial: Trial, keys: int, count: int, between: tuple[int, int]) -> list[Direction]:
    """Give `count` directions of `keys` keys for each writer, from windows in `between`."""
    length = min(keys, WINDOW)
    windows = keys // length
    starts = np.linspace(between[0], between[1] - windows, count).round().astype(int)
    weights = np.full(windows, length, dtype=np.int16)
    which = LENGTHS.index(length)
    return [
        direction(
            writer.vectors[start : start + windows, which], weights, trial.cohort, trial.strangers
        )
        for writer in trial.writers
        for start in starts
    ]


def _usual_drift(trial: Trial) -> float:
    """Give how far most people go from the first half of a session to the second, 1 less cosine."""
    early, late = (
        _directions(trial, ENROLLED_KEYS[-1], 1, half) for half in (_FIRST_HALF, _SECOND_HALF)
    )
    drifts = [1 - float(one.unit @ other.unit) for one, other in zip(early, late, strict=True)]
    return round(float(np.quantile(drifts, _USUAL_DRIFT)), 3)


def _encoded(encoder: Encoder, session: TypingSession) -> Writer | None:
    typed = strokes(session.sample())
    if len(typed) < WINDOWS * WINDOW:
        return None
    starts = np.linspace(0, len(typed) - WINDOW, WINDOWS).astype(int).tolist()
    vectors = [
        [encoder.encode(typed.part(start, start + length)) for length in LENGTHS]
        for start in starts
    ]
    return Writer(
        np.rint(np.array(vectors) * STEPS_PER_UNIT).astype(np.int16),
        float(np.median(typed.press_press_ms)),
    )


def _unit(vectors: NDArray[np.int16]) -> Matrix:
    values = vectors.astype(np.float64)
    unit: Matrix = values / np.linalg.norm(values, axis=1, keepdims=True)
    return unit
