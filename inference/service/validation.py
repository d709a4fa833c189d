"""Strict checks of what callers send: nothing is guessed, filled up or passed over."""

import json
import re
from http import HTTPStatus
from typing import Any, Final, NoReturn, get_args

from inference.errors import FeaturesError, InputError
from inference.features import Features, features_from_dict
from inference.service.challenges import Action
from inference.service.exchange import JSON_TYPE, Request
from inference.service.problems import RequestError
from inference.service.proof import Proof

MAX_BODY_BYTES: Final = 262_144
"""Largest request body, in bytes."""

Fields = dict[str, Any]

_RECORD_ID: Final = re.compile(r"[0-9a-f]{32}")
_ENTITY_TAG: Final = re.compile(r'"([1-9][0-9]{0,17})"')
_NO_VERSION: Final = 0


def checked_fields(
    request: Request, required: set[str], optional: frozenset[str] = frozenset()
) -> Fields:
    """Read the body's object.

    Parameters
    ----------
    request
        Has the body.
    required, optional
        Names of the fields that it must and may have; it has no others.

    Raises
    ------
    RequestError
        If the body is too large, or no JSON.
    InputError
        If it is another object.
    """
    if len(request.body) > MAX_BODY_BYTES:
        raise RequestError(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            "body_too_large",
            f"The body may have at most {MAX_BODY_BYTES:,} bytes: send fewer attempts.",
        )
    if request.content_type.partition(";")[0].strip().lower() != JSON_TYPE:
        raise RequestError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "unsupported_media_type",
            f"Send {JSON_TYPE}, and say so in the Content-Type header.",
        )
    document = _parsed(request.body)
    if not isinstance(document, dict) or not required <= set(document) <= required | optional:
        names = ", ".join(sorted(required))
        names += "".join(f" and optionally {one}" for one in sorted(optional))
        raise InputError(f"The body must be an object with exactly the fields {names}.")
    return document


def checked_attempts(fields: Fields) -> list[Features]:
    """Read the field ``features`` as a list; the message names the attempt that is malformed."""
    entries = fields["features"]
    if not isinstance(entries, list):
        raise FeaturesError("The field 'features' must be a list, one entry for each attempt.")
    attempts = []
    for place, entry in enumerate(entries, start=1):
        try:
            attempts.append(features_from_dict(entry))
        except FeaturesError as error:
            raise FeaturesError(f"Attempt {place}: {error}") from error
    return attempts


def checked_probe(fields: Fields) -> Features:
    """Read the field ``features`` as one probe's."""
    return features_from_dict(fields["features"])


def checked_proof(fields: Fields) -> Proof | None:
    """Read the field ``proof``, if there is one."""
    if fields.get("proof") is None:
        return None
    document = fields["proof"]
    names = Proof._fields
    if not isinstance(document, dict) or set(document) != set(names):
        raise InputError(
            f"The field 'proof' must be an object with exactly the fields {', '.join(names)}."
        )
    if not all(isinstance(value, str) and value.isascii() for value in document.values()):
        raise InputError("The fields of 'proof' must be plain ASCII texts.")
    if not is_record_id(document["device"]):
        raise InputError("The field 'device' must be the id that the device was registered with.")
    return Proof(**document)


def checked_flag(fields: Fields, name: str) -> bool:
    """Read a field that is true or false; false where it is left out."""
    value = fields.get(name, False)
    if not isinstance(value, bool):
        raise InputError(f"The field '{name}' must be true or false.")
    return value


def checked_action(value: Any) -> Action:
    """Read what a challenge is wanted for."""
    for action in get_args(Action):
        if value == action:
            return action  # type: ignore[no-any-return]  # it is one of them
    raise InputError("The field 'action' must be 'verify' or 'identify'.")


def checked_version(request: Request) -> int | None:
    """Read the version that a request means (If-Match, RFC 9110, 13.1.1); None where any will do.

    An entity tag that is none of ours means no version there is.
    """
    value = request.headers.get("if-match", "*").strip()
    if value == "*":
        return None
    match = _ENTITY_TAG.fullmatch(value)
    return int(match.group(1)) if match else _NO_VERSION


def is_record_id(value: object) -> bool:
    """Tell whether a value can be the id of a profile or device."""
    return isinstance(value, str) and _RECORD_ID.fullmatch(value) is not None


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_without_repeats,
            parse_constant=_refuse_constant,
        )
    except (ValueError, RecursionError):
        raise RequestError(
            HTTPStatus.BAD_REQUEST,
            "invalid_json",
            "The body is not valid JSON in UTF-8: no field may repeat, and numbers must be finite.",
        ) from None


def _without_repeats(pairs: list[tuple[str, Any]]) -> Fields:
    document = dict(pairs)
    if len(document) != len(pairs):
        raise ValueError
    return document


def _refuse_constant(_: str) -> NoReturn:
    raise ValueError
