"""The routes of the HTTP API, and what each does."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Final, NamedTuple

from inference.decision import DEFAULT_FMR
from inference.errors import NotFoundError
from inference.service.exchange import Request
from inference.service.messages import Document, decision_to_dict, profile_to_dict, ranking_to_dict
from inference.service.problems import RequestError
from inference.service.service import Service
from inference.service.validation import checked_attempts, checked_fields, checked_probe

_PROFILE_ID: Final = re.compile(r"[0-9a-f]{32}")
_FMR: Final = frozenset({"fmr"})


class Call(NamedTuple):
    """A request whose route and owner are known.

    Parameters
    ----------
    request
        Has the body.
    owner
        Whose profiles it is about; empty on an open route.
    profile_id
        Which profile it is about; empty on a route without.
    """

    request: Request
    owner: str
    profile_id: str


Answer = tuple[HTTPStatus, Document]
Endpoint = Callable[[Service, Call], Answer]


class Route(NamedTuple):
    """One path, and what each method does there.

    Parameters
    ----------
    path
        Matches the whole path; a group is a profile's id.
    methods
        What to call, by HTTP method.
    is_open
        Whether it answers callers who aren't signed in.
    """

    path: re.Pattern[str]
    methods: Mapping[str, Endpoint]
    is_open: bool = False


def find_route(path: str) -> tuple[Route, str]:
    """Give the route of a path, and the profile's id in it.

    Raises
    ------
    RequestError, NotFoundError
        If there is no such route, or no such profile can be.
    """
    for route in ROUTES:
        match = route.path.fullmatch(path)
        if match is None:
            continue
        profile_id = "".join(match.groups())
        if match.groups() and not _PROFILE_ID.fullmatch(profile_id):
            raise NotFoundError("There is no such profile.")
        return route, profile_id
    raise RequestError(
        HTTPStatus.NOT_FOUND, "no_such_route", "There is nothing at this path: check the address."
    )


def find_endpoint(route: Route, method: str) -> Endpoint:
    """Give what a method does on a route.

    Raises
    ------
    RequestError
        If the route doesn't have the method.
    """
    if method in route.methods:
        return route.methods[method]
    allowed = ", ".join(sorted(route.methods))
    raise RequestError(
        HTTPStatus.METHOD_NOT_ALLOWED,
        "method_not_allowed",
        f"This path takes {allowed} only.",
        {"Allow": allowed},
    )


def _health(service: Service, _: Call) -> Answer:
    recognizer = service.recognizer
    document = {"status": "ok", "contract": recognizer.contract, "model": recognizer.model}
    return HTTPStatus.OK, document


def _enroll(service: Service, call: Call) -> Answer:
    fields = checked_fields(call.request, {"label", "features"})
    profile = service.enroll(call.owner, fields["label"], checked_attempts(fields))
    return HTTPStatus.CREATED, profile_to_dict(profile)


def _verify(service: Service, call: Call) -> Answer:
    fields = checked_fields(call.request, {"features"}, _FMR)
    probe, fmr = checked_probe(fields), fields.get("fmr", DEFAULT_FMR)
    return HTTPStatus.OK, decision_to_dict(service.verify(call.owner, call.profile_id, probe, fmr))


def _identify(service: Service, call: Call) -> Answer:
    fields = checked_fields(call.request, {"features"}, _FMR)
    probe, fmr = checked_probe(fields), fields.get("fmr", DEFAULT_FMR)
    return HTTPStatus.OK, ranking_to_dict(*service.identify(call.owner, probe, fmr))


def _restore(service: Service, call: Call) -> Answer:
    return HTTPStatus.OK, profile_to_dict(service.restore(call.owner, call.profile_id))


def _delete(service: Service, call: Call) -> Answer:
    service.delete(call.owner, call.profile_id)
    receipt = {"deleted": call.profile_id, "at": datetime.now(UTC).isoformat(timespec="seconds")}
    return HTTPStatus.OK, receipt


_PROFILES: Final = "/v1/profiles"

ROUTES: Final = (
    Route(re.compile("/v1/health"), {"GET": _health}, is_open=True),
    Route(re.compile(_PROFILES), {"POST": _enroll}),
    Route(re.compile(f"{_PROFILES}/([^/]+)"), {"DELETE": _delete}),
    Route(re.compile(f"{_PROFILES}/([^/]+)/verify"), {"POST": _verify}),
    Route(re.compile(f"{_PROFILES}/([^/]+)/restore"), {"POST": _restore}),
    Route(re.compile("/v1/identify"), {"POST": _identify}),
)
