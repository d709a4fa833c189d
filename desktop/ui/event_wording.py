"""What an event is called in the window."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from desktop.logic.happened import STAND_IN
from desktop.logic.history import Event, EventKind
from desktop.logic.removal import DELETION
from desktop.logic.wording import QT_TRANSLATE_NOOP

CONTEXT: Final = "History"

KINDS: Final[dict[EventKind, str]] = {
    "enrolled": QT_TRANSLATE_NOOP("History", "Enrolled"),
    "samples_added": QT_TRANSLATE_NOOP("History", "Attempts added"),
    "verified": QT_TRANSLATE_NOOP("History", "Verified"),
    "identified": QT_TRANSLATE_NOOP("History", "Identified"),
    "watched": QT_TRANSLATE_NOOP("History", "Watched"),
    "learnt": QT_TRANSLATE_NOOP("History", "Learnt"),
    "restored": QT_TRANSLATE_NOOP("History", "Rolled back"),
    "renamed": QT_TRANSLATE_NOOP("History", "Renamed"),
    "kept": QT_TRANSLATE_NOOP("History", "Kept though unused"),
    "deleted": QT_TRANSLATE_NOOP("History", "Profile deleted"),
    "synced": QT_TRANSLATE_NOOP("History", "Delivered to the service"),
    "exported": QT_TRANSLATE_NOOP("History", "Exported"),
    "imported": QT_TRANSLATE_NOOP("History", "Imported"),
    "signed_in": QT_TRANSLATE_NOOP("History", "Signed in"),
    "signed_out": QT_TRANSLATE_NOOP("History", "Signed out"),
    "consent_given": QT_TRANSLATE_NOOP("History", "Consent given"),
    "consent_withdrawn": QT_TRANSLATE_NOOP("History", "Consent withdrawn"),
}
"""Each kind of event in English; translated under :data:`CONTEXT`."""

_ACCEPTED: Final = QT_TRANSLATE_NOOP("History", "Accepted")
_REJECTED: Final = QT_TRANSLATE_NOOP("History", "Rejected")
_NOBODY: Final = QT_TRANSLATE_NOOP("History", "Nobody known")
_HERE: Final = QT_TRANSLATE_NOOP("History", "This computer")
_SERVICE: Final = QT_TRANSLATE_NOOP("History", "Service")
_INSTEAD: Final = QT_TRANSLATE_NOOP("History", "This computer, for the service")
_DELETED_THERE: Final = QT_TRANSLATE_NOOP("History", "Deleted by the service")


def kind_text(kind: EventKind) -> str:
    """Name a kind of event; one of a newer version of this program by its own name."""
    return _say(KINDS.get(kind, kind))


def what_text(event: Event) -> str:
    """Say what happened, and how it came out."""
    if event.kind == "synced" and event.note == DELETION:
        return _say(_DELETED_THERE)
    return " · ".join(filter(None, (kind_text(event.kind), outcome_text(event))))


def outcome_text(event: Event) -> str:
    """Say how an attempt came out; empty where nothing was scored."""
    if event.accepted is None:
        return ""
    if event.kind == "identified":
        return "" if event.accepted else _say(_NOBODY)
    return _say(_ACCEPTED if event.accepted else _REJECTED)


def place_text(event: Event) -> str:
    """Say where it happened, or what else there is to say."""
    if event.note == STAND_IN:
        return _say(_INSTEAD)
    if event.kind in {"signed_in", "signed_out", "renamed"}:
        return event.note
    if event.scored is None:
        return ""
    return _say(_HERE if event.scored == "local" else _SERVICE)


def score_text(event: Event) -> str:
    """Give the score and what was needed; empty where nothing was scored."""
    shown = [value for value in (event.score, event.threshold) if value is not None]
    return " / ".join(QLocale().toString(value, "f", 1) for value in shown)


def time_text(event: Event) -> str:
    """Give the local date and time."""
    when = QDateTime.fromSecsSinceEpoch(int(event.at.timestamp()))
    return QLocale().toString(when, QLocale.FormatType.ShortFormat)


def _say(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)
