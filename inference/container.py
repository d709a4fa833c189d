"""The bytes of a template: a header, a JSON description, arrays, and a CRC-32.

The CRC-32 is against accidental damage; stores add authentication. Nothing in the bytes can
execute code.
"""

import json
import math
import struct
import zlib
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Any, Final

import numpy as np
from numpy.typing import DTypeLike, NDArray

from inference.errors import TemplateError

MAX_TEMPLATE_BYTES: Final = 16_384
DAMAGED: Final = "The template is damaged: restore it from a copy, or enrol anew."

_MAGIC: Final = b"KTPL"
_FORMAT_VERSION: Final = 1
_HEADER: Final = struct.Struct("<4sHH")
_CHECKSUM: Final = struct.Struct("<I")
_ROOM_FOR_DESCRIPTION: Final = 512
_NO_TEMPLATE: Final = "These bytes are no template: give what to_bytes() gave, whole."

ROOM_FOR_ARRAYS: Final = MAX_TEMPLATE_BYTES - _HEADER.size - _ROOM_FOR_DESCRIPTION - _CHECKSUM.size
"""Bytes that a template's arrays may take together."""


def packed(description: Mapping[str, Any], arrays: Iterable[NDArray[np.integer[Any]]]) -> bytes:
    """Write a description and arrays, each in little-endian order."""
    text = json.dumps(description, sort_keys=True, separators=(",", ":")).encode()
    body = b"".join(
        (
            _HEADER.pack(_MAGIC, _FORMAT_VERSION, len(text)),
            text,
            *(array.astype(array.dtype.newbyteorder("<")).tobytes() for array in arrays),
        )
    )
    return body + _CHECKSUM.pack(zlib.crc32(body))


def unpacked(data: bytes) -> tuple[dict[str, Any], bytes]:
    """Give the description and the bytes of the arrays.

    Raises
    ------
    TemplateError
        If the bytes are no template, are damaged, or are of a newer format.
    """
    if not isinstance(data, bytes | bytearray | memoryview):
        raise TemplateError("A template is read from bytes, as to_bytes() gave them.")
    data = bytes(data)
    if len(data) > MAX_TEMPLATE_BYTES or len(data) < _HEADER.size + _CHECKSUM.size:
        raise TemplateError(_NO_TEMPLATE)
    magic, version, length = _HEADER.unpack_from(data)
    if magic != _MAGIC:
        raise TemplateError(_NO_TEMPLATE)
    if version != _FORMAT_VERSION:
        raise TemplateError(
            f"The template has format {version}, this program reads {_FORMAT_VERSION}: update it."
        )
    body, checksum = data[: -_CHECKSUM.size], data[-_CHECKSUM.size :]
    if _CHECKSUM.pack(zlib.crc32(body)) != checksum:
        raise TemplateError(DAMAGED)
    try:
        description = json.loads(body[_HEADER.size : _HEADER.size + length])
    except (ValueError, RecursionError) as error:
        raise TemplateError(DAMAGED) from error
    if not isinstance(description, dict):
        raise TemplateError(DAMAGED)
    return description, body[_HEADER.size + length :]


def split(body: bytes, shapes: Iterable[tuple[DTypeLike, tuple[int, ...]]]) -> list[NDArray[Any]]:
    """Read arrays that follow one another; ValueError if they don't fill the bytes exactly."""
    kinds = [(np.dtype(kind).newbyteorder("<"), shape) for kind, shape in shapes]
    ends = list(accumulate(kind.itemsize * math.prod(shape) for kind, shape in kinds))
    if ends[-1] != len(body):
        raise ValueError
    return [
        np.frombuffer(body[start:end], kind).reshape(shape)
        for (kind, shape), start, end in zip(kinds, [0, *ends], ends, strict=False)
    ]
