"""What an export says of a profile, read back: the inverse of :func:`export_to_dict`."""

import base64
from datetime import datetime
from typing import Any, Final, NamedTuple

import numpy as np

from inference.errors import InputError, KeystrokeError
from inference.service.attempts import Attempts
from inference.service.messages import EXPORT_FORMAT, EXPORT_VERSION, Document
from inference.service.profile import MAX_NOTICES, Enrollment, Notice, checked_label
from inference.service.replay import MOST_MARKS, Seen
from inference.template import Template

_MOST_FAILURES: Final = 2**32 - 1
_UNREADABLE: Final = "The export of a profile is damaged or was changed: export it once more."


class Exported(NamedTuple):
    """What an export says of a profile.

    Parameters
    ----------
    enrollment
        What it is verified with.
    attempts
        What was kept of the attempts at it; none of them counts as fresh any more.
    """

    enrollment: Enrollment
    attempts: Attempts


def export_from_dict(document: Document) -> Exported:
    """Read an export; the template's bytes count, its values are for people.

    Raises
    ------
    InputError
        If it is none, damaged, or of a newer version.
    """
    try:
        _check_version(document)
        return Exported(_enrollment(document), _attempts(document["attempts"]))
    except KeystrokeError:
        raise
    except (AttributeError, KeyError, OverflowError, TypeError, ValueError) as error:
        raise InputError(_UNREADABLE) from error


def _check_version(document: Document) -> None:
    if document["format"] != EXPORT_FORMAT:
        raise InputError(_UNREADABLE)
    version = document["format_version"]
    if version != EXPORT_VERSION:
        raise InputError(
            f"The export of a profile has version {version}, this program reads {EXPORT_VERSION}: "
            "update the program."
        )


def _enrollment(document: Document) -> Enrollment:
    profile, enrolled = document["profile"], document["enrolled"]
    template = _template(document["template"])
    if profile["mode"] != template.mode:
        raise ValueError
    return Enrollment(
        checked_label(profile["label"]),
        _moment(profile["created"]),
        template,
        None if enrolled is None else _template(enrolled),
        tuple(_notice(notice) for notice in profile["notices"][-MAX_NOTICES:]),
    )


def _template(document: Document) -> Template:
    return Template.from_bytes(base64.b64decode(document["bytes"], validate=True))


def _notice(document: Document) -> Notice:
    return Notice(_text(document["code"]), _moment(document["at"]), _text(document["message"]))


def _attempts(document: Document) -> Attempts:
    failures, locked_until = document["failures"], document["locked_until"]
    if type(failures) is not int or not 0 <= failures <= _MOST_FAILURES:
        raise ValueError
    until = 0 if locked_until is None else int(_moment(locked_until).timestamp())
    return Attempts(failures, until, 0, _seen(document["seen"]))


def _seen(rows: Any) -> Seen:
    if not rows:
        return Seen.nothing()
    if not all(type(value) is int for row in rows for value in row):
        raise TypeError
    # numpy refuses numbers that don't fit the type, and rows of different lengths.
    marks = np.array(rows, np.int16)
    if marks.ndim != 2 or not marks.shape[1] or len(marks) > MOST_MARKS:
        raise ValueError
    return Seen(marks)


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError
    return moment


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
