"""Templates: the stored reference of one profile, and its bytes.

The bytes are a fixed header, a JSON description, the arrays in little-endian order, and a CRC-32
against accidental damage; stores add authentication. Nothing in them can execute code.
"""

import json
import struct
import zlib
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from inference.decision import Mode
from inference.errors import TemplateError
from inference.features import (
    MAX_POSITIONS,
    MIN_POSITIONS,
    MIN_SAMPLES,
    is_digest,
)

MAX_TEMPLATE_BYTES: Final = 16_384

_MAGIC: Final = b"KTPL"
_FORMAT_VERSION: Final = 1
_HEADER: Final = struct.Struct("<4sHH")
_CHECKSUM: Final = struct.Struct("<I")
_ROOM_FOR_DESCRIPTION: Final = 512
_DESCRIPTION: Final = frozenset({"contract", "mode", "model", "positions", "samples", "tag"})
_NO_TEMPLATE: Final = "These bytes are no template: give what to_bytes() gave, whole."
_DAMAGED: Final = "The template is damaged: restore it from a copy, or enrol anew."


@dataclass(frozen=True, eq=False)
class Template:
    """What enrolment of several samples makes.

    Parameters
    ----------
    contract, model, tag
        As in the features that it was made from.
    anchor
        Location of the enrolment samples in 1/1024 spread, shape (2 n - 1,): adaptation never
        leaves its neighbourhood.
    steps
        The last feature vectors in 1/1024 spread, oldest first, shape (samples, 2 n - 1).
    sequence
        Sequence number of each vector, strictly increasing, shape (samples,).
    mode
        How its samples are scored.
    """

    contract: int
    model: str
    tag: str | None
    anchor: NDArray[np.int16]
    steps: NDArray[np.int16]
    sequence: NDArray[np.int32]
    mode: Mode = "fixed"

    @property
    def samples(self) -> int:
        """Number of samples that it holds."""
        return len(self.steps)

    @property
    def positions(self) -> int:
        """Number of positions of its phrase."""
        width: int = self.steps.shape[1]
        return (width + 1) // 2

    def __repr__(self) -> str:
        # Biometric data must not reach a log or a traceback.
        return f"Template({self.mode}, {self.samples} samples, {self.positions} positions)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Template) and self.to_bytes() == other.to_bytes()

    def __hash__(self) -> int:
        return hash(self.to_bytes())

    def to_bytes(self) -> bytes:
        """Write the template; at most 16 KiB."""
        description = json.dumps(
            {
                "contract": self.contract,
                "mode": self.mode,
                "model": self.model,
                "positions": self.positions,
                "samples": self.samples,
                "tag": self.tag,
            },
            sort_keys=True,
            separators=(",", ":"),
        ).encode()
        body = b"".join(
            (
                _HEADER.pack(_MAGIC, _FORMAT_VERSION, len(description)),
                description,
                self.anchor.astype("<i2").tobytes(),
                self.steps.astype("<i2").tobytes(),
                self.sequence.astype("<i4").tobytes(),
            )
        )
        return body + _CHECKSUM.pack(zlib.crc32(body))

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read a template.

        Raises
        ------
        TemplateError
            If the bytes are no template, are damaged, or are of a newer format.
        """
        description, body = _opened(data)
        try:
            return cls._from_parts(description, body)
        except (TypeError, ValueError) as error:
            raise TemplateError(_DAMAGED) from error

    @classmethod
    def _from_parts(cls, description: dict[str, Any], body: bytes) -> Self:
        if description["mode"] != "fixed":
            raise TemplateError(
                "The template is of a mode that this version doesn't know: update the program."
            )
        samples, positions = _whole(description["samples"]), _whole(description["positions"])
        if not (MIN_POSITIONS <= positions <= MAX_POSITIONS and samples >= MIN_SAMPLES):
            raise ValueError
        width = 2 * positions - 1
        sizes = (2 * width, 2 * width * samples, 4 * samples)
        if sum(sizes) != len(body):
            raise ValueError
        values = np.frombuffer(body, dtype="<i2", count=width * (1 + samples))
        sequence = np.frombuffer(body, dtype="<i4", offset=sizes[0] + sizes[1])
        if sequence[0] < 0 or np.any(np.diff(sequence.astype(np.int64)) <= 0):
            raise ValueError
        return cls(
            contract=_whole(description["contract"]),
            model=_digest(description["model"]),
            tag=None if description["tag"] is None else _digest(description["tag"]),
            anchor=values[:width],
            steps=values[width:].reshape(samples, width),
            sequence=sequence,
        )


def most_samples(width: int) -> int:
    """Give how many feature vectors of `width` values a template can hold within 16 KiB."""
    fixed = _HEADER.size + _ROOM_FOR_DESCRIPTION + _CHECKSUM.size + 2 * width
    return (MAX_TEMPLATE_BYTES - fixed) // (2 * width + 4)


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise TypeError
    return value


def _digest(value: Any) -> str:
    if not is_digest(value):
        raise TypeError
    return str(value)


def _opened(data: bytes) -> tuple[dict[str, Any], bytes]:
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
        raise TemplateError(_DAMAGED)
    try:
        description = json.loads(body[_HEADER.size : _HEADER.size + length])
    except (ValueError, RecursionError) as error:
        raise TemplateError(_DAMAGED) from error
    if not isinstance(description, dict) or set(description) != _DESCRIPTION:
        raise TemplateError(_DAMAGED)
    return description, body[_HEADER.size + length :]
