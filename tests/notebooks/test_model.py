"""The notebook that makes the models runs top to bottom, on made-up people and without torch."""

import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from inference.evaluation.datasets import FOLDER_VARIABLE

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "model.ipynb"


def notebook() -> Any:
    return nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]  # it ships no types


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("notebook")
    ran = notebook()
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(FOLDER_VARIABLE, raising=False)
        # Threads are slower than one on matrices this small, where others need the processor too.
        patch.setenv("OMP_NUM_THREADS", "1")
        patch.setenv("OPENBLAS_NUM_THREADS", "1")
        patch.setenv("IPYTHONDIR", str(folder / "ipython"))
        resources = {"metadata": {"path": str(folder)}}
        NotebookClient(ran, resources=resources, startup_timeout=300).execute()
    return json.loads(ran.cells[-1].outputs[0].text)


def test_it_makes_a_model_that_recognises_made_up_people(figures: Any) -> None:
    assert not figures["real"]
    assert re.fullmatch(r"[0-9a-f]{64}", figures["model"])
    assert figures["fixed"]["eer"] < 0.15
    assert figures["free"]["eer"] < 0.15
    assert figures["eer"]["fixed"] < 0.2
    assert figures["eer"]["free"] < 0.2


def test_training_and_program_extract_the_same_features(figures: Any) -> None:
    assert figures["fixed_difference"] < 1 / 1024
    assert figures["free_difference"] <= 1


def test_it_is_committed_without_outputs() -> None:
    cells = [cell for cell in notebook().cells if cell.cell_type == "code"]
    assert cells
    assert all(not cell.outputs and cell.execution_count is None for cell in cells)
