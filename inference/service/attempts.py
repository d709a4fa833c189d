"""What is kept of the attempts at a profile: failures, the lock, and what was typed before.

Attempts are counted as they are answered, by replacing one record: of many at once each is counted
after the one before it, so that no more failures are ever answered than the lock allows. Since each
attempt writes this record, it is kept small: what no longer fits is moved to another one.
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

MOST_BYTES: Final = 820
"""Of one record: with its key and the encryption it is one write unit of DynamoDB's, 1 KB."""

_FORMAT: Final = 2
_FORMAT_WITHOUT_OLDER: Final = 1
_COUNTS: Final = struct.Struct("<HIqq")
_HAS_OLDER: Final = struct.Struct("<?")
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
        What was typed of late, so that a replay is known.
    older
        What was typed before that; it has a record of its own.
    has_older
        Whether there is such a record.
    """

    failures: int = 0
    locked_until: int = 0
    verified_at: int = 0
    seen: Seen = field(default_factory=Seen.nothing)
    older: Seen = field(default_factory=Seen.nothing)
    has_older: bool = False

    @property
    def known(self) -> Seen:
        """Everything that was typed before and is remembered."""
        return self.older.with_marks(self.seen.marks)

    @property
    def is_full(self) -> bool:
        """Whether its record has grown so large that it should be :meth:`moved`."""
        return len(self.to_bytes()) > MOST_BYTES

    def moved(self) -> Self:
        """Give it with all that was typed among the older."""
        return replace(self, seen=Seen.nothing(), older=self.known, has_older=True)

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
        seen = self.seen.with_marks(marks)
        return replace(self, failures=0, locked_until=0, verified_at=verified_at, seen=seen)

    def is_fresh(self, now: float) -> bool:
        """Tell whether there was an accepted verification a short time ago."""
        return self.verified_at <= now < self.verified_at + FRESH_SECONDS

    def to_bytes(self) -> bytes:
        """Write it for a store, without the older."""
        counts = _COUNTS.pack(_FORMAT, self.failures, self.locked_until, self.verified_at)
        return counts + _HAS_OLDER.pack(self.has_older) + self.seen.to_bytes()

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
            rest = data[_COUNTS.size :]
            has_older = False
            if version != _FORMAT_WITHOUT_OLDER:
                (has_older,), rest = _HAS_OLDER.unpack_from(rest), rest[_HAS_OLDER.size :]
            seen = Seen.from_bytes(rest)
        except (struct.error, ValueError) as error:
            raise TamperedRecordError(_UNREADABLE) from error
        if version not in {_FORMAT_WITHOUT_OLDER, _FORMAT}:
            raise TamperedRecordError(_UNREADABLE)
        return cls(failures, locked_until, verified_at, seen, has_older=has_older)

    def with_older(self, data: bytes) -> Self:
        """Give it with the older that :meth:`Seen.to_bytes` wrote.

        Raises
        ------
        TamperedRecordError
            If it is something else.
        """
        try:
            return replace(self, older=Seen.from_bytes(data), has_older=True)
        except ValueError as error:
            raise TamperedRecordError(_UNREADABLE) from error
