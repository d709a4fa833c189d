"""Features: the only thing that leaves the machine where the typing was done.

Fixed features are hold and press-press times by position, each standardised by the population's
centre and spread for its key class or digraph class. The classes stay on the machine, so that
what is sent has the same prior at every position and names no key. Values are whole numbers of
1/1024 spread: one canonical encoding, the same for every scorer, exact in float64.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal, Self

import numpy as np
from numpy.typing import NDArray

from inference.errors import FeaturesError, UnsupportedModeError
from inference.sample import Sample
from inference.timing import positions

CONTRACT_VERSION: Final = 1
STEPS_PER_SPREAD: Final = 1024
MAX_STEPS: Final = 32_767
"""Values are bounded to this many steps, 32 spreads, either way: they fit 16 bits."""
MIN_SAMPLES: Final = 5
MIN_POSITIONS: Final = 4
MAX_POSITIONS: Final = 128

_SHA256_HEX: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class FixedFeatures:
    """Features of one attempt at a phrase with n positions.

    Parameters
    ----------
    contract
        Version of the feature contract.
    model
        SHA-256 of the model whose population standardised the times, hexadecimal.
    tag
        Phrase tag: HMAC-SHA-256 over the phrase's key codes under the account's key,
        hexadecimal; None where there is no account key.
    holds
        Standardised hold times in 1/1024 spread, n of them.
    intervals
        Standardised press-press times in 1/1024 spread, n - 1 of them.
    """

    contract: int
    model: str
    tag: str | None
    holds: tuple[int, ...]
    intervals: tuple[int, ...]
    mode: Literal["fixed"] = "fixed"

    def __post_init__(self) -> None:
        if type(self.contract) is not int:
            raise FeaturesError("The field 'contract' must be a whole number.")
        if not is_digest(self.model) or not (self.tag is None or is_digest(self.tag)):
            raise FeaturesError(
                "The field 'model' must be 64 hexadecimal digits, and 'tag' as well or null."
            )
        _check_steps("holds", self.holds)
        _check_steps("intervals", self.intervals)
        if len(self.intervals) != max(0, len(self.holds) - 1):
            raise FeaturesError("There must be one interval fewer than holds.")

    @property
    def positions(self) -> int:
        """Number of positions, n."""
        return len(self.holds)

    def __repr__(self) -> str:
        # Biometric data must not reach a log or a traceback.
        return f"FixedFeatures({self.positions} positions)"

    def steps(self) -> NDArray[np.int16]:
        """Give all values, holds first, in 1/1024 spread; shape (2 n - 1,)."""
        return np.array(self.holds + self.intervals, dtype=np.int16)

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
    def from_dict(cls, document: Any) -> Self:
        """Read features from the object that their JSON holds.

        Raises
        ------
        FeaturesError
            If a field is missing, unknown, of the wrong type or out of bounds.
        """
        fields = {"mode", "contract", "model", "tag", "holds", "intervals"}
        if not isinstance(document, dict) or set(document) != fields:
            raise FeaturesError(
                f"Features must be an object with exactly the fields {', '.join(sorted(fields))}."
            )
        if document["mode"] != "fixed":
            raise FeaturesError("The field 'mode' must be 'fixed' for fixed features.")
        return cls(
            document["contract"],
            document["model"],
            document["tag"],
            _listed("holds", document["holds"]),
            _listed("intervals", document["intervals"]),
        )


Features = FixedFeatures


def features_from_dict(document: Any) -> Features:
    """Read features of any mode from the object that their JSON holds.

    Raises
    ------
    UnsupportedModeError
        If the mode isn't one that this version knows.
    FeaturesError
        If the features are malformed.
    """
    mode = document.get("mode") if isinstance(document, dict) else None
    if isinstance(mode, str) and mode != "fixed":
        raise UnsupportedModeError(
            "This version scores mode 'fixed' only: type the same phrase each time."
        )
    return FixedFeatures.from_dict(document)


def phrase_tag(sample: Sample, account_key: bytes) -> str:
    """Tag a phrase so that phrases can be compared without being known.

    Parameters
    ----------
    sample
        One attempt at the phrase; modifiers make no difference.
    account_key
        The account's random key; never sent.

    Returns
    -------
    str
        HMAC-SHA-256 (RFC 2104) over the key codes of the positions, hexadecimal.
    """
    codes = " ".join(keystroke.code for keystroke in positions(sample))
    return hmac.new(account_key, codes.encode(), hashlib.sha256).hexdigest()


def to_steps(spreads: Sequence[float] | NDArray[np.float64]) -> tuple[int, ...]:
    """Round standardised times to whole steps of 1/1024 spread, bounded to 32 spreads."""
    steps = np.rint(np.asarray(spreads, dtype=np.float64) * STEPS_PER_SPREAD)
    return tuple(np.clip(steps, -MAX_STEPS, MAX_STEPS).astype(int).tolist())


def is_digest(value: object) -> bool:
    """Tell whether a value is a SHA-256 in hexadecimal."""
    return isinstance(value, str) and _SHA256_HEX.fullmatch(value) is not None


def _listed(field: str, values: Any) -> tuple[Any, ...]:
    if not isinstance(values, list) or len(values) > MAX_POSITIONS:
        raise FeaturesError(f"The field '{field}' must be a list of at most {MAX_POSITIONS}.")
    return tuple(values)


def _check_steps(field: str, values: Any) -> None:
    if not isinstance(values, tuple) or not all(
        type(value) is int and -MAX_STEPS <= value <= MAX_STEPS for value in values
    ):
        raise FeaturesError(
            f"The field '{field}' must hold whole numbers from {-MAX_STEPS} to {MAX_STEPS}."
        )
