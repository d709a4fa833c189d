"""What has happened: one encrypted record for each event, kept for twelve months."""

import csv
import io
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime, timedelta
from typing import Final, Literal, NamedTuple

from desktop.logic.documents import Documents
from desktop.logic.settings import Scoring
from inference.stores.sqlite import SqliteStore

EventKind = Literal[
    "enrolled",
    "samples_added",
    "verified",
    "identified",
    "watched",
    "learnt",
    "restored",
    "renamed",
    "kept",
    "deleted",
    "synced",
    "exported",
    "imported",
    "signed_in",
    "signed_out",
    "consent_given",
    "consent_withdrawn",
]
"""What happened: ``learnt`` is a template's adaptation, ``kept`` the answer to an idle profile."""

KEPT_FOR: Final = timedelta(days=365)
"""Older events are deleted by themselves."""

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Event:
    """One thing that happened. It never holds text, keys or features.

    Parameters
    ----------
    kind
        What happened.
    profile_id
        The app's id of the profile it is about; empty where it is about none, or a deleted one.
    label
        What that profile was called then.
    accepted
        Whether an attempt passed, or a typist was known; None where nothing was scored.
    score, threshold
        See :class:`~inference.decision.Decision`.
    fmr
        The false match rate that was asked for.
    scored
        Where it happened; None where that says nothing.
    note
        What else is to be known, in a word or two: a service's host, an earlier name.
    time
        When, ISO 8601 in UTC.
    """

    kind: EventKind
    profile_id: str = ""
    label: str = ""
    accepted: bool | None = None
    score: float | None = None
    threshold: float | None = None
    fmr: float | None = None
    scored: Scoring | None = None
    note: str = ""
    time: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="microseconds"))

    @property
    def at(self) -> datetime:
        """When it happened, in UTC."""
        return datetime.fromisoformat(self.time)


class Past(NamedTuple):
    """All events that are kept.

    Parameters
    ----------
    events
        Those that can be read, the newest first.
    damaged
        How many can't be read.
    """

    events: list[Event]
    damaged: int


class History:
    """Keeps events.

    Parameters
    ----------
    store
        Where they are kept, encrypted; it forgets each by itself after :data:`KEPT_FOR`.
    """

    def __init__(self, store: SqliteStore) -> None:
        self._store = store
        self._documents = Documents(store, "event")

    def add(self, event: Event) -> None:
        """Keep an event; in a transaction, with what it tells of or not at all."""
        expires = int((event.at + KEPT_FOR).timestamp())
        self._documents.put(uuid.uuid4().hex, asdict(event), expires)

    def past(self) -> Past:
        """Read all events."""
        found = self._documents.all()
        events = [Event(**document) for document in found.documents.values()]
        return Past(sorted(events, key=lambda event: event.time, reverse=True), len(found.damaged))

    def forget(self, profile_id: str) -> None:
        """Delete what is about a profile, and what can't be read, since that may be too."""
        with self._store.transaction():
            found = self._documents.all()
            about = [key for key, one in found.documents.items() if one["profile_id"] == profile_id]
            for document_id in (*about, *found.damaged):
                self._documents.delete(document_id)

    def forget_all(self) -> None:
        """Delete all events."""
        with self._store.transaction():
            self._documents.delete_all()


def to_csv(events: Iterable[Event]) -> str:
    """Write events as CSV (RFC 4180) with a header, in the given order.

    A name that a spreadsheet would take for a formula begins with an apostrophe, which shows it as
    text (OWASP, *CSV Injection*).
    """
    text = io.StringIO()
    columns = [column.name for column in fields(Event)]
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for event in events:
        writer.writerow([_cell(getattr(event, column)) for column in columns])
    return text.getvalue()


def _cell(value: object) -> object:
    is_formula = isinstance(value, str) and value.startswith(_FORMULA_STARTS)
    return f"'{value}" if is_formula else value
