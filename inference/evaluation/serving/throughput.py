"""How many verifications a second ``keystroke serve`` answers, beside a route that does nothing."""

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final, NamedTuple

from inference.errors import SettingsError
from inference.evaluation.serving.people import Person

_SERVE: Final = "from desktop.cli.main import main; main()"
# The same server with the same settings, and an answer as long as a decision.
_CONSTANT: Final = """
import sys

import flask
import waitress

app = flask.Flask("constant", static_folder=None)
ANSWER = {"accepted": True, "score": 7.3, "threshold": 1.2, "fmr": 0.01, "reasons": []}


@app.before_request
def answer():
    flask.request.get_data()
    return flask.jsonify(ANSWER)


server = waitress.create_server(app, listen="127.0.0.1:0", ident=None)
print(f"http://127.0.0.1:{server.effective_port}", file=sys.stderr, flush=True)
server.run()
"""


class Load(NamedTuple):
    """What a load gave.

    Parameters
    ----------
    per_second
        Requests answered in a second.
    failures
        How many were not answered with 200.
    """

    per_second: float
    failures: int


def measure(crowd: Sequence[Person]) -> tuple[Load, Load]:
    """Send each person's probes through a connection of their own, all at once.

    Returns
    -------
    tuple of Load
        The service's, and the constant route's under the same requests.
    """
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "KEYSTROKE_STORE": str(Path(folder) / "store.sqlite"),
            "KEYSTROKE_PASSPHRASE": uuid.uuid4().hex,
        }
        with _server(["-c", _SERVE, "serve", "--port", "0"], environment) as port:
            requests = [_requests(port, person) for person in crowd]
            served = _load(port, requests)
    with _server(["-c", _CONSTANT], dict(os.environ)) as port:
        constant = _load(port, requests)
    return served, constant


@contextmanager
def _server(arguments: Sequence[str], environment: dict[str, str]) -> Iterator[int]:
    with subprocess.Popen(  # noqa: S603 (own code)
        [sys.executable, *arguments], env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stderr is not None  # noqa: S101 (asked for above)
            line = process.stderr.readline()
            found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            if found is None:
                raise SettingsError(f"The server didn't start: {line.strip()}")
            yield int(found.group(1))
        finally:
            process.kill()


def _requests(port: int, person: Person) -> list[bytes]:
    """Enrol a person and give the requests that verify each probe, ready to send."""
    enrolling = _request("/v1/profiles", person.enrolling())
    with socket.create_connection(("127.0.0.1", port)) as connection:
        status, body = _exchanged(connection, enrolling)
    if status != HTTPStatus.CREATED:
        raise RuntimeError(f"The service answered an enrolment with {status}: {body.decode()}")
    path = f"/v1/profiles/{json.loads(body)['id']}/verify"
    return [_request(path, {"features": probe.to_dict()}) for probe in person.probes]


def _request(path: str, document: Any) -> bytes:
    body = json.dumps(document).encode()
    lines = [
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def _load(port: int, requests: Sequence[Sequence[bytes]]) -> Load:
    statuses: list[int] = []

    def send(mine: Sequence[bytes]) -> None:
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            statuses.extend(_exchanged(connection, request)[0] for request in mine)

    threads = [threading.Thread(target=send, args=(mine,)) for mine in requests]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    sent = sum(map(len, requests))
    return Load(sent / seconds, sent - statuses.count(HTTPStatus.OK))


def _exchanged(connection: socket.socket, request: bytes) -> tuple[int, bytes]:
    """Send a request and read its answer: status and body."""
    connection.sendall(request)
    received = connection.recv(65_536)
    while b"\r\n\r\n" not in received:
        received += connection.recv(65_536)
    head, _, body = received.partition(b"\r\n\r\n")
    length = int(re.search(rb"(?i)content-length: (\d+)", head)[1])  # type: ignore[index]  # there is one
    while len(body) < length:
        body += connection.recv(65_536)
    return int(head[9:12]), body
