"""Requests and responses of the HTTP API, whatever the door they come through."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

JSON_TYPE: Final = "application/json"


@dataclass(frozen=True)
class Request:
    """One request, as a door hands it in.

    Parameters
    ----------
    method
        HTTP method, upper case.
    path
        Path, decoded, without the query.
    owner
        The authenticated subject that the door vouches for; None where there is none.
    body
        Body, decoded from whatever the transport wraps it in.
    content_type
        Value of the Content-Type header, or empty.
    headers
        The other headers, by their names in lower case.
    """

    method: str
    path: str
    owner: str | None = field(default=None, repr=False)
    body: bytes = field(default=b"", repr=False)
    content_type: str = ""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Response:
    """One answer, for a door to hand out.

    Parameters
    ----------
    status
        HTTP status.
    content_type
        Value of the Content-Type header.
    body
        Body, JSON.
    headers
        All other headers.
    """

    status: int
    content_type: str
    body: bytes = field(repr=False)
    headers: Mapping[str, str]
