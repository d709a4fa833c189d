"""The operations of the HTTP API; doors, OpenAPI document and tests have them from here."""

from http import HTTPStatus
from typing import Final

from inference.errors import NotFoundError
from inference.service import endpoints
from inference.service.operation import Answer, Call, Operation
from inference.service.problems import RequestError
from inference.service.service import Service
from inference.service.validation import is_record_id

_PROFILES: Final = "/v1/profiles"
_PROFILE: Final = "/v1/profiles/{profile}"
_COMPARED: Final = ("contract_mismatch", "mode_mismatch")
_PROOF: Final = (
    "proof_required",
    "challenge_invalid",
    "challenge_used",
    "device_unknown",
    "signature_invalid",
)


def _openapi(service: Service, _: Call) -> Answer:
    """Give this document."""
    from inference.service.openapi import openapi  # noqa: PLC0415 (seldom asked for)

    return Answer(openapi(OPERATIONS, service.recognizer.model))


OPERATIONS: Final = (
    Operation("GET", "/v1/health", endpoints.health, "Health", is_open=True),
    Operation("GET", "/v1/model", endpoints.model, "Model", is_open=True),
    Operation("GET", "/v1/openapi.json", _openapi, "OpenApi", is_open=True),
    Operation("GET", _PROFILES, endpoints.list_profiles, "ProfileList"),
    Operation(
        "POST",
        _PROFILES,
        endpoints.enroll,
        "Profile",
        body="Enrolment",
        status=HTTPStatus.CREATED,
        problems=("failure_to_enroll", "too_many_profiles", *_COMPARED),
        takes_key=True,
    ),
    Operation("GET", _PROFILE, endpoints.read_profile, "Profile"),
    Operation(
        "DELETE",
        _PROFILE,
        endpoints.delete_profile,
        "Receipt",
        takes_key=True,
        takes_version=True,
    ),
    Operation("GET", f"{_PROFILE}/export", endpoints.export_profile, "Export"),
    Operation(
        "POST",
        f"{_PROFILE}/samples",
        endpoints.add_samples,
        "Profile",
        body="Samples",
        problems=("verification_required", "failure_to_enroll", "replayed", "conflict", *_COMPARED),
        takes_key=True,
        takes_version=True,
    ),
    Operation(
        "POST",
        f"{_PROFILE}/restore",
        endpoints.restore,
        "Profile",
        problems=("conflict",),
        takes_key=True,
        takes_version=True,
    ),
    Operation(
        "POST",
        f"{_PROFILE}/verify",
        endpoints.verify,
        "Decision",
        body="Attempt",
        problems=("locked", "replayed", "conflict", *_COMPARED, *_PROOF),
        takes_key=True,
    ),
    Operation(
        "POST",
        "/v1/identify",
        endpoints.identify,
        "Ranking",
        body="Attempt",
        problems=("locked", "replayed", "conflict", "contract_mismatch", *_PROOF),
        takes_key=True,
    ),
    Operation(
        "POST",
        "/v1/challenges",
        endpoints.issue_challenge,
        "Challenge",
        body="Wanted",
        status=HTTPStatus.CREATED,
    ),
    Operation("GET", "/v1/devices", endpoints.list_devices, "DeviceList"),
    Operation(
        "POST",
        "/v1/devices",
        endpoints.register_device,
        "Device",
        body="NewDevice",
        status=HTTPStatus.CREATED,
        problems=("too_many_devices",),
        takes_key=True,
    ),
    Operation("DELETE", "/v1/devices/{device}", endpoints.delete_device, "Receipt", takes_key=True),
)


def find_operation(method: str, path: str) -> tuple[Operation, str]:
    """Give the operation of a request, and the id in its path.

    Raises
    ------
    RequestError, NotFoundError
        If there is no such path, it doesn't take the method, or nothing can have that id.
    """
    matches = [(one, one.pattern.fullmatch(path)) for one in OPERATIONS]
    found = {one.method: (one, "".join(match.groups())) for one, match in matches if match}
    if not found:
        raise RequestError(
            HTTPStatus.NOT_FOUND,
            "no_such_route",
            "There is nothing at this path: check the address.",
        )
    if method not in found:
        allowed = ", ".join(sorted(found))
        raise RequestError(
            HTTPStatus.METHOD_NOT_ALLOWED,
            "method_not_allowed",
            f"This path takes {allowed} only.",
            {"Allow": allowed},
        )
    operation, record_id = found[method]
    if operation.parameter and not is_record_id(record_id):
        raise NotFoundError(f"There is no such {operation.parameter}.")
    return operation, record_id
