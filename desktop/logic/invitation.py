"""When to ask somebody to type a few more: people drift, and one day's attempts know one day."""

from datetime import date, timedelta
from typing import Final

from desktop.logic.profiles import FIRM_AFTER_DAYS, DesktopProfile
from desktop.logic.wording import QT_TRANSLATE_NOOP

CONTEXT: Final = "Invitation"

INVITED_FOR: Final = timedelta(days=30)
"""Who hasn't come back by then isn't asked any more."""

_ONE_MORE: Final = QT_TRANSLATE_NOOP(
    "Invitation",
    "Verify and type a few more today: rhythms change from day to day, and this profile knows "
    "one day only.",
)
_LAST_ONE: Final = QT_TRANSLATE_NOOP(
    "Invitation", "Verify and type a few more today: with one more day, this profile is firm."
)


def invitation(profile: DesktopProfile, today: date) -> str | None:
    """Give what to ask of a profile's owner today; None where nothing is to be asked.

    Parameters
    ----------
    profile
        Any profile.
    today
        In local time.

    Returns
    -------
    str or None
        One sentence in English, translated under :data:`CONTEXT`.
    """
    enrolled_on = profile.created_at.astimezone().date()
    is_soon = timedelta(0) < today - enrolled_on <= INVITED_FOR
    if not (is_soon and profile.is_provisional) or today.isoformat() in profile.later_days:
        return None
    return _LAST_ONE if len(profile.later_days) == FIRM_AFTER_DAYS - 1 else _ONE_MORE
