"""How long Lambda takes: to start and verify once, and to verify when it is warm."""

import json
import re
import statistics
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from inference.evaluation.serving import stand_ins
from inference.evaluation.serving.emulator import ROOT, Emulator, emulated
from inference.evaluation.serving.people import Person

STARTS: Final = 5
WARM: Final = 60

_HANDLER: Final = "lambda_function.lambda_handler"
_BARE: Final = """
import os

import boto3
import numpy

client = boto3.client("dynamodb")
KEY = {"owner": {"B": b"0"}, "place": {"S": "header"}}


def handler(event, context):
    client.get_item(TableName=os.environ["TABLE"], Key=KEY, ConsistentRead=True)
    return {}
"""
_LATENCY: Final = re.compile(r'"Latency":([\d.]+)')
# The first dozen fill caches.
_SETTLING: Final = 12


def cold_start_ratio(person: Person, starts: int = STARTS) -> tuple[float, float]:
    """Time INIT and the first verification, over a bare handler's INIT and first read.

    Both use numpy, DynamoDB and the same stand-in for it, and are started in turns, so that they
    see the same machine.

    Returns
    -------
    tuple of float
        The median of the service's starts in milliseconds, and of the bare handler's.
    """
    with tempfile.TemporaryDirectory() as folder, stand_ins.aws_server() as endpoint:
        place = Path(folder)
        place.joinpath("bare.py").write_text(_BARE, encoding="utf-8")
        stand_ins.make_table(endpoint, "bench")
        key = stand_ins.make_key(endpoint)
        environment = stand_ins.environment_of(endpoint, "bench", key)
        with emulated(_HANDLER, ROOT, place / "log", environment) as function:
            profile_id = _enrolled(function, person)
        ours, bare = [], []
        for probe in person.probes[:starts]:
            verifying = _event("POST", f"/v1/profiles/{profile_id}/verify", probe.to_dict())
            with emulated(_HANDLER, ROOT, place / "log", environment) as function:
                _checked(function.invoke(verifying))
                ours.append(function.durations_ms()[0])
            with emulated(
                "bare.handler", place, place / "log", {**environment, "TABLE": "bench"}
            ) as function:
                function.invoke({})
                bare.append(function.durations_ms()[0])
    return statistics.median(ours), statistics.median(bare)


def warm_verify_ms(person: Person, count: int = WARM) -> float:
    """Time the handler's own part of a verification, its store's file in memory; the median."""
    with _in_memory() as place:
        environment = {
            "KEYSTROKE_STORE": str(place / "store.sqlite"),
            "KEYSTROKE_PASSPHRASE": uuid.uuid4().hex,
        }
        with emulated(_HANDLER, ROOT, place / "log", environment) as function:
            profile_id = _enrolled(function, person)
            for probe in person.probes[: count + _SETTLING]:
                path = f"/v1/profiles/{profile_id}/verify"
                _checked(function.invoke(_event("POST", path, probe.to_dict())))
            latencies = [float(found) for found in _LATENCY.findall(function.log())]
    return statistics.median(latencies[1 + _SETTLING :])


@contextmanager
def _in_memory() -> Iterator[Path]:
    memory = Path("/dev/shm")  # noqa: S108 (a folder of our own is made in it)
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


def _enrolled(function: Emulator, person: Person) -> str:
    answer = _checked(function.invoke(_event("POST", "/v1/profiles", None, person.enrolling())))
    profile_id: str = answer["id"]
    return profile_id


def _checked(response: Any) -> Any:
    document = json.loads(response["body"])
    if response["statusCode"] not in {200, 201} or document.get("accepted") is False:
        raise RuntimeError(f"The service answered {response['statusCode']}: {document}")
    return document


def _event(method: str, path: str, probe: Any, document: Any = None) -> dict[str, Any]:
    body = {"features": probe} if document is None else document
    claims = {"sub": "bench"}
    return {
        "version": "2.0",
        "rawPath": path,
        "headers": {"content-type": "application/json"},
        "requestContext": {
            "http": {"method": method, "path": path},
            "stage": "$default",
            "authorizer": {"jwt": {"claims": claims}},
        },
        "body": json.dumps(body),
        "isBase64Encoded": False,
    }
