"""The model bundle: files that can't execute code, and a manifest that says what they must be."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from inference.calibration import Calibration
from inference.detector import DetectorSettings
from inference.errors import ModelError
from inference.features import CONTRACT_VERSION
from inference.population import Population

MANIFEST: Final = "manifest.json"
POPULATION: Final = "population.json"
FIXED: Final = "fixed.json"

_FILES: Final = frozenset({POPULATION, FIXED})
_ADVICE: Final = "install the program again, or give the folder of another model."


@dataclass(frozen=True)
class Bundle:
    """A model whose files are what its manifest says.

    Parameters
    ----------
    manifest
        What ``manifest.json`` holds.
    files
        Contents of the files by name.
    """

    manifest: dict[str, Any]
    files: dict[str, bytes]

    @property
    def model(self) -> str:
        """SHA-256 over contract version and file hashes, hexadecimal: names this model."""
        return model_hash(self.manifest)

    @cached_property
    def population(self) -> Population:
        """Usual times; needed only where typing is done."""
        with _readable(POPULATION):
            return Population.from_dict(json.loads(self.files[POPULATION]))

    @cached_property
    def detector(self) -> DetectorSettings:
        """What training chose for the fixed mode's detector."""
        with _readable(FIXED):
            return DetectorSettings(**json.loads(self.files[FIXED])["detector"])

    @cached_property
    def calibration(self) -> Calibration:
        """From the fixed mode's raw scores to log-likelihood ratios."""
        with _readable(FIXED):
            return Calibration.from_dict(json.loads(self.files[FIXED])["calibration"])


def bundled_models() -> Path:
    """Give the folder of the model that comes with the program."""
    package = Path(__file__).parent
    installed = package / "models"
    return installed if installed.is_dir() else package.parent / "models"


def file_hash(data: bytes) -> str:
    """Give the SHA-256 of a file's contents, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def model_hash(manifest: dict[str, Any]) -> str:
    """Give the hash that names the model which a manifest describes."""
    named = {"contract": manifest["contract"], "files": manifest["files"]}
    return file_hash(json.dumps(named, sort_keys=True, separators=(",", ":")).encode())


def load_bundle(folder: Path) -> Bundle:
    """Read a model bundle and check every file against the manifest.

    Raises
    ------
    ModelError
        If something is missing, differs from the manifest, or is of another contract version.
    """
    manifest = _manifest(folder)
    if manifest["contract"] != CONTRACT_VERSION:
        raise ModelError(
            f"The model in {folder} has contract version {manifest['contract']}, this program "
            f"needs {CONTRACT_VERSION}: {_ADVICE}"
        )
    files: dict[str, bytes] = {}
    for name, expected in manifest["files"].items():
        files[name] = _read(folder / name)
        if file_hash(files[name]) != expected:
            raise ModelError(
                f"The model file {folder / name} isn't the one that the manifest names (SHA-256 "
                f"differs): don't use it; {_ADVICE}"
            )
    return Bundle(manifest, files)


@contextmanager
def _readable(name: str) -> Iterator[None]:
    try:
        yield
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ModelError(f"The model file {name} can't be read: {_ADVICE}") from error


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads(_read(folder / MANIFEST))
        complete = isinstance(manifest["contract"], int) and set(manifest["files"]) == _FILES
    except (ValueError, TypeError, KeyError, RecursionError):
        complete = False
    if not complete:
        raise ModelError(f"{folder / MANIFEST} is no model manifest: {_ADVICE}")
    return dict(manifest)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"The model file {path} can't be read: {_ADVICE}") from error
