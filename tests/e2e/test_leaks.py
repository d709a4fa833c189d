"""The search for leaks finds what is planted."""

import json
import random
import struct

import pytest

from inference.sample import Sample
from tests.e2e.leaks import leaks
from tests.e2e.people import typed

PHRASE = "Quiet rivers"
SAMPLE = typed(PHRASE, "ada", 0)
HOLDS = [key.release_ms - key.press_ms for key in SAMPLE.keystrokes]
# Encrypted records look like this.
NOISE = random.Random(1).randbytes(200_000)  # noqa: S311 - no secret


def found(content: bytes) -> set[str]:
    return leaks(content, PHRASE, [Sample(SAMPLE.keystrokes)])


@pytest.mark.parametrize(
    "content",
    [
        PHRASE.encode(),
        PHRASE.encode("utf-16-le"),
        b"KeyQ",
        json.dumps([round(hold, 1) for hold in HOLDS]).encode(),
        json.dumps(HOLDS[3] / 1000).encode(),
        str(round(HOLDS[5])).encode(),
        struct.pack("<5d", *HOLDS[2:7]),
        struct.pack(">5f", *HOLDS[2:7]),
        struct.pack("<4f", *(hold / 1000 for hold in HOLDS[:4])),
    ],
    ids=lambda content: repr(content[:12]),
)
def test_what_is_planted_is_found(content: bytes) -> None:
    assert found(content)
    if not content.isascii():
        assert found(NOISE[:100_001] + content + NOISE[100_001:])


def test_nothing_is_found_where_there_is_nothing() -> None:
    assert not found(NOISE)
    assert not found(bytes(50_000))
    assert not found(b'{"event": "verdict", "score": 12.4, "threshold": 3.0, "good": 5}')
