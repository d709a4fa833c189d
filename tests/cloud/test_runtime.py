"""The handler on Lambda's own runtime: AWS's emulator, DynamoDB and KMS."""

import os
import signal
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from inference.evaluation.serving.emulator import Emulator, emulated
from tests import aws, faulty
from tests.cloud.conftest import HANDLER
from tests.doors import answer_of, event

pytestmark = pytest.mark.cloud


def test_a_cold_start_health_enrolment_and_verification(
    function: Emulator, attempts: list[Any]
) -> None:
    assert answer_of(function.invoke(event("health"))).status == 200
    assert function.log().count("INIT REPORT") == 1
    assert function.init_ms() > 0
    enrolled = answer_of(
        function.invoke(event("enroll", {"label": "Work", "features": attempts[:10]}))
    )
    assert enrolled.status == 201
    verifying = event("verify", {"features": attempts[10]}, enrolled.document["id"])
    verified = answer_of(function.invoke(verifying))
    assert (verified.status, verified.document["accepted"]) == (200, True)
    assert answer_of(function.invoke(event("not_signed_in", {}))).status == 401
    assert len(function.durations_ms()) == 4


def test_another_start_reads_what_the_first_has_written(
    task_root: Path, tmp_path: Path, environment: dict[str, str], attempts: list[Any]
) -> None:
    with emulated(HANDLER, task_root, tmp_path / "first", environment) as function:
        enrolling = event("enroll", {"label": "Work", "features": attempts[:10]})
        profile_id = answer_of(function.invoke(enrolling)).document["id"]
    with emulated(HANDLER, task_root, tmp_path / "second", environment) as function:
        verifying = event("verify", {"features": attempts[10]}, profile_id)
        assert answer_of(function.invoke(verifying)).document["accepted"]


def test_a_store_that_does_not_answer_in_time_is_lambdas_time_out(
    task_root: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    with faulty.server(faulty.stalling(b"")) as port:
        stalled = {
            **environment,
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
            "AWS_LAMBDA_FUNCTION_TIMEOUT": "1",
        }
        with emulated(HANDLER, task_root, tmp_path / "log", stalled) as function:
            answer = function.invoke(event("health"))
    assert "timed out after 1.00 seconds" in str(answer)


def test_a_store_that_never_answers_is_a_clear_problem_before_lambdas_time_out(
    task_root: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    with faulty.server(faulty.hanging_up) as port:
        broken = {**environment, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}"}
        with emulated(HANDLER, task_root, tmp_path / "log", broken) as function:
            answer = answer_of(function.invoke(event("health")))
            log = function.log()
    assert (answer.status, answer.document["code"]) == (503, "store_failed")
    assert "can't be reached" in log


def test_after_a_crash_the_next_request_is_answered(function: Emulator) -> None:
    assert answer_of(function.invoke(event("health"))).status == 200
    tasks = Path(f"/proc/{function.process}/task").glob("*/children")
    for child in " ".join(task.read_text() for task in tasks).split():
        os.kill(int(child), signal.SIGKILL)
    answers = [function.invoke(event("health")) for _ in range(2)]
    assert answer_of(answers[-1]).status == 200
    assert function.log().count("INIT START") == 2


def test_kms_is_asked_when_the_function_starts_and_never_again(
    task_root: Path, tmp_path: Path, environment: dict[str, str], attempts: list[Any]
) -> None:
    with ExitStack() as started:
        with aws.aws_server() as kms:
            apart = {**environment, "AWS_ENDPOINT_URL_KMS": kms}
            starting = emulated(HANDLER, task_root, tmp_path / "first", apart)
            function = started.enter_context(starting)
            enrolling = event("enroll", {"label": "Work", "features": attempts[:10]})
            profile_id = answer_of(function.invoke(enrolling)).document["id"]
        # KMS is gone by now.
        verifying = event("verify", {"features": attempts[10]}, profile_id)
        assert answer_of(function.invoke(verifying)).status == 200
    with emulated(HANDLER, task_root, tmp_path / "second", apart) as function:
        assert answer_of(function.invoke(event("health"))).status == 503


def test_a_body_that_is_too_large_is_a_clear_problem(function: Emulator) -> None:
    too_large = event("enroll", {"label": "x" * 3_000_000, "features": []})
    answer = answer_of(function.invoke(too_large))
    assert answer.status == 413
