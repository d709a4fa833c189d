"""One operation of the HTTP API: where it is called, what does it, and how it is described."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from typing import Final, NamedTuple

from inference.service.exchange import Request
from inference.service.messages import Document
from inference.service.service import Service

_PARAMETER: Final = re.compile(r"\{(\w+)\}")


class Call(NamedTuple):
    """A request whose operation and owner are known.

    Parameters
    ----------
    request
        Has headers and body.
    owner
        Whose it is; empty where that makes no difference.
    record_id
        Which profile or device it is about; empty where it is about none.
    seed
        32 hexadecimal digits; the same ones each time that the request is tried.
    """

    request: Request
    owner: str
    record_id: str
    seed: str


class Answer(NamedTuple):
    """What an operation answers where it succeeds.

    Parameters
    ----------
    document
        The JSON.
    headers
        Headers that belong to it.
    """

    document: Document
    headers: Mapping[str, str] = {}


Endpoint = Callable[[Service, Call], Answer]


@dataclass(frozen=True)
class Operation:
    """One operation of the API.

    Parameters
    ----------
    method, path
        How it is called; the path may have one parameter, such as ``{profile}``.
    endpoint
        Does it.
    answer
        Name of the schema that its answer has.
    body
        Name of the schema that its request's body has; None where it takes no body.
    status
        HTTP status where it succeeds.
    problems
        Codes of what may be wrong, besides what may be with any request of its kind.
    is_open
        Whether it answers callers who aren't signed in.
    takes_key
        Whether it changes something, so that it takes an idempotency key.
    takes_version
        Whether it takes the version of what it changes (If-Match).
    """

    method: str
    path: str
    endpoint: Endpoint
    answer: str
    body: str | None = None
    status: HTTPStatus = HTTPStatus.OK
    problems: tuple[str, ...] = field(default=())
    is_open: bool = False
    takes_key: bool = False
    takes_version: bool = False

    @property
    def parameter(self) -> str | None:
        """Name of the path's parameter; None where it has none."""
        match = _PARAMETER.search(self.path)
        return match and match.group(1)

    @property
    def summary(self) -> str:
        """What it does, in one sentence."""
        return (self.endpoint.__doc__ or "").partition("\n")[0]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Matches the whole path; a group is the parameter."""
        return re.compile(_PARAMETER.sub("([^/]+)", self.path.replace(".", r"\.")))
