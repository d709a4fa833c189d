"""The handler under AWS's own runtime client, over the runtime interface."""

import json
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
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


@pytest.fixture
def runtime(tmp_path: Path, log: Path) -> Iterator[RuntimeApi]:
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
        with log.open("wb") as output:
            process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
            )
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


def test_the_log_is_json_and_holds_nothing_of_anybody(
    runtime: RuntimeApi, log: Path, recognizer: Recognizer
) -> None:
    features = [recognizer.extract(typed(one)).to_dict() for one in range(7)]
    enrolling = event("enroll", {"label": "planted label", "features": features[:6]})
    profile_id = answer_of(runtime.invoke(enrolling)).document["id"]
    verifying = event("verify", {"features": features[6]}, profile_id)
    verifying["headers"]["x-correlation-id"] = "from-the-desktop"
    runtime.invoke(verifying)
    runtime.invoke(event("enroll", {"label": "planted label", "features": ["planted features"]}))
    runtime.invoke({**event("verify", {"planted": "field"}, profile_id), "body": "planted body"})
    runtime.invoke({**event("health"), "rawPath": "/planted/path"})
    runtime.invoke({"planted": "event"})

    text = log.read_text()
    lines = [json.loads(line) for line in text.splitlines()]
    assert [line["status"] for line in lines] == [201, 200, 422, 400, 404, 400]
    assert lines[1]["correlation_id"] == "from-the-desktop"
    assert all(line["request_id"] for line in lines)
    caller = verifying["requestContext"]["authorizer"]["jwt"]["claims"]
    holds = json.dumps(features[6]["holds"]).strip("[]")
    secrets = [
        "planted",
        profile_id,
        caller["sub"],
        caller["jti"],
        verifying["headers"]["authorization"],
        verifying["headers"]["x-forwarded-for"],
        holds,
        holds.replace(" ", ""),
    ]
    assert not [secret for secret in secrets if secret in text]
