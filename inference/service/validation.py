"""Strict checks of what callers send: nothing is guessed, filled up or passed over."""

import json
from http import HTTPStatus
from typing import Any, Final, NoReturn

from inference.errors import FeaturesError, InputError
from inference.features import Features, features_from_dict
from inference.service.exchange import JSON_TYPE, Request
from inference.service.problems import RequestError

MAX_BODY_BYTES: Final = 262_144
"""Largest request body, in bytes."""

Fields = dict[str, Any]


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
        names = ", ".join(sorted(required)) + "".join(f" and optionally {one}" for one in optional)
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
