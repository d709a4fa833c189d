"""The two HTTP doors, as tests go through them."""

import base64
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import requests

import lambda_function

EVENTS = Path(__file__).with_name("events")


@dataclass(frozen=True)
class Answer:
    status: int
    content_type: str
    document: Any


class Door(Protocol):
    def call(self, name: str, document: Any = None, profile_id: str = "") -> Answer:
        """Send the request that an event is named after."""


def event(
    name: str, document: Any = None, profile_id: str = "", *, in_base64: bool = False
) -> dict[str, Any]:
    """Give an event of API Gateway's, filled in."""
    text = EVENTS.joinpath(f"{name}.json").read_text(encoding="utf-8")
    filled: dict[str, Any] = json.loads(text.replace("PROFILE_ID", profile_id))
    if "body" in filled:
        body = json.dumps(document)
        filled["body"] = base64.b64encode(body.encode()).decode() if in_base64 else body
        filled["isBase64Encoded"] = in_base64
        filled["headers"]["content-length"] = str(len(body))
    return filled


def answer_of(response: dict[str, Any]) -> Answer:
    """Read what the handler gives API Gateway."""
    assert set(response) == {"statusCode", "headers", "body", "isBase64Encoded"}
    document = json.loads(response["body"])
    return Answer(response["statusCode"], response["headers"]["Content-Type"], document)


def forget_service() -> None:
    """Let the handler build its service anew from the environment."""
    if lambda_function.service_api.cache_info().currsize:
        lambda_function.service_api()._service.store.close()
    lambda_function.service_api.cache_clear()


class LambdaDoor:
    """Calls the handler itself, as Lambda does."""

    def call(self, name: str, document: Any = None, profile_id: str = "") -> Answer:
        return answer_of(lambda_function.lambda_handler(event(name, document, profile_id), None))


class HttpDoor:
    """Calls the app through a real server."""

    def __init__(self, base: str) -> None:
        self.base = base

    def call(self, name: str, document: Any = None, profile_id: str = "") -> Answer:
        request = event(name, document, profile_id)
        response = requests.request(
            request["requestContext"]["http"]["method"],
            self.base + request["rawPath"],
            data=request.get("body"),
            headers={"Content-Type": request["headers"].get("content-type", "")},
            timeout=10,
        )
        return Answer(response.status_code, response.headers["Content-Type"], response.json())


KEYSTROKE = (sys.executable, "-c", "from desktop.cli.main import main; main()")
PASSPHRASE = "of the tests"  # noqa: S105 (opens nothing real)


@contextmanager
def serving(store: Path, *options: str, **variables: str) -> Iterator[str]:
    """Run ``keystroke serve`` in a process of its own and give its base address."""
    command = [*KEYSTROKE, "serve", "--port", "0", "--store", str(store), *options]
    environment = {**os.environ, "KEYSTROKE_PASSPHRASE": PASSPHRASE, **variables}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.search(r"http://\S+", line)
        assert found, line + process.stderr.read()
        try:
            yield found.group()
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=20)
    assert process.returncode == 0
