"""JSON Schemas (draft 2020-12) of what goes in and out; OpenAPI 3.1 takes them as they are."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from inference.base_features import CONTRACT_VERSION
from inference.calibration import HIGHEST_FMR
from inference.features import (
    MAX_DIMENSION,
    MAX_KEYS,
    MAX_POSITIONS,
    MAX_STEPS,
    MAX_WINDOWS,
    MIN_KEYS,
    STEPS_PER_UNIT,
)
from inference.service.messages import EXPORT_FORMAT, EXPORT_VERSION
from inference.service.profile import MAX_LABEL

Schema = dict[str, Any]


def _object(
    properties: Mapping[str, Schema], optional: Sequence[str] = (), description: str = ""
) -> Schema:
    required = [name for name in properties if name not in optional]
    schema: Schema = {
        "type": "object",
        "properties": dict(properties),
        "required": required,
        "additionalProperties": False,
    }
    return schema | ({"description": description} if description else {})


def _reference(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _list(items: Schema, most: int | None = None, least: int = 0) -> Schema:
    schema = {"type": "array", "items": items, "minItems": least}
    return schema if most is None else schema | {"maxItems": most}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _whole(least: int, most: int | None = None) -> Schema:
    schema: Schema = {"type": "integer", "minimum": least}
    return schema if most is None else schema | {"maximum": most}


def _base64url(length: int) -> Schema:
    return {"type": "string", "pattern": f"^[A-Za-z0-9_-]{{{length}}}$"}


_ID: Final[Schema] = {"type": "string", "pattern": "^[0-9a-f]{32}$"}
_DIGEST: Final[Schema] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_MOMENT: Final[Schema] = {"type": "string", "format": "date-time"}
_TEXT: Final[Schema] = {"type": "string"}
_TRUTH: Final[Schema] = {"type": "boolean"}
_NUMBER: Final[Schema] = {"type": "number"}
_LABEL: Final[Schema] = {"type": "string", "minLength": 1, "maxLength": MAX_LABEL}
_MODE: Final[Schema] = {"enum": ["fixed", "free"]}
_FMR: Final[Schema] = {
    "type": "number",
    "exclusiveMinimum": 0,
    "maximum": HIGHEST_FMR,
    "description": "False match rate: how often a stranger may be accepted. The operator may have "
    "set a smaller maximum; see max_fmr of the model.",
}
_STEPS: Final = _whole(-MAX_STEPS, MAX_STEPS)
_ROW: Final = _list(_STEPS)
_REASON: Final = _object({"code": _TEXT, "message": _TEXT})


def schemas(model: str) -> dict[str, Schema]:
    """Give all schemas, by the names that operations call them.

    Parameters
    ----------
    model
        SHA-256 of the model that a service scores with, hexadecimal.
    """
    header: dict[str, Schema] = {"contract": {"const": CONTRACT_VERSION}, "model": {"const": model}}
    return {
        "FixedFeatures": _object(
            {
                "mode": {"const": "fixed"},
                **header,
                "tag": _or_null(_DIGEST),
                "holds": _list(_STEPS, MAX_POSITIONS),
                "intervals": _list(_STEPS, MAX_POSITIONS),
            },
            description="Hold and press-press times of one attempt at a phrase, by position, in "
            "1/1024 of the population's spread; one interval fewer than holds.",
        ),
        "FreeFeatures": _object(
            {
                "mode": {"const": "free"},
                **header,
                "windows": _list(_reference("Window"), MAX_WINDOWS),
            },
            description="What the encoder says of any text, window by window.",
        ),
        "Window": _object(
            {
                "keys": _whole(MIN_KEYS, MAX_KEYS),
                "vector": _list(_whole(-STEPS_PER_UNIT, STEPS_PER_UNIT), MAX_DIMENSION, 1),
            },
            description="A unit vector in 1/32767, and the number of keystrokes that it is about.",
        ),
        "Features": {"oneOf": [_reference("FixedFeatures"), _reference("FreeFeatures")]},
        "Enrolment": _object({"label": _LABEL, "features": _list(_reference("Features"), least=1)}),
        "Samples": _object({"features": _list(_reference("Features"), least=1)}),
        "Attempt": _object(
            {
                "features": _reference("Features"),
                "fmr": _FMR | {"default": 0.01},
                "verdict_only": _TRUTH | {"default": False},
                "proof": _or_null(_reference("Proof")),
            },
            optional=("fmr", "verdict_only", "proof"),
        ),
        "Proof": _object(
            {
                "challenge": {"type": "string", "pattern": "^[A-Za-z0-9_.-]{1,200}$"},
                "device": _ID,
                "digest": _DIGEST,
                "signature": _base64url(86),
            },
            description="The digest is SHA-256 over the lines 'keystroke proof 1', challenge, "
            "contract and canonical JSON of the features, without a line end after the last; the "
            "signature is the device's, Ed25519 over the 32 bytes of the digest.",
        ),
        "Wanted": {
            "oneOf": [
                _object({"action": {"const": "verify"}, "profile": _ID}),
                _object({"action": {"const": "identify"}, "profile": {"type": "null"}}),
            ]
        },
        "NewDevice": _object({"public_key": _base64url(43), "label": _LABEL}),
        "Health": _object({"status": {"const": "ok"}, "contract": _whole(1), "model": _DIGEST}),
        "Model": _object(
            {
                "contract": _whole(1),
                "model": _DIGEST,
                "files": {"type": "object", "additionalProperties": _DIGEST},
                "metrics": {"type": "object"},
                "max_fmr": _FMR,
                "proof_required": _TRUTH,
            }
        ),
        "OpenApi": {"type": "object", "required": ["openapi", "info", "paths", "components"]},
        "Notice": _object({"code": _TEXT, "at": _MOMENT, "message": _TEXT}),
        "Profile": _object(
            {
                "id": _ID,
                "label": _LABEL,
                "mode": _MODE,
                "samples": _whole(1),
                "keys": _whole(1),
                "created": _MOMENT,
                "version": _whole(1),
                "notices": _list(_reference("Notice")),
            }
        ),
        "ProfileList": _object({"profiles": _list(_reference("Profile")), "damaged": _list(_TEXT)}),
        "Template": {
            "oneOf": [
                _object(
                    {
                        "mode": {"const": "fixed"},
                        **header,
                        "tag": _or_null(_DIGEST),
                        "anchor": _ROW,
                        "steps": _list(_ROW),
                        "sequence": _list(_whole(0)),
                        "bytes": _TEXT,
                    }
                ),
                _object(
                    {
                        "mode": {"const": "free"},
                        **header,
                        "anchor": _ROW,
                        "vectors": _list(_ROW),
                        "keys": _list(_whole(MIN_KEYS, MAX_KEYS)),
                        "sequence": _list(_whole(0)),
                        "bytes": _TEXT,
                    }
                ),
            ],
            "description": "What attempts are compared with; bytes is the same in base64, as "
            "Template.from_bytes reads it.",
        },
        "Export": _object(
            {
                "format": {"const": EXPORT_FORMAT},
                "format_version": {"const": EXPORT_VERSION},
                "exported": _MOMENT,
                "profile": _reference("Profile"),
                "template": _reference("Template"),
                "enrolled": _or_null(_reference("Template")),
                "attempts": _object(
                    {
                        "failures": _whole(0),
                        "locked_until": _or_null(_MOMENT),
                        "seen": _list(_ROW),
                    },
                    description="Failures in a row, the lock, and what is kept of accepted "
                    "attempts to know a replay.",
                ),
            }
        ),
        "Receipt": _object({"deleted": _ID, "at": _MOMENT, "records": _whole(1)}),
        "Decision": _object(
            {
                "accepted": _TRUTH,
                "fmr": _NUMBER,
                "reasons": _list(_REASON),
                "score": _NUMBER,
                "threshold": _NUMBER,
                "quality": _NUMBER,
            },
            optional=("score", "threshold", "quality"),
            description="The score is a log-likelihood ratio, natural log, rounded to 0.1; the "
            "numbers are left out where the verdict alone was asked for.",
        ),
        "Ranking": _object(
            {
                "matches": _list(
                    _object({"id": _ID, "label": _TEXT, "score": _NUMBER}, optional=("score",))
                ),
                "unknown": _TRUTH,
                "skipped": _list(_TEXT),
            }
        ),
        "Challenge": _object({"challenge": _TEXT, "expires": _MOMENT}),
        "Device": _object({"id": _ID, "label": _LABEL, "created": _MOMENT}),
        "DeviceList": _object({"devices": _list(_reference("Device"))}),
        "Problem": _object(
            {
                "type": {"const": "about:blank"},
                "title": _TEXT,
                "status": _whole(400, 599),
                "detail": _TEXT,
                "code": _TEXT,
                "locked_until": _MOMENT,
            },
            optional=("locked_until",),
            description="Problem details (RFC 9457).",
        ),
    }
