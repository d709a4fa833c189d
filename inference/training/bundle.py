"""Write a model bundle: its files, and the manifest that vouches for them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from inference.bundle import (
    BESIDE,
    COHORT,
    EXPECTATION,
    FILES,
    FIXED,
    FREE,
    MANIFEST,
    POPULATION,
    FreeSettings,
    file_hash,
)
from inference.calibration import Calibration
from inference.cohort import Cohort
from inference.detector import DetectorSettings
from inference.evidence import Evidence
from inference.expectation import Expectations
from inference.features import CONTRACT_VERSION
from inference.identification import Identification
from inference.population import Population
from inference.training.arrays import write_arrays
from inference.training.free import cohort_arrays

Files = dict[str, bytes]


def fixed_files(
    population: Population,
    settings: DetectorSettings,
    evidence: Evidence,
    calibration: Calibration,
    identification: Identification,
) -> Files:
    """Give the files of the fixed mode, by name."""
    return {
        POPULATION: _encoded({"holds": population.holds, "intervals": population.intervals}),
        FIXED: _encoded(
            {
                "detector": asdict(settings),
                "evidence": evidence.to_dict(),
                "calibration": calibration.to_dict(),
                "identification": identification.to_dict(),
            }
        ),
    }


def free_files(cohort: Cohort, settings: FreeSettings, calibration: Calibration) -> Files:
    """Give the files of the free mode but for the encoder, by name."""
    return {
        COHORT: write_arrays(cohort_arrays(cohort)),
        FREE: _encoded({"settings": asdict(settings), "calibration": calibration.to_dict()}),
    }


def expectation_files(model: str, expectations: Mapping[str, Expectations]) -> Files:
    """Give the file of what a model's owners may expect, by mode."""
    tables = {mode: table.to_dict() for mode, table in expectations.items()}
    return {EXPECTATION: _encoded({"model": model, "expectations": tables})}


def write_bundle(
    folder: Path, files: Files, metrics: Mapping[str, Any], training: Mapping[str, Any]
) -> dict[str, Any]:
    """Put files into a model's folder and write the manifest anew.

    Parameters
    ----------
    folder
        What lies there and isn't replaced stays, with its metrics.
    files
        New contents, by name.
    metrics, training
        What was measured and how it was made, by part of the model; other parts' stay.

    Returns
    -------
    dict
        The manifest.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    earlier = _manifest(folder)
    manifest = {
        "contract": CONTRACT_VERSION,
        "files": _hashes(folder, FILES),
        "beside": _hashes(folder, BESIDE),
        "training": earlier["training"] | dict(training),
        "metrics": earlier["metrics"] | dict(metrics),
    }
    (folder / MANIFEST).write_bytes(_encoded(manifest))
    return manifest


def _hashes(folder: Path, names: Iterable[str]) -> dict[str, str]:
    present = [folder / name for name in names if (folder / name).exists()]
    return {path.name: file_hash(path.read_bytes()) for path in present}


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    return json.loads(path.read_bytes()) if path.exists() else {"training": {}, "metrics": {}}


def _encoded(document: Any) -> bytes:
    return (json.dumps(document, indent=1, sort_keys=True) + "\n").encode()
