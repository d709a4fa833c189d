"""Profiles: what their owner sees of them, and what is kept of them."""

import base64
import json
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, NamedTuple, Self

from inference.decision import Mode
from inference.errors import InputError, TamperedRecordError
from inference.template import Template

MAX_LABEL: Final = 100
"""Longest label, in characters."""

# Control characters, halves of characters, and line ends would garble lists and logs.
_REFUSED_IN_LABELS: Final = {"Cc", "Cs", "Zl", "Zp"}


@dataclass(frozen=True)
class Profile:
    """One enrolment, as its owner may see it.

    Parameters
    ----------
    id
        Made by the service, random.
    label
        What its owner calls it.
    mode
        How its samples are scored.
    samples
        Number of samples that its template holds.
    positions
        Number of positions of its phrase.
    created
        When it was enrolled, in UTC.
    """

    id: str
    label: str
    mode: Mode
    samples: int
    positions: int
    created: datetime


class ProfileListing(NamedTuple):
    """All profiles of one owner.

    Parameters
    ----------
    profiles
        Those that can be read, the oldest first.
    damaged
        Ids of those that can't: delete them and enrol anew.
    """

    profiles: tuple[Profile, ...]
    damaged: tuple[str, ...]


@dataclass(frozen=True)
class Enrollment:
    """What is kept of a profile.

    Parameters
    ----------
    label
        What its owner calls it.
    created
        When it was enrolled, in UTC.
    template
        What its probes are compared with.
    """

    label: str
    created: datetime
    template: Template

    @classmethod
    def of(cls, label: str, template: Template) -> Self:
        """Begin a profile, now."""
        return cls(label, datetime.now(UTC).replace(microsecond=0), template)

    def to_bytes(self) -> bytes:
        """Write it for a store."""
        document = {
            "label": self.label,
            "created": self.created.isoformat(),
            "template": base64.b64encode(self.template.to_bytes()).decode(),
        }
        return json.dumps(document).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read what :meth:`to_bytes` wrote.

        Raises
        ------
        TamperedRecordError
            If it is something else; only this profile is unusable.
        """
        try:
            document = json.loads(data)
            created = datetime.fromisoformat(document["created"])
            template = Template.from_bytes(base64.b64decode(document["template"]))
            return cls(document["label"], created, template)
        except (KeyError, TypeError, ValueError) as error:
            raise TamperedRecordError(
                "The profile can't be read by this version: update the program, or delete the "
                "profile and enrol anew."
            ) from error

    def profile(self, profile_id: str) -> Profile:
        """Give what its owner sees of it."""
        template = self.template
        return Profile(
            id=profile_id,
            label=self.label,
            mode=template.mode,
            samples=template.samples,
            positions=template.positions,
            created=self.created,
        )


def checked_label(label: str) -> str:
    """Trim a label.

    Raises
    ------
    InputError
        If nothing is left, or too much, or no plain text.
    """
    trimmed = label.strip()
    if not 1 <= len(trimmed) <= MAX_LABEL:
        raise InputError(f"The label must have 1 to {MAX_LABEL} characters.")
    if any(unicodedata.category(character) in _REFUSED_IN_LABELS for character in trimmed):
        raise InputError("The label must be plain text of one line.")
    return trimmed
