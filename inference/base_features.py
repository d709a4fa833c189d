"""What features of every mode have in common: their header, and one canonical JSON."""

import json
import re
from abc import ABC, abstractmethod
from dataclasses import asdict, dataclass
from typing import Any, Final, Self

from inference.decision import Mode
from inference.errors import FeaturesError

CONTRACT_VERSION: Final = 1

_SHA256_HEX: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class BaseFeatures(ABC):
    """Features of one sample, made by one model.

    Parameters
    ----------
    contract
        Version of the feature contract.
    model
        SHA-256 of the model that made them, hexadecimal.
    """

    contract: int
    model: str

    def __post_init__(self) -> None:
        if type(self.contract) is not int:
            raise FeaturesError("The field 'contract' must be a whole number.")
        if not is_digest(self.model):
            raise FeaturesError("The field 'model' must be 64 hexadecimal digits.")

    def to_dict(self) -> dict[str, Any]:
        """Give the features as the object that their JSON holds."""
        return asdict(self)

    def to_json(self) -> str:
        """Write the canonical JSON; equal features have equal bytes."""
        return json.dumps(self.to_dict(), sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read features from JSON; see :meth:`from_dict`."""
        try:
            document = json.loads(text)
        except (ValueError, TypeError, RecursionError):
            # The cause would hold the whole text: features must not reach a traceback.
            raise FeaturesError(
                "The features are not valid JSON: send what extract() gave."
            ) from None
        return cls.from_dict(document)

    @classmethod
    @abstractmethod
    def from_dict(cls, document: Any) -> Self:
        """Read features from the object that their JSON holds.

        Raises
        ------
        FeaturesError
            If a field is missing, unknown, of the wrong type or out of bounds.
        """


def checked_fields(document: Any, mode: Mode, names: set[str]) -> dict[str, Any]:
    """Give a document back if it has exactly the header and the named fields.

    Raises
    ------
    FeaturesError
        If it is something else.
    """
    fields = {"mode", "contract", "model"} | names
    if not isinstance(document, dict) or set(document) != fields:
        raise FeaturesError(
            f"Features must be an object with exactly the fields {', '.join(sorted(fields))}."
        )
    if document["mode"] != mode:
        raise FeaturesError(f"The field 'mode' must be '{mode}' for {mode} features.")
    return document


def checked_list(field: str, values: Any, most: int) -> tuple[Any, ...]:
    """Give a list back as a tuple.

    Raises
    ------
    FeaturesError
        If it is something else or longer than `most`.
    """
    if not isinstance(values, list) or len(values) > most:
        raise FeaturesError(f"The field '{field}' must be a list of at most {most}.")
    return tuple(values)


def checked_steps(field: str, values: Any, most: int) -> None:
    """Check that a field holds whole numbers between -`most` and `most`.

    Raises
    ------
    FeaturesError
        If it holds something else.
    """
    if not isinstance(values, tuple) or not all(
        type(value) is int and -most <= value <= most for value in values
    ):
        raise FeaturesError(f"The field '{field}' must hold whole numbers from {-most} to {most}.")


def is_digest(value: object) -> bool:
    """Tell whether a value is a SHA-256 in hexadecimal."""
    return isinstance(value, str) and _SHA256_HEX.fullmatch(value) is not None
