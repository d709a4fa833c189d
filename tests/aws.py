"""AWS's services in this process, as tests use them."""

import json
import urllib.request

from inference.evaluation.serving.stand_ins import (
    CREDENTIALS,
    aws_server,
    client,
    environment_of,
    make_key,
    make_table,
)

__all__ = [
    "CREDENTIALS",
    "aws_server",
    "client",
    "environment_of",
    "forget_all",
    "make_key",
    "make_table",
]


def forget_all(endpoint: str) -> None:
    """Take all tables, keys and repositories away."""
    request = urllib.request.Request(f"{endpoint}/moto-api/reset", method="POST")  # noqa: S310 (our own)
    with urllib.request.urlopen(request) as answer:  # noqa: S310 (our own)
        assert json.load(answer) == {"status": "ok"}
