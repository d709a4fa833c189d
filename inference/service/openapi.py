"""The OpenAPI 3.1 document, made of the table of operations."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from inference.service.exchange import JSON_TYPE
from inference.service.operation import Operation
from inference.service.problems import PROBLEM_TYPE, status_of
from inference.service.schemas import schemas

if TYPE_CHECKING:
    from http import HTTPStatus

Document = dict[str, Any]

VERSION: Final = "1.0.0"
"""Of the API; the first number is the one in its paths."""

_ANY: Final = ("store_failed", "internal_error")
_SIGNED_IN: Final = ("unauthorized",)
_WITH_BODY: Final = (
    "invalid_json",
    "body_too_large",
    "unsupported_media_type",
    "invalid_input",
    "invalid_features",
)
_WITH_ID: Final = ("not_found", "tampered_record")
_WITH_KEY: Final = ("invalid_header", "idempotency_key_reused", "idempotency_in_progress")
_WITH_VERSION: Final = ("precondition_failed",)

_KEY_HEADER: Final[Document] = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "New for each request, such as a UUID; the same request with the same key gets "
    "the same answer again, for 24 hours.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,128}$"},
}
_VERSION_HEADER: Final[Document] = {
    "name": "If-Match",
    "in": "header",
    "description": "The ETag that the profile had when it was read; with another one by now, "
    "nothing is changed.",
    "schema": {"type": "string"},
}
_BEARER: Final = "bearer"


def openapi(operations: Iterable[Operation], model: str) -> Document:
    """Describe operations.

    Parameters
    ----------
    operations
        The table that the API answers from.
    model
        SHA-256 of the model that the service scores with, hexadecimal.
    """
    paths: dict[str, Document] = defaultdict(dict)
    for operation in operations:
        paths[operation.path][operation.method.lower()] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Keystroke",
            "version": VERSION,
            "description": "Recognises people by typing rhythm. Features go in, verdicts come out; "
            "no text is ever sent.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": dict(paths),
        "components": {
            "schemas": schemas(model),
            "securitySchemes": {
                _BEARER: {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
            },
        },
    }


def problem_codes(operation: Operation) -> tuple[str, ...]:
    """Give the codes of all that may be wrong with a request for an operation."""
    kinds = {
        _ANY: True,
        _SIGNED_IN: not operation.is_open,
        _WITH_BODY: operation.body is not None,
        _WITH_ID: operation.parameter is not None,
        _WITH_KEY: operation.takes_key,
        _WITH_VERSION: operation.takes_version,
    }
    return (*operation.problems, *(code for kind, has in kinds.items() if has for code in kind))


def _operation(operation: Operation) -> Document:
    document: Document = {
        "operationId": operation.endpoint.__name__.strip("_"),
        "summary": operation.summary,
        "responses": _responses(operation),
        "security": [] if operation.is_open else [{_BEARER: []}],
    }
    parameters = _parameters(operation)
    if parameters:
        document["parameters"] = parameters
    if operation.body is not None:
        document["requestBody"] = {"required": True, "content": _content(JSON_TYPE, operation.body)}
    return document


def _parameters(operation: Operation) -> list[Document]:
    parameters = []
    if operation.parameter is not None:
        schema = {"type": "string", "pattern": "^[0-9a-f]{32}$"}
        parameters.append(
            {"name": operation.parameter, "in": "path", "required": True, "schema": schema}
        )
    if operation.takes_key:
        parameters.append(_KEY_HEADER)
    if operation.takes_version:
        parameters.append(_VERSION_HEADER)
    return parameters


def _responses(operation: Operation) -> Document:
    success = {
        "description": operation.summary,
        "content": _content(JSON_TYPE, operation.answer),
    }
    by_status: Mapping[HTTPStatus, list[str]] = defaultdict(list)
    for code in problem_codes(operation):
        by_status[status_of(code)].append(code)
    problems = {
        str(status.value): {
            "description": f"{status.phrase}: {', '.join(codes)}.",
            "content": _content(PROBLEM_TYPE, "Problem"),
        }
        for status, codes in sorted(by_status.items())
    }
    return {str(operation.status.value): success, **problems}


def _content(kind: str, name: str) -> Document:
    return {kind: {"schema": {"$ref": f"#/components/schemas/{name}"}}}
