"""JSON of profiles, decisions and rankings, written by the service and read by its clients.

Scores go out rounded to 0.1, and reasons that are about a position stay with the service: neither
tells more than the verdict needs. Callers who need only the verdict get no scores at all.
"""

import base64
import math
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from inference.decision import Decision, Reason
from inference.ranking import Match, Ranking
from inference.service.clock import moment
from inference.service.profile import Profile
from inference.template import Template

if TYPE_CHECKING:
    from inference.service.challenges import Challenge
    from inference.service.devices import Device
    from inference.service.results import Export
    from inference.service.service import Service

Document = dict[str, Any]

EXPORT_FORMAT: Final = "keystroke-profile"
EXPORT_VERSION: Final = 1


def profile_to_dict(profile: Profile) -> Document:
    """Write a profile."""
    return {
        "id": profile.id,
        "label": profile.label,
        "mode": profile.mode,
        "samples": profile.samples,
        "keys": profile.keys,
        "created": profile.created.isoformat(),
        "version": profile.version,
        "notices": [
            {"code": notice.code, "at": notice.at.isoformat(), "message": notice.message}
            for notice in profile.notices
        ],
    }


def template_to_dict(template: Template) -> Document:
    """Write a template: its values for people and other programs, and its bytes for this one."""
    values = {field.name: getattr(template, field.name) for field in fields(template)}
    return {
        "mode": template.mode,
        **{
            name: value.tolist() if isinstance(value, np.ndarray) else value
            for name, value in values.items()
        },
        "bytes": base64.b64encode(template.to_bytes()).decode(),
    }


def export_to_dict(export: "Export", at: datetime) -> Document:
    """Write all that is kept of a profile."""
    profile, enrollment, attempts = export
    locked_until = attempts.locked_until
    return {
        "format": EXPORT_FORMAT,
        "format_version": EXPORT_VERSION,
        "exported": at.isoformat(),
        "profile": profile_to_dict(profile),
        "template": template_to_dict(enrollment.template),
        "enrolled": enrollment.enrolled and template_to_dict(enrollment.enrolled),
        "attempts": {
            "failures": attempts.failures,
            "locked_until": moment(locked_until).isoformat() if locked_until else None,
            "seen": attempts.known.marks.tolist(),
        },
    }


def model_to_dict(service: "Service") -> Document:
    """Write what a service scores with, and what it asks of its callers."""
    manifest = service.recognizer.manifest
    return {
        "contract": service.recognizer.contract,
        "model": service.recognizer.model,
        "files": manifest["files"],
        "metrics": manifest["metrics"],
        "max_fmr": service.max_fmr,
        "proof_required": service.proof_required,
    }


def device_to_dict(device: "Device") -> Document:
    """Write a device."""
    return {"id": device.id, "label": device.label, "created": device.created.isoformat()}


def challenge_to_dict(challenge: "Challenge") -> Document:
    """Write a challenge."""
    return {"challenge": challenge.text, "expires": challenge.expires.isoformat()}


def rounded(decision: Decision) -> Decision:
    """Round score, threshold and quality to 0.1, so that they never contradict the verdict.

    A rejected score that would reach the threshold by rounding is put 0.1 below it.
    """
    score, threshold = _rounded(decision.score), _rounded(decision.threshold)
    if not decision.accepted:
        score = min(score, _rounded(threshold - 0.1))
    return replace(decision, score=score, threshold=threshold, quality=_rounded(decision.quality))


def decision_to_dict(decision: Decision, *, scores: bool = True) -> Document:
    """Write a decision, rounded.

    Parameters
    ----------
    decision
        To be written.
    scores
        Whether its numbers go along with the verdict.
    """
    decision = rounded(decision)
    verdict = {
        "accepted": decision.accepted,
        "fmr": decision.fmr,
        "reasons": [
            {"code": reason.code, "message": reason.message}
            for reason in decision.reasons
            if reason.position is None
        ],
    }
    numbers = {
        "score": decision.score,
        "threshold": decision.threshold,
        "quality": decision.quality,
    }
    return verdict | numbers if scores else verdict


def decision_from_dict(document: Document) -> Decision:
    """Read a decision.

    Raises
    ------
    KeyError, TypeError, ValueError
        If it is something else.
    """
    return Decision(
        accepted=_truth(document["accepted"]),
        score=_number(document["score"]),
        threshold=_number(document["threshold"]),
        fmr=_number(document["fmr"]),
        quality=_number(document["quality"]),
        reasons=tuple(
            Reason(_text(reason["code"]), _text(reason["message"]))
            for reason in document["reasons"]
        ),
    )


def ranking_to_dict(
    ranking: Ranking, labels: Mapping[str, str], *, scores: bool = True
) -> Document:
    """Write a ranking of profiles named by their ids, rounded.

    Parameters
    ----------
    ranking
        Best first.
    labels
        What the owner calls each profile, by id.
    scores
        Whether each goes along with its score.
    """
    return {
        "matches": [
            {"id": match.name, "label": labels.get(match.name, "")}
            | ({"score": _rounded(match.score)} if scores else {})
            for match in ranking.matches
        ],
        "unknown": ranking.unknown,
        "skipped": list(ranking.skipped),
    }


def ranking_from_dict(document: Document) -> Ranking:
    """Read a ranking of profiles, named by their ids.

    Raises
    ------
    KeyError, TypeError, ValueError
        If it is something else.
    """
    return Ranking(
        matches=tuple(
            Match(_text(match["id"]), _number(match["score"])) for match in document["matches"]
        ),
        unknown=_truth(document["unknown"]),
        skipped=tuple(_text(profile_id) for profile_id in document["skipped"]),
    )


def _rounded(value: float) -> float:
    # Adding zero turns -0.0 into 0.0.
    return round(value, 1) + 0.0


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    if not math.isfinite(value):
        raise ValueError
    return float(value)
