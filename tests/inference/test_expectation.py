import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import beta

from inference import load_recognizer
from inference.bundle import BESIDE, EXPECTATION, MANIFEST, bundled_models, file_hash, load_bundle
from inference.decision import Mode
from inference.errors import InputError, ModelError, UnsupportedModeError
from inference.expectation import Expectations, beta_range
from inference.recognizer import Recognizer

TABLE = Expectations(
    rows=np.array([5.0, 20.0]),
    columns=np.array([10.0, 20.0]),
    fmrs=np.array([0.001, 0.1]),
    log_odds=np.array([[[2.0, 0.0], [1.0, -1.0]], [[0.0, -2.0], [-1.0, -3.0]]]),
    strength=4.0,
    later=1.0,
)


def share(log_odds: float) -> float:
    return float(1 / (1 + np.exp(-log_odds)))


@pytest.fixture(scope="module")
def recognizer() -> Recognizer:
    return load_recognizer()


@pytest.mark.parametrize("mean", [0.002, 0.05, 0.3, 0.9])
@pytest.mark.parametrize("strength", [1.2, 4.0, 300.0])
def test_a_beta_distributions_range_is_the_exact_one(mean: float, strength: float) -> None:
    exact = beta(mean * strength, (1 - mean) * strength).ppf([0.025, 0.975])
    assert beta_range(mean, strength) == pytest.approx(exact, abs=0.003)


def test_expectations_lie_between_those_that_were_learnt() -> None:
    assert TABLE.at(5, 10, 0.1).fnmr == pytest.approx(share(0.0))
    assert TABLE.at(10, 10, 0.1).fnmr == pytest.approx(share(-1.0))
    assert TABLE.at(10, 14, 0.01).fnmr == pytest.approx(share(-0.5), abs=0.01)


def test_beyond_what_was_learnt_the_edge_holds() -> None:
    assert TABLE.at(200, 90, 0.5) == TABLE.at(20, 20, 0.1)
    assert TABLE.at(1, 1, 0.0001) == TABLE.at(5, 10, 0.001)


def test_later_days_are_told_apart_where_they_are_known() -> None:
    later = TABLE.at(5, 10, 0.1).later_fnmr
    assert later == pytest.approx(share(1.0))
    unknown = Expectations.from_dict({**TABLE.to_dict(), "later": None})
    assert unknown.at(5, 10, 0.1).later_fnmr is None


def test_expectations_survive_their_json() -> None:
    read = Expectations.from_dict(json.loads(json.dumps(TABLE.to_dict())))
    assert read.at(7, 13, 0.02) == TABLE.at(7, 13, 0.02)


@pytest.mark.parametrize(("mode", "samples"), [("fixed", 10), ("free", 250)])
def test_the_stricter_the_more_refusals(recognizer: Recognizer, mode: Mode, samples: int) -> None:
    fnmrs = [recognizer.expect(mode, samples, 20, fmr).fnmr for fmr in (0.1, 0.01, 0.001)]
    assert 0 < fnmrs[0] < fnmrs[1] < fnmrs[2] < 1


@pytest.mark.parametrize(("mode", "few", "many"), [("fixed", 5, 40), ("free", 60, 480)])
def test_more_samples_and_longer_phrases_are_refused_less(
    recognizer: Recognizer, mode: Mode, few: int, many: int
) -> None:
    assert recognizer.expect(mode, many, 20).fnmr < recognizer.expect(mode, few, 20).fnmr
    assert recognizer.expect(mode, few, 40).fnmr < recognizer.expect(mode, few, 15).fnmr


def test_people_differ_by_more_than_chance(recognizer: Recognizer) -> None:
    expected = recognizer.expect("fixed", 10, 12)
    assert expected.low < expected.fnmr < expected.high
    assert expected.high - expected.low > 0.3


def test_a_phrase_is_refused_more_often_on_later_days(recognizer: Recognizer) -> None:
    expected = recognizer.expect("fixed", 10, 12)
    assert expected.later_fnmr is not None
    assert expected.later_fnmr > expected.fnmr
    assert recognizer.expect("free", 250, 60).later_fnmr is None


@pytest.mark.parametrize(("samples", "size", "fmr"), [(0, 9, 0.01), (5, 0, 0.01), (5, 9, 0.0)])
def test_nonsense_is_refused(recognizer: Recognizer, samples: int, size: int, fmr: float) -> None:
    with pytest.raises(InputError):
        recognizer.expect("fixed", samples, size, fmr)


def test_another_mode_is_refused(recognizer: Recognizer) -> None:
    with pytest.raises(UnsupportedModeError):
        recognizer.expect("spoken", 5, 9)  # type: ignore[arg-type]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return shutil.copytree(bundled_models(), tmp_path / "models")


def edit_manifest(folder: Path, section: str, content: object) -> None:
    manifest = json.loads((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(json.dumps({**manifest, section: content}))


def test_templates_outlive_new_expectations(copy: Path) -> None:
    before = load_bundle(copy).model
    edit_manifest(copy, "beside", {})
    assert load_bundle(copy).model == before


def test_a_model_without_expectations_says_so(copy: Path) -> None:
    edit_manifest(copy, "beside", {})
    with pytest.raises(ModelError, match="--part expectation"):
        load_recognizer(copy).expect("fixed", 10, 12)


def test_another_models_expectations_are_not_told(copy: Path) -> None:
    document = json.loads((copy / EXPECTATION).read_text())
    data = json.dumps({**document, "model": "0" * 64}).encode()
    (copy / EXPECTATION).write_bytes(data)
    edit_manifest(copy, "beside", {EXPECTATION: file_hash(data)})
    with pytest.raises(ModelError, match="--part expectation"):
        load_recognizer(copy).expect("fixed", 10, 12)


def test_tampered_expectations_are_refused(copy: Path) -> None:
    assert BESIDE == (EXPECTATION,)
    data = (copy / EXPECTATION).read_bytes()
    (copy / EXPECTATION).write_bytes(data.replace(b"1", b"2", 1))
    with pytest.raises(ModelError, match="SHA-256 differs"):
        load_recognizer(copy)


@pytest.mark.parametrize("data", [b"{}", b"[]", b"nul", b"[" * 100_000])
def test_expectations_that_nobody_can_read_are_refused(copy: Path, data: bytes) -> None:
    (copy / EXPECTATION).write_bytes(data)
    edit_manifest(copy, "beside", {EXPECTATION: file_hash(data)})
    with pytest.raises(ModelError, match="can't be read"):
        load_recognizer(copy).expect("fixed", 10, 12)
