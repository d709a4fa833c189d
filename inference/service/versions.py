"""Earlier templates of a profile, so that every change can be taken back."""

import base64
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, Literal, NamedTuple, Self

from inference.errors import NotFoundError
from inference.service.clock import moment
from inference.service.profiles import Kept
from inference.stores.base import Store
from inference.template import Template

Change = Literal["enrolled", "samples_added", "learnt", "restored"]
"""What made a version."""

KIND: Final = "versions"
MOST_VERSIONS: Final = 10
"""So many are kept of a profile: the enrolled one and the newest."""


class Version(NamedTuple):
    """One version of a profile's template, as its owner sees it.

    Parameters
    ----------
    number
        1 for what enrolment made, higher the later it came.
    at
        When it was made, in UTC.
    change
        What made it.
    samples
        How many samples it holds.
    is_current
        Whether probes are compared with it.
    """

    number: int
    at: datetime
    change: Change
    samples: int
    is_current: bool


class Versions:
    """Keeps the versions of each profile's template in one record.

    A version is noted before its profile gets it, so that none is lost; where the profile then
    doesn't get it, one is kept that never was in use, which harms nothing.

    Parameters
    ----------
    store
        Keeps the records.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, owner: str, kept: Kept, template: Template, change: Change, now: float) -> None:
        """Note the template that a profile is about to get.

        What was learnt on one day makes one version; beyond :data:`MOST_VERSIONS`, the oldest
        after the enrolled one makes room.

        Raises
        ------
        ConflictError
            If another version was noted in the meantime.
        """
        entries, version = self._read(owner, kept)
        newest = entries[-1]
        entry = _Entry(newest.number + 1, moment(now), change, template)
        if change == newest.change == "learnt" and entry.at.date() == newest.at.date():
            entries.pop()
        entries.append(entry)
        if len(entries) > MOST_VERSIONS:
            del entries[1]
        data = json.dumps([one.to_document() for one in entries]).encode()
        if version is None:
            self._store.create(owner, KIND, kept.profile_id, data)
        else:
            self._store.replace(owner, KIND, kept.profile_id, data, version)

    def of(self, owner: str, kept: Kept) -> tuple[Version, ...]:
        """Give the versions of a profile, the newest first."""
        entries, _version = self._read(owner, kept)
        current = _current(entries, kept.enrollment.template)
        return tuple(
            Version(one.number, one.at, one.change, one.template.samples, one.number == current)
            for one in reversed(entries)
        )

    def template(self, owner: str, kept: Kept, number: int) -> Template:
        """Give the template of a version.

        Raises
        ------
        NotFoundError
            If it isn't kept.
        """
        for entry in self._read(owner, kept)[0]:
            if entry.number == number:
                return entry.template
        raise NotFoundError("This version isn't kept any more: choose another one.")

    def forget(self, owner: str, profile_id: str) -> int:
        """Delete all versions of a profile and give the number of records."""
        try:
            self._store.delete(owner, KIND, profile_id)
        except NotFoundError:
            return 0
        return 1

    def _read(self, owner: str, kept: Kept) -> tuple[list["_Entry"], int | None]:
        """Read what is kept, and the record's version; at first, that is the enrolled one."""
        try:
            record = self._store.get(owner, KIND, kept.profile_id)
        except NotFoundError:
            enrollment = kept.enrollment
            return [_Entry(1, enrollment.created, "enrolled", enrollment.template)], None
        return [_Entry.of(document) for document in json.loads(record.data)], record.version


class _Entry(NamedTuple):
    number: int
    at: datetime
    change: Change
    template: Template

    @classmethod
    def of(cls, document: Sequence[Any]) -> Self:
        # The record authenticated, so it is what `to_document` wrote.
        number, at, change, data = document
        template = Template.from_bytes(base64.b64decode(data))
        return cls(number, datetime.fromisoformat(at), change, template)

    def to_document(self) -> list[Any]:
        data = base64.b64encode(self.template.to_bytes()).decode()
        return [self.number, self.at.isoformat(), self.change, data]


def _current(entries: Sequence[_Entry], template: Template) -> int:
    """Give the number of the newest entry that holds a template; 0 if none does."""
    data = template.to_bytes()
    return max((one.number for one in entries if one.template.to_bytes() == data), default=0)
