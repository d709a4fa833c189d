"""What is kept of the attempts at a profile: failures, the lock, and what was typed before.

Attempts are counted as they are answered, by replacing one record: of many at once each is counted
after the one before it, so that no more failures are ever answered than the lock allows.
"""

import struct
from dataclasses import dataclass, field, replace
from typing import Final, Self

from inference.errors import LockedError, TamperedRecordError
from inference.service.clock import moment
from inference.service.replay import Marks, Seen

USUAL_FAILURES: Final = 5
"""So many failures in a row lock a profile unless its operator says otherwise (NIST SP 800-63B)."""
MOST_FAILURES: Final = 100
"""No operator may allow more (NIST SP 800-63B)."""
FIRST_LOCK_SECONDS: Final = 30
LONGEST_LOCK_SECONDS: Final = 3600
FRESH_SECONDS: Final = 300
"""So long an accepted verification counts as fresh."""

_FORMAT: Final = 1
_COUNTS: Final = struct.Struct("<HIqq")
_UNREADABLE: Final = (
    "The record of a profile's attempts can't be read by this version: update the program, or "
    "delete the profile and enrol anew."
)


@dataclass(frozen=True)
class Attempts:
    """What is kept of the attempts at one profile.

    Parameters
    ----------
    failures
        How many have failed since the last success.
    locked_until
        Unix time before which no attempt is answered.
    verified_at
        Unix time of the last accepted verification that nothing has used up; 0 if there is none.
    seen
        What was typed before, so that a replay is known.
    """

    failures: int = 0
    locked_until: int = 0
    verified_at: int = 0
    seen: Seen = field(default_factory=Seen.nothing)

    def check_open(self, now: float) -> None:
        """Raise LockedError while the profile is locked."""
        if now < self.locked_until:
            raise LockedError(moment(self.locked_until), now)

    def failed(self, now: float, allowed: int = USUAL_FAILURES) -> Self:
        """Count a failure; from the last allowed one on each locks twice as long as before."""
        failures = self.failures + 1
        excess = failures - allowed
        if excess < 0:
            return replace(self, failures=failures)
        # Beyond the longest lock the power needn't be worked out.
        seconds = min(FIRST_LOCK_SECONDS * 2 ** min(excess, 30), LONGEST_LOCK_SECONDS)
        return replace(self, failures=failures, locked_until=int(now) + seconds)

    def passed(self, marks: Marks, now: float, *, sure: bool) -> Self:
        """Forget the failures and remember the attempt, and when it was if it was a sure one."""
        verified_at = int(now) if sure else self.verified_at
        return type(self)(0, 0, verified_at, self.seen.with_marks(marks))

    def is_fresh(self, now: float) -> bool:
        """Tell whether there was an accepted verification a short time ago."""
        return self.verified_at <= now < self.verified_at + FRESH_SECONDS

    def to_bytes(self) -> bytes:
        """Write it for a store."""
        counts = _COUNTS.pack(_FORMAT, self.failures, self.locked_until, self.verified_at)
        return counts + self.seen.to_bytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read what :meth:`to_bytes` wrote.

        Raises
        ------
        TamperedRecordError
            If it is something else.
        """
        try:
            version, failures, locked_until, verified_at = _COUNTS.unpack_from(data)
            seen = Seen.from_bytes(data[_COUNTS.size :])
        except (struct.error, ValueError) as error:
            raise TamperedRecordError(_UNREADABLE) from error
        if version != _FORMAT:
            raise TamperedRecordError(_UNREADABLE)
        return cls(failures, locked_until, verified_at, seen)
