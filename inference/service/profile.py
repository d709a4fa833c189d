"""Profiles: what their owner sees of them, and what is kept of them."""

import base64
import json
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, NamedTuple, Self

from inference.decision import Mode
from inference.errors import InputError, TamperedRecordError
from inference.service.clock import moment
from inference.template import Template

MAX_LABEL: Final = 100
"""Longest label, in characters."""
MAX_NOTICES: Final = 20
"""So many notices of a profile are kept."""

# Control and format characters, halves of characters, and line ends garble lists and logs, or turn
# the direction of the text around them.
_REFUSED_IN_LABELS: Final = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_VISIBLE: Final = ("L", "N", "P", "S")
# Letters and symbols by their category, but nothing is seen of them.
_BLANKS: Final = "\u115f\u1160\u2800\u3164\uffa0"


class Notice(NamedTuple):
    """Something that its owner should know about a profile.

    Parameters
    ----------
    code
        Machine-readable name, such as ``samples_added``.
    at
        When it happened, in UTC.
    message
        One sentence for people.
    """

    code: str
    at: datetime
    message: str


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
    keys
        Number of keys: positions of its phrase, or keystrokes that count of its text.
    created
        When it was enrolled, in UTC.
    version
        1 when enrolled, one more with each change.
    notices
        The last things that its owner should know, oldest first.
    """

    id: str
    label: str
    mode: Mode
    samples: int
    keys: int
    created: datetime
    version: int
    notices: tuple[Notice, ...]


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
    enrolled
        The template that enrolment made, where `template` has been adapted since.
    notices
        The last things that its owner should know, oldest first.
    """

    label: str
    created: datetime
    template: Template
    enrolled: Template | None = None
    notices: tuple[Notice, ...] = ()

    @classmethod
    def of(cls, label: str, template: Template, now: float) -> Self:
        """Begin a profile, now, which is given as Unix time."""
        return cls(label, moment(now), template)

    def adapted(self, template: Template) -> Self:
        """Give it with another template; the enrolled one is kept."""
        return replace(self, template=template, enrolled=self.enrolled or self.template)

    def restored(self) -> Self:
        """Give it as it was before any adaptation."""
        return replace(self, template=self.enrolled or self.template, enrolled=None)

    def noticed(self, code: str, message: str, now: float) -> Self:
        """Give it with one more notice; the oldest makes room."""
        notice = Notice(code, moment(now), message)
        return replace(self, notices=(*self.notices, notice)[-MAX_NOTICES:])

    def to_bytes(self) -> bytes:
        """Write it for a store."""
        document = {
            "label": self.label,
            "created": self.created.isoformat(),
            "template": _written(self.template),
            "enrolled": self.enrolled and _written(self.enrolled),
            "notices": [[code, at.isoformat(), text] for code, at, text in self.notices],
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
            enrolled = document.get("enrolled")
            return cls(
                document["label"],
                created,
                _read(document["template"]),
                enrolled and _read(enrolled),
                tuple(
                    Notice(code, datetime.fromisoformat(at), text)
                    for code, at, text in document.get("notices", [])
                ),
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise TamperedRecordError(
                "The profile can't be read by this version: update the program, or delete the "
                "profile and enrol anew."
            ) from error

    def profile(self, profile_id: str, version: int) -> Profile:
        """Give what its owner sees of it."""
        template = self.template
        return Profile(
            id=profile_id,
            label=self.label,
            mode=template.mode,
            samples=template.samples,
            keys=template.key_count,
            created=self.created,
            version=version,
            notices=self.notices,
        )


def _written(template: Template) -> str:
    return base64.b64encode(template.to_bytes()).decode()


def _read(text: str) -> Template:
    return Template.from_bytes(base64.b64decode(text))


def checked_label(label: object) -> str:
    """Trim a label.

    Raises
    ------
    InputError
        If it is no plain text, too long, or nothing of it can be seen.
    """
    if not isinstance(label, str):
        raise InputError("The label must be a text.")
    trimmed = label.strip()
    if len(trimmed) > MAX_LABEL:
        raise InputError(f"The label is too long: at most {MAX_LABEL} characters.")
    if any(unicodedata.category(character) in _REFUSED_IN_LABELS for character in trimmed):
        raise InputError("The label must be plain text of one line, without invisible characters.")
    if not any(map(_is_visible, trimmed)):
        raise InputError("The label is empty: enter a name, such as your own.")
    return trimmed


def _is_visible(character: str) -> bool:
    return unicodedata.category(character).startswith(_VISIBLE) and character not in _BLANKS
