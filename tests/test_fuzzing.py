"""The served OpenAPI document against the running Flask app, by generated requests."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import flask
import pytest
import waitress  # type: ignore[import-untyped]  # it comes without types

from app import create_app
from inference.recognizer import load_recognizer
from inference.service.api import refusal
from inference.service.problems import Problem, status_of
from inference.service.service import Service
from inference.stores.sqlite import SqliteStore
from tests.inference.stores.conftest import FixedKey
from tests.inference.typing import attempts

EXAMPLES = int(os.environ.get("KEYSTROKE_EXAMPLES", "5"))
"""Of requests for each operation; ``make fuzz`` takes 1,000."""
TOKEN = "of-the-tests"  # noqa: S105 (opens nothing real)
OPEN = ("/v1/health", "/v1/model", "/v1/openapi.json")


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Serve the app behind a gate that lets signed-in callers through, as a gateway does."""
    recognizer = load_recognizer()
    with SqliteStore(tmp_path / "store.sqlite", FixedKey()) as store:
        service = Service(recognizer, store)
        service.enroll("local", "Work", [recognizer.extract(one) for one in attempts(6)])
        gated = create_app(service)
        gated.before_request_funcs[None].insert(0, refuse_strangers)
        server = waitress.create_server(gated, host="127.0.0.1", port=0)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.effective_port}"
        server.close()
        thread.join(10)


def refuse_strangers() -> flask.Response | None:
    is_signed_in = flask.request.headers.get("Authorization") == f"Bearer {TOKEN}"
    if is_signed_in or flask.request.path in OPEN:
        return None
    code = "unauthorized"
    answer = refusal(Problem(status_of(code), code, "Sign in.", {"WWW-Authenticate": "Bearer"}))
    return flask.Response(
        answer.body, answer.status, {**answer.headers, "Content-Type": answer.content_type}
    )


def test_no_generated_request_gets_an_answer_that_is_not_described(address: str) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli"),
            *("--config-file", "tests/schemathesis.toml"),
            *("run", f"{address}/v1/openapi.json"),
            *("--header", f"Authorization: Bearer {TOKEN}"),
            *("--max-examples", str(EXAMPLES), "--seed", "1"),
            *("--checks", "all", "--continue-on-failure", "--no-color"),
        ],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
