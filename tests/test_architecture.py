"""Who may import whom: each contract holds, and each fails when somebody breaks it."""

import ast
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
    "contracts"
]

# For each contract: the module that breaks it, and the line that does.
PLANTED = {
    "light-runtime": ("inference/detector.py", "import sklearn"),
    "no-desktop-in-inference": ("inference/training/bundle.py", "import desktop.logic"),
    "runtime-only-in-desktop": ("desktop/logic/attempt.py", "import inference.training.bundle"),
    "no-evaluation-in-app": ("desktop/logic/attempt.py", "import inference.evaluation.metrics"),
    "no-qt-in-logic": ("desktop/logic/attempt.py", "import PySide6.QtWidgets"),
    "capture-apart": ("desktop/capture/pairing.py", "import desktop.ui"),
    "unseen-simulation": ("inference/training/fixed.py", "import inference.simulation.typists"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy")
    for package in ("inference", "desktop"):
        shutil.copytree(
            ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_all_contracts_hold(copy: Path) -> None:
    result = lint(copy)
    assert result.returncode == 0, result.stdout
    assert f"{len(CONTRACTS)} kept, 0 broken" in result.stdout


def test_every_contract_has_a_planted_violation() -> None:
    assert {contract["id"] for contract in CONTRACTS} == set(PLANTED)


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract["id"])
def test_a_planted_violation_is_seen(copy: Path, contract: dict[str, str]) -> None:
    name, line = PLANTED[contract["id"]]
    module = copy / name
    clean = module.read_text()
    module.write_text(f"{clean}\n{line}\n")
    try:
        result = lint(copy)
    finally:
        module.write_text(clean)
    assert result.returncode == 1
    broken = result.stdout.split("Broken contracts", maxsplit=1)[1]
    assert contract["name"].split(";")[0] in " ".join(broken.split())


def test_the_runtime_contract_names_every_runtime_module() -> None:
    light = next(contract for contract in CONTRACTS if contract["id"] == "light-runtime")
    modules = {
        f"inference.{path.stem}"
        for path in (ROOT / "inference").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").is_file()
    }
    apart = {"inference.__init__", "inference.training", "inference.evaluation"}
    assert set(light["source_modules"]) == modules - apart


def imported_names(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_capture_knows_no_qt_widgets() -> None:
    modules = list((ROOT / "desktop" / "capture").rglob("*.py"))
    assert any("PySide6.QtCore" in imported_names(path) for path in modules)
    assert not [path for path in modules if "PySide6.QtWidgets" in imported_names(path)]
