"""What is known of the surroundings."""

from dataclasses import dataclass
from typing import Literal

FieldKind = Literal["password", "terminal", "other"]


@dataclass(frozen=True)
class App:
    """The program whose window is in front.

    Parameters
    ----------
    process_id
        Its number; 0 where its window doesn't tell.
    name
        Its class, as its window tells (the second part of ``WM_CLASS``); may be empty.
    executable
        Name of its file; empty where that isn't known.
    """

    process_id: int
    name: str
    executable: str


@dataclass(frozen=True)
class Field:
    """What has the focus, as its program tells assistive technology.

    Parameters
    ----------
    process_id
        Number of its program.
    kind
        What it is: in a terminal, nobody tells when a password is asked for.
    """

    process_id: int
    kind: FieldKind


@dataclass(frozen=True)
class Surroundings:
    """What is going on around the app.

    Parameters
    ----------
    app
        The program in front; None where there is none, or it can't be told.
    field
        What got the focus last; None where no program has told yet.
    locks
        Who says that the screen is locked.
    """

    app: App | None = None
    field: Field | None = None
    locks: frozenset[str] = frozenset()

    def with_lock(self, name: str, *, is_on: bool) -> "Surroundings":
        """Give them as they are once somebody says whether the screen is locked."""
        locks = self.locks | {name} if is_on else self.locks - {name}
        return Surroundings(self.app, self.field, locks)
