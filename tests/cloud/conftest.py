import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from inference.evaluation.serving.emulator import ROOT, Emulator, emulated
from inference.recognizer import Recognizer
from tests import aws
from tests.inference.typing import typed

HANDLER = "lambda_function.lambda_handler"


@pytest.fixture(scope="session")
def task_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder that the image has, without the packages: what .dockerignore lets through."""
    left_out = [
        line for line in ROOT.joinpath(".dockerignore").read_text().splitlines()
        if line and line[0] not in "#!*"
    ]  # fmt: skip
    assert "inference/training" in left_out
    root = tmp_path_factory.mktemp("task")
    ignore = shutil.ignore_patterns("__pycache__", *(Path(one).name for one in left_out))
    shutil.copytree(ROOT / "inference", root / "inference", ignore=ignore)
    shutil.copytree(ROOT / "models", root / "inference" / "models", ignore=ignore)
    shutil.copy(ROOT / "lambda_function.py", root)
    return root


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    with aws.aws_server() as address:
        yield address


@pytest.fixture
def environment(endpoint: str) -> dict[str, str]:
    """Give the environment of a function whose table is new."""
    table = f"keystroke-{uuid.uuid4().hex}"
    aws.make_table(endpoint, table)
    return aws.environment_of(endpoint, table, aws.make_key(endpoint))


@pytest.fixture
def function(task_root: Path, tmp_path: Path, environment: dict[str, str]) -> Iterator[Emulator]:
    """Give the function on Lambda's own runtime, with DynamoDB and KMS."""
    with emulated(HANDLER, task_root, tmp_path / "log", environment) as emulator:
        yield emulator


@pytest.fixture(scope="session")
def attempts(recognizer: Recognizer) -> list[dict[str, object]]:
    """Give the features of one person's attempts at one phrase."""
    return [recognizer.extract(typed(one)).to_dict() for one in range(12)]
