"""The template's HTTP API as SAM itself routes it, over the handler on Lambda's own runtime.

SAM's local API enforces no authorizer: who may call what is held in test_template.py.
"""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from inference.evaluation.serving.emulator import CLOUD, ROOT, Emulator, free_port, wait_for

pytestmark = pytest.mark.cloud


@pytest.fixture
def front(function: Emulator, tmp_path: Path) -> Iterator[str]:
    port = free_port()
    command: list[str | Path] = [
        CLOUD / "bin" / "python", Path(__file__).with_name("sam_front.py"),
        ROOT / "deploy" / "template.yaml", str(port), function.address,
    ]  # fmt: skip
    environment = {"SAM_CLI_TELEMETRY": "0", "AWS_DEFAULT_REGION": "eu-central-1"}
    with (
        (tmp_path / "front").open("wb") as errors,
        subprocess.Popen(
            command,
            stdout=errors,
            stderr=errors,
            env={**environment, "HOME": str(tmp_path)},
        ) as process,
    ):
        try:
            wait_for(process, port)
            yield f"http://127.0.0.1:{port}"
        finally:
            # Asked to end while it reads a connection, SAM goes on.
            process.kill()


def test_requests_reach_the_handler_through_sams_http_api(front: str) -> None:
    health = requests.get(f"{front}/v1/health", timeout=30)
    assert (health.status_code, health.json()["status"]) == (200, "ok")
    assert len(health.headers["X-Correlation-Id"]) == 32


def test_the_main_job_through_sams_http_api(front: str, attempts: list[Any]) -> None:
    ada, ben = ({"Authorization": f"Bearer {name}"} for name in ("ada", "ben"))
    enrolling = {"label": "Work", "features": attempts[:10]}

    def post(path: str, document: Any, headers: dict[str, str]) -> requests.Response:
        return requests.post(f"{front}{path}", json=document, headers=headers, timeout=30)

    enrolled = post("/v1/profiles", enrolling, ada)
    assert enrolled.status_code == 201
    path = f"/v1/profiles/{enrolled.json()['id']}"
    verified = post(f"{path}/verify", {"features": attempts[10]}, ada)
    assert (verified.status_code, verified.json()["accepted"]) == (200, True)
    assert post(f"{path}/verify", {"features": attempts[11]}, ben).status_code == 404
    assert post(f"{path}/verify", {"features": attempts[11]}, {}).status_code == 401
    deleted = requests.delete(f"{front}{path}", headers=ada, timeout=30)
    assert deleted.status_code == 200
