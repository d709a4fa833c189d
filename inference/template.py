"""Templates: the stored reference of one profile."""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Self

import numpy as np
from numpy.typing import NDArray

from inference.container import DAMAGED, ROOM_FOR_ARRAYS, packed, split, unpacked
from inference.decision import Mode
from inference.errors import TemplateError
from inference.features import (
    MAX_DIMENSION,
    MAX_KEYS,
    MAX_POSITIONS,
    MIN_KEYS,
    MIN_POSITIONS,
    MIN_SAMPLES,
    are_unit,
    is_digest,
)


@dataclass(frozen=True, eq=False, repr=False)
class Template(ABC):
    """What enrolment makes.

    Parameters
    ----------
    contract
        Version of the feature contract.
    model
        SHA-256 of the model that made its features, hexadecimal.

    Attributes
    ----------
    mode
        How its samples are scored.
    """

    contract: int
    model: str
    mode: ClassVar[Mode]

    @property
    @abstractmethod
    def samples(self) -> int:
        """Number of samples that it holds."""

    @property
    @abstractmethod
    def key_count(self) -> int:
        """Number of keys: the phrase's positions, or all keystrokes that count of free text."""

    @property
    @abstractmethod
    def phrase(self) -> Hashable:
        """Equal for templates that can be compared with the same probes."""

    @abstractmethod
    def to_bytes(self) -> bytes:
        """Write the template; at most 16 KiB."""

    @staticmethod
    def from_bytes(data: bytes) -> "Template":
        """Read a template of any mode.

        Raises
        ------
        TemplateError
            If the bytes are no template, are damaged, or are of a newer format.
        """
        description, body = unpacked(data)
        kind = _KINDS.get(str(description.get("mode")))
        if kind is None:
            raise TemplateError(
                "The template is of a mode that this version doesn't know: update the program."
            )
        try:
            return kind.from_parts(description, body)
        except (KeyError, TypeError, ValueError) as error:
            raise TemplateError(DAMAGED) from error

    @classmethod
    @abstractmethod
    def from_parts(cls, description: Mapping[str, Any], body: bytes) -> Self:
        """Read a template from its description and the bytes of its arrays.

        Raises
        ------
        KeyError, TypeError, ValueError
            If they don't make one.
        """

    def __repr__(self) -> str:
        # Biometric data must not reach a log or a traceback.
        return f"Template({self.mode}, {self.samples} samples, {self.key_count} keys)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Template) and self.to_bytes() == other.to_bytes()

    def __hash__(self) -> int:
        return hash(self.to_bytes())


@dataclass(frozen=True, eq=False, repr=False)
class FixedTemplate(Template):
    """Several attempts at one phrase with n positions.

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
    """

    mode: ClassVar[Mode] = "fixed"
    tag: str | None
    anchor: NDArray[np.int16]
    steps: NDArray[np.int16]
    sequence: NDArray[np.int32]

    @property
    def samples(self) -> int:
        """Number of samples that it holds."""
        return len(self.steps)

    @property
    def phrase(self) -> Hashable:
        """Tag and number of positions."""
        return self.tag, self.positions

    @property
    def positions(self) -> int:
        """Number of positions of its phrase."""
        width: int = self.steps.shape[1]
        return (width + 1) // 2

    @property
    def key_count(self) -> int:
        """Number of positions of its phrase."""
        return self.positions

    def to_bytes(self) -> bytes:
        """Write the template; at most 16 KiB."""
        description = {
            "contract": self.contract,
            "mode": self.mode,
            "model": self.model,
            "positions": self.positions,
            "samples": self.samples,
            "tag": self.tag,
        }
        return packed(description, (self.anchor, self.steps, self.sequence))

    @classmethod
    def from_parts(cls, description: Mapping[str, Any], body: bytes) -> Self:
        """See :meth:`Template.from_parts`."""
        header = _header(description, {"positions", "samples", "tag"})
        positions = _whole(description["positions"], MIN_POSITIONS, MAX_POSITIONS)
        samples = _whole(description["samples"], MIN_SAMPLES)
        tag = None if description["tag"] is None else _digest(description["tag"])
        width = 2 * positions - 1
        anchor, steps, sequence = split(
            body, [(np.int16, (width,)), (np.int16, (samples, width)), (np.int32, (samples,))]
        )
        _check_sequence(sequence, smallest_step=1)
        return cls(*header, tag, anchor, steps, sequence)


