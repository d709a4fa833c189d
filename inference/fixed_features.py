"""Fixed features: the times of one attempt at a phrase, by position.

They are hold and press-press times, each standardised by the population's centre and spread for
its key class or digraph class. The classes stay on the machine, so that what is sent has the same
prior at every position and names no key. Values are whole numbers of 1/1024 spread: one canonical
encoding, the same for every scorer, exact in float64.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, Self

import numpy as np
from numpy.typing import NDArray

from inference.base_features import (
    BaseFeatures,
    checked_fields,
    checked_list,
    checked_steps,
    is_digest,
)
from inference.errors import FeaturesError
from inference.sample import Sample
from inference.timing import positions

STEPS_PER_SPREAD: Final = 1024
MAX_STEPS: Final = 32_767
"""Values are bounded to this many steps, 32 spreads, either way: they fit 16 bits."""
MIN_SAMPLES: Final = 5
MIN_POSITIONS: Final = 4
MAX_POSITIONS: Final = 128


@dataclass(frozen=True, repr=False)
class FixedFeatures(BaseFeatures):
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

    tag: str | None
    holds: tuple[int, ...]
    intervals: tuple[int, ...]
    mode: Literal["fixed"] = "fixed"

    def __post_init__(self) -> None:
        super().__post_init__()
        if not (self.tag is None or is_digest(self.tag)):
            raise FeaturesError("The field 'tag' must be 64 hexadecimal digits or null.")
        checked_steps("holds", self.holds, MAX_STEPS)
        checked_steps("intervals", self.intervals, MAX_STEPS)
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

    @classmethod
    def from_dict(cls, document: Any) -> Self:
        """Read features from the object that their JSON holds.

        Raises
        ------
        FeaturesError
            If a field is missing, unknown, of the wrong type or out of bounds.
        """
        fields = checked_fields(document, "fixed", {"tag", "holds", "intervals"})
        return cls(
            fields["contract"],
            fields["model"],
            fields["tag"],
            checked_list("holds", fields["holds"], MAX_POSITIONS),
            checked_list("intervals", fields["intervals"], MAX_POSITIONS),
        )


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
    import hmac  # noqa: PLC0415 (OpenSSL takes a tenth of the start)

    codes = " ".join(keystroke.code for keystroke in positions(sample))
    return hmac.new(account_key, codes.encode(), "sha256").hexdigest()


def to_steps(spreads: Sequence[float] | NDArray[np.float64]) -> tuple[int, ...]:
    """Round standardised times to whole steps of 1/1024 spread, bounded to 32 spreads."""
    steps = np.rint(np.asarray(spreads, dtype=np.float64) * STEPS_PER_SPREAD)
    return tuple(np.clip(steps, -MAX_STEPS, MAX_STEPS).astype(int).tolist())
