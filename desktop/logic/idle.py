"""Profiles that nobody has used for long: they are offered for deletion, never deleted unasked."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from desktop.logic.history import Event, EventKind
from desktop.logic.profiles import DesktopProfile

_USES: Final[frozenset[EventKind]] = frozenset(
    {"enrolled", "synced", "samples_added", "restored", "imported", "kept"}
)
"""Events that show that somebody wants a profile, whatever came of them."""
_ATTEMPTS: Final[frozenset[EventKind]] = frozenset({"verified", "identified", "watched"})
"""Events that do so where the profile's owner was recognised."""


def last_verified(events: Iterable[Event]) -> Mapping[str, datetime]:
    """Tell when each profile's owner was last recognised, by the profile's id."""
    times: dict[str, datetime] = {}
    for event in events:
        if event.kind in _ATTEMPTS and event.accepted and event.profile_id:
            times[event.profile_id] = max(times.get(event.profile_id, event.at), event.at)
    return times


def idle_profiles(
    profiles: Sequence[DesktopProfile], events: Iterable[Event], months: int, now: datetime
) -> list[DesktopProfile]:
    """Give the profiles that nobody has used or asked to keep for some months.

    Parameters
    ----------
    profiles
        To choose from.
    events
        What is known of them; at most twelve months back.
    months
        So long unused is idle, in months of 30 days; at most 12.
    now
        The present time.
    """
    since = now - timedelta(days=30 * months)
    used = {event.profile_id for event in events if _is_use(event) and event.at >= since}
    return [one for one in profiles if one.created_at < since and one.id not in used]


def _is_use(event: Event) -> bool:
    return event.kind in _USES or (event.kind in _ATTEMPTS and bool(event.accepted))
