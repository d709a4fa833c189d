import json
import struct
import zlib
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inference.container import MAX_TEMPLATE_BYTES, packed
from inference.errors import TemplateError
from inference.features import (
    MAX_DIMENSION,
    MAX_KEYS,
    MAX_POSITIONS,
    MIN_KEYS,
    MIN_POSITIONS,
    MIN_SAMPLES,
)
from inference.template import FixedTemplate, FreeTemplate, Template, most_samples, most_windows


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


def free_template(dimension: int = 8, windows: int = 3) -> FreeTemplate:
    rng = np.random.default_rng(dimension)
    vectors = rng.normal(size=(windows + 1, dimension))
    units = np.rint(32_767 * vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
    return FreeTemplate(
        contract=1,
        model="ab" * 32,
        anchor=units[0].astype(np.int16),
        vectors=units[1:].astype(np.int16),
        keys=rng.integers(MIN_KEYS, MAX_KEYS + 1, windows).astype(np.int16),
        sequence=np.arange(windows, dtype=np.int32) // 2 + 3,
    )


@given(st.integers(1, MAX_DIMENSION), st.integers(1, 30))
def test_bytes_give_back_the_same_free_template(dimension: int, windows: int) -> None:
    before = free_template(dimension, min(windows, most_windows(dimension)))
    after = Template.from_bytes(before.to_bytes())
    assert isinstance(after, FreeTemplate)
    assert after == before
    assert after != template()
    assert (after.samples, after.key_count) == (before.samples, int(before.keys.sum()))
    for name in ("anchor", "vectors", "keys", "sequence"):
        np.testing.assert_array_equal(getattr(after, name), getattr(before, name))


@pytest.mark.parametrize("dimension", [16, 64, 128, 256, MAX_DIMENSION])
def test_a_full_free_template_stays_within_16_kib(dimension: int) -> None:
    full = free_template(dimension, most_windows(dimension)).to_bytes()
    assert MAX_TEMPLATE_BYTES * 0.89 < len(full) <= MAX_TEMPLATE_BYTES


@given(st.booleans(), st.integers(0, 150), st.integers(1, 255))
def test_any_changed_byte_is_noticed(is_free: bool, place: int, change: int) -> None:
    data = bytearray((free_template() if is_free else template()).to_bytes())
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


def free_with(description: Any, **arrays: Any) -> bytes:
    good = free_template()
    header = {"contract": 1, "dimension": 8, "mode": "free", "model": good.model, "windows": 3}
    named = {name: getattr(good, name) for name in ("anchor", "vectors", "keys", "sequence")}
    kinds = {name: array.dtype for name, array in named.items()}
    changed = {name: np.asarray(array, kinds[name]) for name, array in (named | arrays).items()}
    return packed(header | description, changed.values())


def test_the_free_template_that_the_next_test_changes_is_good() -> None:
    assert Template.from_bytes(free_with({})) == free_template()


@pytest.mark.parametrize(
    ("description", "arrays"),
    [
        ({"mode": "fixed"}, {}),
        ({"windows": 2}, {}),
        ({"windows": 0}, {}),
        ({"windows": -1}, {}),
        ({"windows": 10**30}, {}),
        ({"windows": True}, {}),
        ({"dimension": 4}, {}),
        ({"dimension": 0}, {}),
        ({"dimension": 8.0}, {}),
        ({"dimension": MAX_DIMENSION + 1}, {}),
        ({"model": "00"}, {}),
        ({"contract": None}, {}),
        ({"tag": None}, {}),
        ({}, {"keys": [MIN_KEYS - 1, 50, 50]}),
        ({}, {"keys": [50, 50, MAX_KEYS + 1]}),
        ({}, {"keys": [50, 50]}),
        ({}, {"vectors": np.zeros((3, 8))}),
        ({}, {"vectors": np.full((3, 8), 32_767)}),
        ({}, {"anchor": [0] * 8}),
        ({}, {"sequence": [1, 2, 1]}),
        ({}, {"sequence": [-1, 0, 0]}),
    ],
)
def test_a_wrong_free_template_is_refused(
    description: dict[str, Any], arrays: dict[str, Any]
) -> None:
    with pytest.raises(TemplateError):
        Template.from_bytes(free_with(description, **arrays))


@pytest.mark.parametrize(
    "sequence", [[4, 3, 2, 1, 0], [1, 1, 2, 3, 4], [-1, 0, 1, 2, 3], [2**31 - 1, -(2**31), 1, 2, 3]]
)
def test_sequence_numbers_must_rise(sequence: list[int]) -> None:
    with pytest.raises(TemplateError):
        Template.from_bytes(with_description({}, sequence=sequence))


def test_a_template_does_not_show_itself() -> None:
    assert repr(free_template()) == f"Template(free, 2 samples, {free_template().key_count} keys)"
    assert repr(template()) == "Template(fixed, 5 samples, 4 keys)"
