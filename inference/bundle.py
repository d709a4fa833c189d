"""The model bundle: files that can't execute code, and a manifest that says what they must be."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

from inference.calibration import Calibration
from inference.cohort import Cohort
from inference.detector import DetectorSettings
from inference.errors import ModelError
from inference.evidence import Evidence
from inference.expectation import Expectations
from inference.features import CONTRACT_VERSION
from inference.population import Population

if TYPE_CHECKING:
    from pathlib import Path

    from inference.encoder import Encoder
    from inference.identification import Identification

Part = TypeVar("Part")

MANIFEST: Final = "manifest.json"
POPULATION: Final = "population.json"
FIXED: Final = "fixed.json"
ENCODER: Final = "encoder.npz"
FREE: Final = "free.json"
COHORT: Final = "cohort.npz"

EXPECTATION: Final = "expectation.json"

FILES: Final = (POPULATION, FIXED, ENCODER, FREE, COHORT)
"""What scores hang on: they name the model."""
BESIDE: Final = (EXPECTATION,)
"""What is only told of the model: it may be learnt anew, and templates stay as good as they were.
It may be missing."""

_EXTRACTION_FILES: Final = frozenset({POPULATION, ENCODER})
"""Needed only where typing is done."""
_ADVICE: Final = "install the program again, or give the folder of another model."


@dataclass(frozen=True)
class FreeSettings:
    """What training chose for the free mode.

    Parameters
    ----------
    strangers
        How many of the nearest strangers a score is normalised by.
    farthest_drift
        Adaptation keeps 1 less the cosine to the anchor within this.
    """

    strangers: int
    farthest_drift: float


@dataclass(frozen=True)
class Bundle:
    """A model whose files are what its manifest says.

    Parameters
    ----------
    manifest
        What ``manifest.json`` holds.
    files
        Contents of the files by name; without those for extraction where it is loaded for scoring
        only.
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
        return self._parsed(POPULATION, lambda data: Population.from_dict(json.loads(data)))

    @cached_property
    def detector(self) -> DetectorSettings:
        """What training chose for the fixed mode's detector."""
        return self._parsed(FIXED, lambda data: DetectorSettings(**json.loads(data)["detector"]))

    @cached_property
    def evidence(self) -> Evidence:
        """What single values say in the fixed mode."""
        return self._parsed(FIXED, lambda data: Evidence.from_dict(json.loads(data)["evidence"]))

    @cached_property
    def identification(self) -> "Identification":
        """How the fixed mode tells people apart who typed one phrase."""
        from inference.identification import Identification  # noqa: PLC0415 (the fixed mode alone)

        return self._parsed(
            FIXED, lambda data: Identification.from_dict(json.loads(data)["identification"])
        )

    @cached_property
    def calibration(self) -> Calibration:
        """From the fixed mode's raw scores to log-likelihood ratios."""
        return self._parsed(FIXED, _calibration)

    @cached_property
    def encoder(self) -> "Encoder":
        """From strokes to unit vectors; needed only where typing is done."""
        from inference.encoder import Encoder  # noqa: PLC0415 (where typing is done alone)

        return self._parsed(ENCODER, Encoder.from_bytes)

    @cached_property
    def free_settings(self) -> FreeSettings:
        """What training chose for the free mode."""
        return self._parsed(FREE, lambda data: FreeSettings(**json.loads(data)["settings"]))

    @cached_property
    def free_calibration(self) -> Calibration:
        """From the free mode's raw scores to log-likelihood ratios."""
        return self._parsed(FREE, _calibration)

    @cached_property
    def cohort(self) -> Cohort:
        """Strangers that the free mode's scores are normalised by."""
        return self._parsed(COHORT, Cohort.from_bytes)

    @cached_property
    def expectations(self) -> dict[str, Expectations]:
        """How often owners are refused, by mode.

        Raises
        ------
        ModelError
            If that was learnt for another model, or not at all.
        """
        if EXPECTATION in self.files:
            model, expectations = self._parsed(EXPECTATION, _expectations)
            if model == self.model:
                return expectations
        raise ModelError(
            "It isn't known how often this model refuses owners: learn it with 'keystroke train "
            "--part expectation'."
        )

    def _parsed(self, name: str, parse: Callable[[bytes], Part]) -> Part:
        if name not in self.files:
            raise ModelError(
                "The model was loaded for scoring only: extract features on the machine where the "
                "typing is done."
            )
        try:
            return parse(self.files[name])
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
            raise ModelError(f"The model file {name} can't be read: {_ADVICE}") from error


def bundled_models() -> "Path":
    """Give the folder of the model that comes with the program."""
    from pathlib import Path  # noqa: PLC0415 (brings the network's addresses along)

    package = Path(__file__).parent
    installed = package / "models"
    return installed if installed.is_dir() else package.parent / "models"


def file_hash(data: bytes) -> str:
    """Give the SHA-256 of a file's contents, hexadecimal."""
    import hashlib  # noqa: PLC0415 (OpenSSL takes a tenth of the start)

    return hashlib.sha256(data).hexdigest()


def model_hash(manifest: dict[str, Any]) -> str:
    """Give the hash that names the model which a manifest describes."""
    named = {"contract": manifest["contract"], "files": manifest["files"]}
    return file_hash(json.dumps(named, sort_keys=True, separators=(",", ":")).encode())


def load_bundle(folder: "Path", *, scoring_only: bool = False) -> Bundle:
    """Read a model bundle and check every file against the manifest.

    Parameters
    ----------
    folder
        Has the files.
    scoring_only
        Leave out what only extraction needs; those files may be missing.

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
    for name, expected in (manifest["files"] | manifest.get("beside", {})).items():
        if scoring_only and name in _EXTRACTION_FILES:
            continue
        files[name] = _read(folder / name)
        if file_hash(files[name]) != expected:
            raise ModelError(
                f"The model file {folder / name} isn't the one that the manifest names (SHA-256 "
                f"differs): don't use it; {_ADVICE}"
            )
    return Bundle(manifest, files)


def _calibration(data: bytes) -> Calibration:
    return Calibration.from_dict(json.loads(data)["calibration"])


def _expectations(data: bytes) -> tuple[str, dict[str, Expectations]]:
    document = json.loads(data)
    modes = document["expectations"].items()
    return document["model"], {mode: Expectations.from_dict(table) for mode, table in modes}


def _manifest(folder: "Path") -> dict[str, Any]:
    try:
        manifest = json.loads(_read(folder / MANIFEST))
        complete = (
            isinstance(manifest["contract"], int)
            and set(manifest["files"]) == set(FILES)
            and set(manifest.get("beside", {})) <= set(BESIDE)
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        complete = False
    if not complete:
        raise ModelError(f"{folder / MANIFEST} is no model manifest: {_ADVICE}")
    return dict(manifest)


def _read(path: "Path") -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"The model file {path} can't be read: {_ADVICE}") from error