@dataclass(frozen=True, eq=False, repr=False)
class FreeTemplate(Template):
    """Windows of any text that one person typed.

    Parameters
    ----------
    contract, model
        As in the features that it was made from.
    anchor
        Mean direction of the enrolment samples, a unit vector in 1/32767, shape (dimension,):
        adaptation never leaves its neighbourhood.
    vectors
        The last windows' unit vectors in 1/32767, oldest first, shape (windows, dimension).
    keys
        Number of keystrokes of each window, shape (windows,).
    sequence
        Number of the sample that each window came from, never falling, shape (windows,).
    """

    mode: ClassVar[Mode] = "free"
    anchor: NDArray[np.int16]
    vectors: NDArray[np.int16]
    keys: NDArray[np.int16]
    sequence: NDArray[np.int32]

    @property
    def samples(self) -> int:
        """Number of samples that it holds windows of."""
        return len(np.unique(self.sequence))

    @property
    def phrase(self) -> Hashable:
        """Nothing: any text can be compared."""
        return None

    @property
    def dimension(self) -> int:
        """Number of values of each vector."""
        return len(self.anchor)

    @property
    def key_count(self) -> int:
        """Number of keystrokes in all windows."""
        return int(self.keys.sum())

    def to_bytes(self) -> bytes:
        """Write the template; at most 16 KiB."""
        description = {
            "contract": self.contract,
            "dimension": self.dimension,
            "mode": self.mode,
            "model": self.model,
            "windows": len(self.keys),
        }
        return packed(description, (self.anchor, self.vectors, self.keys, self.sequence))

    @classmethod
    def from_parts(cls, description: Mapping[str, Any], body: bytes) -> Self:
        """See :meth:`Template.from_parts`."""
        header = _header(description, {"dimension", "windows"})
        dimension = _whole(description["dimension"], 1, MAX_DIMENSION)
        windows = _whole(description["windows"], 1)
        anchor, vectors, keys, sequence = split(
            body,
            [
                (np.int16, (dimension,)),
                (np.int16, (windows, dimension)),
                (np.int16, (windows,)),
                (np.int32, (windows,)),
            ],
        )
        if np.any((keys < MIN_KEYS) | (keys > MAX_KEYS)) or not are_unit([anchor, *vectors]):
            raise ValueError
        _check_sequence(sequence, smallest_step=0)
        return cls(*header, anchor, vectors, keys, sequence)


_KINDS: Final[Mapping[str, type[Template]]] = {"fixed": FixedTemplate, "free": FreeTemplate}


def most_samples(width: int) -> int:
    """Give how many feature vectors of `width` values a fixed template can hold."""
    return (ROOM_FOR_ARRAYS - 2 * width) // (2 * width + 4)


def most_windows(dimension: int) -> int:
    """Give how many windows a free template can hold."""
    return (ROOM_FOR_ARRAYS - 2 * dimension) // (2 * dimension + 2 + 4)


def _header(description: Mapping[str, Any], names: set[str]) -> tuple[int, str]:
    if set(description) != {"contract", "mode", "model"} | names:
        raise ValueError
    return _whole(description["contract"]), _digest(description["model"])


def _whole(value: Any, least: int | None = None, most: int | None = None) -> int:
    if type(value) is not int:
        raise TypeError
    if (least is not None and value < least) or (most is not None and value > most):
        raise ValueError
    return value


def _digest(value: Any) -> str:
    if not is_digest(value):
        raise TypeError
    return str(value)


def _check_sequence(sequence: NDArray[np.int32], *, smallest_step: int) -> None:
    steps = np.diff(sequence.astype(np.int64))
    if sequence[0] < 0 or np.any(steps < smallest_step):
        raise ValueError
