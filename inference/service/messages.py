"""JSON of profiles, decisions and rankings, written by the service and read by its clients.

Scores go out rounded to 0.1, and reasons that are about a position stay with the service: neither
tells more than the verdict needs. It doesn't keep a score secret: whoever may ask at many false
match rates learns it from the verdicts.
"""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from inference.decision import Decision, Reason
from inference.recognizer import Match, Ranking
from inference.service.profile import Profile

Document = dict[str, Any]


def profile_to_dict(profile: Profile) -> Document:
    """Write a profile."""
    return {
        "id": profile.id,
        "label": profile.label,
        "mode": profile.mode,
        "samples": profile.samples,
        "keys": profile.keys,
        "created": profile.created.isoformat(),
    }


def rounded(decision: Decision) -> Decision:
    """Round score, threshold and quality to 0.1, so that they never contradict the verdict.

    A rejected score that would reach the threshold by rounding is put 0.1 below it.
    """
    score, threshold = _rounded(decision.score), _rounded(decision.threshold)
    if not decision.accepted:
        score = min(score, _rounded(threshold - 0.1))
    return replace(decision, score=score, threshold=threshold, quality=_rounded(decision.quality))


def decision_to_dict(decision: Decision) -> Document:
    """Write a decision, rounded."""
    decision = rounded(decision)
    return {
        "accepted": decision.accepted,
        "score": decision.score,
        "threshold": decision.threshold,
        "fmr": decision.fmr,
        "quality": decision.quality,
        "reasons": [
            {"code": reason.code, "message": reason.message}
            for reason in decision.reasons
            if reason.position is None
        ],
    }


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


def ranking_to_dict(ranking: Ranking, labels: Mapping[str, str]) -> Document:
    """Write a ranking of profiles named by their ids, rounded.

    Parameters
    ----------
    ranking
        Best first.
    labels
        What the owner calls each profile, by id.
    """
    return {
        "matches": [
            {"id": match.name, "label": labels.get(match.name, ""), "score": _rounded(match.score)}
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
