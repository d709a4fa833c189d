"""The handler under AWS's own runtime client, over the runtime interface."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from inference.recognizer import Recognizer
from tests.doors import answer_of, event
from tests.inference.typing import typed
from tests.runtime_api import RuntimeApi, runtime_api

ROOT = Path(__file__).parent.parent


@pytest.fixture
def runtime(tmp_path: Path) -> Iterator[RuntimeApi]:
    with runtime_api() as api:
        environment = {
            **os.environ,
            "AWS_LAMBDA_RUNTIME_API": api.address,
            "AWS_LAMBDA_FUNCTION_NAME": "keystroke",
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
            "LAMBDA_TASK_ROOT": str(ROOT),
            "KEYSTROKE_STORE": str(tmp_path / "store.sqlite"),
            "KEYSTROKE_PASSPHRASE": "of the tests",
        }
        command = [sys.executable, "-m", "awslambdaric", "lambda_function.lambda_handler"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment)
        try:
            yield api
        finally:
            process.kill()
            process.wait()


def test_the_main_job_on_the_real_runtime(runtime: RuntimeApi, recognizer: Recognizer) -> None:
    features = [recognizer.extract(typed(one)).to_dict() for one in range(8)]
    stranger = recognizer.extract(typed(9, person=1)).to_dict()

    health = answer_of(runtime.invoke(event("health")))
    assert (health.status, health.document["model"]) == (200, recognizer.model)
    enrolled = answer_of(runtime.invoke(event("enroll", {"label": "A", "features": features[:6]})))
    assert enrolled.status == 201
    profile_id = enrolled.document["id"]
    genuine = answer_of(runtime.invoke(event("verify", {"features": features[7]}, profile_id)))
    assert (genuine.status, genuine.document["accepted"]) == (200, True)
    impostor = answer_of(runtime.invoke(event("verify", {"features": stranger}, profile_id)))
    assert (impostor.status, impostor.document["accepted"]) == (200, False)
    assert answer_of(runtime.invoke(event("not_signed_in", {}))).status == 401
    assert answer_of(runtime.invoke(event("delete", profile_id=profile_id))).status == 200
    assert answer_of(runtime.invoke(event("delete", profile_id=profile_id))).status == 404
