import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from inference import load_recognizer
from inference.bundle import (
    COHORT,
    ENCODER,
    FIXED,
    FREE,
    MANIFEST,
    POPULATION,
    bundled_models,
    file_hash,
    load_bundle,
)
from inference.errors import ModelError
from tests.inference.typing import attempts, typed, written


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return shutil.copytree(bundled_models(), tmp_path / "models")


def test_the_bundled_model_loads_from_any_folder(copy: Path) -> None:
    assert load_recognizer(copy).model == load_recognizer().model


@pytest.mark.parametrize("name", [POPULATION, FIXED])
def test_a_tampered_file_is_refused(copy: Path, name: str) -> None:
    data = bytearray((copy / name).read_bytes())
    data[len(data) // 2] ^= 1
    (copy / name).write_bytes(data)
    with pytest.raises(ModelError, match="SHA-256 differs"):
        load_recognizer(copy)


@pytest.mark.parametrize("name", [MANIFEST, POPULATION, FIXED])
def test_a_missing_file_is_told(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ModelError, match=name):
        load_recognizer(copy)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "[" * 100_000, '{"contract": 1, "files": {"../x": "0"}}', "nul"]
)
def test_a_damaged_manifest_is_told(copy: Path, text: str) -> None:
    (copy / MANIFEST).write_text(text)
    with pytest.raises(ModelError, match="no model manifest"):
        load_recognizer(copy)


def test_a_model_of_another_contract_is_refused(copy: Path) -> None:
    manifest = json.loads((copy / MANIFEST).read_text())
    (copy / MANIFEST).write_text(json.dumps({**manifest, "contract": 99}))
    with pytest.raises(ModelError, match="contract version 99"):
        load_recognizer(copy)


@pytest.mark.parametrize("name", [POPULATION, FIXED])
@pytest.mark.parametrize("content", [b"{}", b"[]", b"nul", b'{"holds": 5}', b"[" * 100_000])
def test_a_file_that_the_manifest_vouches_for_but_nobody_can_read_is_refused(
    copy: Path, name: str, content: bytes
) -> None:
    (copy / name).write_bytes(content)
    vouch(copy, name)
    with pytest.raises(ModelError, match="can't be read"):
        load_recognizer(copy).enroll([typed(1)])


def test_the_models_name_does_not_hang_on_its_metrics(copy: Path) -> None:
    before = load_bundle(copy).model
    manifest = json.loads((copy / MANIFEST).read_text())
    (copy / MANIFEST).write_text(json.dumps({**manifest, "metrics": {}}))
    assert load_bundle(copy).model == before


def test_a_model_for_scoring_needs_no_files_for_extraction(copy: Path) -> None:
    template = load_recognizer().enroll(attempts(5))
    probe = load_recognizer().extract(typed(9))
    (copy / POPULATION).unlink()
    with pytest.raises(ModelError, match=POPULATION):
        load_recognizer(copy)
    scorer = load_recognizer(copy, scoring_only=True)
    assert scorer.model == load_recognizer().model
    assert scorer.verify(template, probe) == load_recognizer().verify(template, probe)
    with pytest.raises(ModelError, match="for scoring only: extract features on the machine"):
        scorer.extract(typed(9))


@pytest.mark.parametrize("name", [ENCODER, FREE, COHORT])
def test_a_tampered_file_of_the_free_mode_is_refused(copy: Path, name: str) -> None:
    data = bytearray((copy / name).read_bytes())
    data[len(data) // 2] ^= 1
    (copy / name).write_bytes(data)
    with pytest.raises(ModelError, match="SHA-256 differs"):
        load_recognizer(copy)


@pytest.mark.parametrize("name", [ENCODER, FREE, COHORT])
@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"nul", b"PK\x03\x04", b"[" * 100_000])
def test_a_file_of_the_free_mode_that_nobody_can_read_is_refused(
    copy: Path, name: str, content: bytes
) -> None:
    (copy / name).write_bytes(content)
    vouch(copy, name)
    with pytest.raises(ModelError, match="can't be read"):
        load_recognizer(copy).enroll([written(1)], mode="free")


def test_free_text_is_scored_without_the_encoder(copy: Path) -> None:
    features = load_recognizer().extract(written(1), mode="free")
    (copy / ENCODER).unlink()
    scorer = load_recognizer(copy, scoring_only=True)
    template = scorer.enroll([features], mode="free")
    assert np.isfinite(scorer.verify(template, features).score)
    with pytest.raises(ModelError, match="for scoring only"):
        scorer.extract(written(1), mode="free")


def vouch(folder: Path, name: str) -> None:
    manifest = json.loads((folder / MANIFEST).read_text())
    manifest["files"][name] = file_hash((folder / name).read_bytes())
    (folder / MANIFEST).write_text(json.dumps(manifest))
