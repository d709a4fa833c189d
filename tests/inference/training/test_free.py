"""Cohort and calibration of the free mode, from simple people."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from inference.bundle import FreeSettings, bundled_models, load_bundle
from inference.calibration import Calibration
from inference.cohort import Cohort
from inference.evaluation.datasets import FreeText
from inference.recognizer import load_recognizer
from inference.training.bundle import free_files, write_bundle
from inference.training.free import (
    NEARER,
    WINDOW,
    WINDOWS,
    Trial,
    Writer,
    cohort_arrays,
    compare,
    encode_writers,
    fit_free,
    make_cohort,
)
from inference.training.free_validation import CELLS, validate_free
from inference.training.grid import FMRS
from tests.inference.training.corpus import TEXT, free_text

LONG_ENOUGH = -(-WINDOWS * WINDOW // len(TEXT))
DIMENSION = 16


def writers(count: int, seed: int) -> list[Writer]:
    """People as clouds of directions: the fewer keys a window has, the wider."""
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(count, 1, 1, DIMENSION))
    width = np.array([1.0, 0.8, 0.65, 0.55])[:, np.newaxis]
    vectors = centres + width * rng.normal(size=(count, WINDOWS, 4, DIMENSION))
    vectors /= np.linalg.norm(vectors, axis=-1, keepdims=True)
    gaps_ms = rng.uniform(100, 300, count).tolist()
    return [
        Writer(np.rint(one * 32_767).astype(np.int16), gap_ms)
        for one, gap_ms in zip(vectors, gaps_ms, strict=True)
    ]


@pytest.fixture(scope="module")
def trial() -> Trial:
    return Trial(writers(60, 1), make_cohort(writers(40, 2)), strangers=20)


@pytest.fixture(scope="module")
def fitted(trial: Trial) -> tuple[FreeSettings, Calibration]:
    return fit_free(trial)


@pytest.fixture(scope="module")
def figures(trial: Trial, fitted: tuple[FreeSettings, Calibration]) -> dict[str, Any]:
    measured = validate_free(trial._replace(writers=writers(60, 3)), fitted[1])
    assert measured["writers"] == 60
    return measured


def test_everybody_is_compared_with_everybody(trial: Trial) -> None:
    found = compare(trial, 60, 25)
    assert found.genuine.shape == (60, 2 * 6, 2)
    assert found.impostor.shape == (60, 2 * 59 * 6, 2)
    assert found.genuine.mean() > found.impostor.mean()


def test_the_calibration_holds_on_other_people(
    fitted: tuple[FreeSettings, Calibration], figures: dict[str, dict[str, Any]]
) -> None:
    assert fitted[0].strangers == 20
    assert 0 < fitted[0].farthest_drift < 1
    assert len(fitted[1].fmrs) == len(FMRS)
    for enrolled, probe in CELLS:
        cell = figures[f"{enrolled} keys enrolled, {probe} keys"]
        # These strangers are no nearer than those that were learnt from.
        assert 0.003 < NEARER * cell["fmr"] < 0.03
        assert cell["cllr_min"] <= cell["cllr"] < cell["cllr_min"] + 0.1


def test_more_keys_are_told_apart_better(figures: dict[str, dict[str, Any]]) -> None:
    eers = [figures[f"240 keys enrolled, {keys} keys"]["eer"] for keys in (15, 60, 120)]
    assert eers == sorted(eers, reverse=True)


def test_thirds_by_speed_make_the_whole(figures: dict[str, dict[str, Any]]) -> None:
    thirds = figures["by speed"]
    assert list(thirds) == ["fastest third", "middle third", "slowest third"]
    for rate in ("fmr", "fnmr"):
        mean = np.mean([third[rate] for third in thirds.values()])
        assert mean == pytest.approx(figures["240 keys enrolled, 60 keys"][rate], abs=2e-4)


def test_the_cohort_is_kept_in_few_bytes_with_little_loss(trial: Trial) -> None:
    kept = cohort_arrays(trial.cohort)["vectors"]
    assert kept.dtype == np.int8
    vectors = kept.astype(float)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    assert np.all((Cohort(vectors).vectors * trial.cohort.vectors).sum(axis=1) > 0.999)


def texts(people: int, seed: int) -> FreeText:
    return free_text(people, LONG_ENOUGH, seed)


def test_texts_that_are_too_short_are_left_out() -> None:
    encoder = load_bundle(bundled_models()).encoder
    assert encode_writers(encoder, list(free_text(2, 3))) == []


def test_a_written_free_mode_loads_and_recognises(tmp_path: Path) -> None:
    bundle = load_bundle(bundled_models())
    cohort = make_cohort(encode_writers(bundle.encoder, list(texts(12, 1))))
    trial = Trial(encode_writers(bundle.encoder, list(texts(16, 2))), cohort, strangers=10)
    files = dict(bundle.files) | free_files(cohort, *fit_free(trial))
    write_bundle(tmp_path, files, {}, {})
    recognizer = load_recognizer(tmp_path)
    person, other = texts(2, 9)
    template = recognizer.enroll([person.sample(0, 200)], mode="free")
    genuine, impostor = (
        recognizer.verify(template, typist.sample(300, 400)).score for typist in (person, other)
    )
    assert genuine > impostor
