import json
import struct
import zlib
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inference.container import MAX_TEMPLATE_BYTES
from inference.errors import TemplateError
from inference.features import MAX_POSITIONS, MIN_POSITIONS, MIN_SAMPLES
from inference.template import FixedTemplate, Template, most_samples


def template(positions: int = 4, samples: int = 5, tag: str | None = None) -> FixedTemplate:
    rng = np.random.default_rng(positions)
    width = 2 * positions - 1
    return FixedTemplate(
        contract=1,
        model="ab" * 32,
        tag=tag,
        anchor=rng.integers(-3000, 3000, width).astype(np.int16),
        steps=rng.integers(-3000, 3000, (samples, width)).astype(np.int16),
        sequence=np.arange(7, 7 + samples, dtype=np.int32),
    )


@given(
    st.integers(MIN_POSITIONS, MAX_POSITIONS),
    st.integers(MIN_SAMPLES, 30),
    st.none() | st.just("0f" * 32),
)
def test_bytes_give_back_the_same_template(positions: int, samples: int, tag: str | None) -> None:
    before = template(positions, min(samples, most_samples(2 * positions - 1)), tag)
    after = Template.from_bytes(before.to_bytes())
    assert isinstance(after, FixedTemplate)
    assert after == before
    assert hash(after) == hash(before)
    assert (after.samples, after.positions, after.tag) == (before.samples, positions, tag)
    np.testing.assert_array_equal(after.steps, before.steps)
    np.testing.assert_array_equal(after.anchor, before.anchor)
    np.testing.assert_array_equal(after.sequence, before.sequence)


@pytest.mark.parametrize("positions", [4, 11, 25, MAX_POSITIONS])
def test_a_full_template_stays_within_16_kib(positions: int) -> None:
    most = most_samples(2 * positions - 1)
    full = template(positions, most, "0f" * 32).to_bytes()
    assert MAX_TEMPLATE_BYTES * 0.9 < len(full) <= MAX_TEMPLATE_BYTES
    assert most >= 25


@given(st.integers(0, 150), st.integers(1, 255))
def test_any_changed_byte_is_noticed(place: int, change: int) -> None:
    data = bytearray(template().to_bytes())
    data[place % len(data)] ^= change
    with pytest.raises(TemplateError):
        Template.from_bytes(bytes(data))


@given(st.binary(max_size=300))
def test_other_bytes_are_no_template(data: bytes) -> None:
    with pytest.raises(TemplateError):
        Template.from_bytes(data)


def test_half_a_template_or_too_much_is_refused() -> None:
    data = template().to_bytes()
    for wrong in (b"", data[:-1], data[:20], data + b"\0", data * 500):
        with pytest.raises(TemplateError):
            Template.from_bytes(wrong)


@pytest.mark.parametrize("wrong", [None, "text", 5, ["a"]])
def test_what_is_no_bytes_is_refused(wrong: object) -> None:
    with pytest.raises(TemplateError):
        Template.from_bytes(wrong)  # type: ignore[arg-type]  # on purpose


def test_a_newer_format_says_so() -> None:
    data = template().to_bytes()
    body = data[:4] + struct.pack("<H", 2) + data[6:-4]
    with pytest.raises(TemplateError, match="format 2"):
        Template.from_bytes(body + struct.pack("<I", zlib.crc32(body)))


def with_description(changes: Any, *, sequence: list[int] | None = None) -> bytes:
    good = template(positions=4)
    description: Any = {
        "contract": 1,
        "mode": "fixed",
        "model": good.model,
        "positions": 4,
        "samples": 5,
        "tag": None,
    }
    description = description | changes if isinstance(changes, dict) else changes
    text = description if isinstance(description, bytes) else json.dumps(description).encode()
    numbers = np.array(sequence or good.sequence, dtype=np.int32)
    arrays = good.anchor.tobytes() + good.steps.tobytes() + numbers.tobytes()
    body = struct.pack("<4sHH", b"KTPL", 1, len(text)) + text + arrays
    return body + struct.pack("<I", zlib.crc32(body))


def test_the_description_that_the_next_test_changes_is_good() -> None:
    assert Template.from_bytes(with_description({})) == template(positions=4)


@pytest.mark.parametrize(
    "changes",
    [
        [],
        5,
        b"[" * 12_000,
        b"{",
        {"mode": "dreamt"},
        {"mode": "free"},
        {"samples": 10**6},
        {"samples": -5},
        {"samples": "5"},
        {"samples": 5.0},
        {"samples": 4},
        {"positions": True},
        {"positions": 4.9},
        {"positions": 10**6},
        {"positions": 3},
        {"contract": "1"},
        {"contract": 1.9},
        {"contract": True},
        {"model": "00"},
        {"model": None},
        {"tag": 5},
        {"tag": [1]},
        {"more": 1},
        b'{"contract":1e400,"mode":"fixed","model":"x","positions":4,"samples":5,"tag":1}',
    ],
)
def test_a_wrong_description_is_refused(changes: Any) -> None:
    with pytest.raises(TemplateError):
        Template.from_bytes(with_description(changes))


@pytest.mark.parametrize(
    "sequence", [[4, 3, 2, 1, 0], [1, 1, 2, 3, 4], [-1, 0, 1, 2, 3], [2**31 - 1, -(2**31), 1, 2, 3]]
)
def test_sequence_numbers_must_rise(sequence: list[int]) -> None:
    with pytest.raises(TemplateError):
        Template.from_bytes(with_description({}, sequence=sequence))


def test_a_template_does_not_show_itself() -> None:
    assert repr(template()) == "Template(fixed, 5 samples, 4 keys)"
