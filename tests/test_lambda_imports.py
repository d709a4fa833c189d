"""What Lambda loads, seen in a fresh process."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from inference.recognizer import Recognizer
from tests import aws
from tests.doors import event
from tests.inference.typing import typed

TOO_HEAVY = {
    "sklearn", "scipy", "joblib", "pandas", "torch", "PySide6", "pynput", "keyring", "flask",
    "requests", "typer", "desktop", "boto3",
}  # fmt: skip
AWS = {"botocore"}

PROGRAM = """
import json, sys
import lambda_function

at_import = set(sys.modules)
answers = [lambda_function.lambda_handler(event, None) for event in json.load(sys.stdin)]
print(json.dumps([sorted(at_import), sorted(sys.modules), [one["statusCode"] for one in answers]]))
"""


def loaded_with(recognizer: Recognizer, environment: dict[str, str]) -> tuple[set[str], set[str]]:
    """Give the modules that importing the handler loads, and those after the first requests."""
    features = [recognizer.extract(typed(one)).to_dict() for one in range(7)]
    events = [
        event("health"),
        event("enroll", {"label": "Work", "features": features[:6]}),
        event("identify", {"features": features[6]}),
    ]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=Path(__file__).parent.parent,
        env={**os.environ, **environment},
        input=json.dumps(events),
        capture_output=True,
        text=True,
        check=True,
    )
    at_import, after, statuses = json.loads(done.stdout)
    assert statuses == [200, 201, 200]
    return set(at_import), set(after)


@pytest.fixture(scope="module")
def loaded(
    tmp_path_factory: pytest.TempPathFactory, recognizer: Recognizer
) -> tuple[set[str], set[str]]:
    environment = {
        "KEYSTROKE_STORE": str(tmp_path_factory.mktemp("lambda") / "store.sqlite"),
        "KEYSTROKE_PASSPHRASE": "of the tests",
    }
    return loaded_with(recognizer, environment)


def test_importing_the_handler_loads_nothing_heavy(loaded: tuple[set[str], set[str]]) -> None:
    assert "inference.recognizer" in loaded[0]
    assert not (TOO_HEAVY | AWS) & loaded[0]


def test_the_first_requests_load_nothing_heavy(loaded: tuple[set[str], set[str]]) -> None:
    assert "cryptography" in loaded[1]
    assert not (TOO_HEAVY | AWS) & loaded[1]


def test_with_dynamodb_awss_library_is_all_that_is_loaded_besides(
    recognizer: Recognizer, loaded: tuple[set[str], set[str]]
) -> None:
    with aws.aws_server() as endpoint:
        aws.make_table(endpoint, "profiles")
        environment = aws.environment_of(endpoint, "profiles", aws.make_key(endpoint))
        at_import, after = loaded_with(recognizer, environment)
    assert not (TOO_HEAVY | AWS) & at_import
    assert after >= AWS
    assert not (TOO_HEAVY | {"sqlite3"}) & after
