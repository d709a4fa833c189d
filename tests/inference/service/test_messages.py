import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inference.decision import Decision, Reason
from inference.ranking import Match, Ranking
from inference.service.messages import (
    decision_from_dict,
    decision_to_dict,
    ranking_from_dict,
    ranking_to_dict,
    rounded,
)

SCORES = st.floats(-1e6, 1e6)
REASONS = st.builds(Reason, st.text(), st.text(), st.none() | st.integers(0, 100))


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    """Give a decision whose score may lie just beside its threshold."""
    threshold = draw(SCORES)
    score = draw(SCORES | st.floats(-0.2, 0.2).map(lambda step: threshold + step))
    reasons = tuple(draw(st.lists(REASONS, max_size=4)))
    fmr, quality = draw(st.floats(1e-4, 0.5)), draw(st.floats(0, 1))
    return Decision(score >= threshold, score, threshold, fmr, quality, reasons)


@given(decisions())
def test_what_goes_out_is_rounded_and_says_no_positions(decision: Decision) -> None:
    document = json.loads(json.dumps(decision_to_dict(decision)))
    read = decision_from_dict(document)
    assert read.accepted == decision.accepted
    assert read.fmr == decision.fmr
    for name, farthest in (("score", 0.1501), ("threshold", 0.0501), ("quality", 0.0501)):
        assert getattr(read, name) == pytest.approx(getattr(decision, name), abs=farthest)
        assert getattr(read, name) == round(getattr(read, name), 1)
    assert read.reasons == tuple(one for one in decision.reasons if one.position is None)
    assert all(set(reason) == {"code", "message"} for reason in document["reasons"])


@given(decisions())
def test_rounding_never_contradicts_the_verdict(decision: Decision) -> None:
    told = rounded(decision)
    assert (told.score >= told.threshold) == told.accepted
    assert rounded(told) == told


def test_a_rejected_score_stays_below_the_threshold() -> None:
    told = rounded(Decision(False, 2.96, 2.97, 0.01, 1.0))
    assert (told.score, told.threshold) == (2.9, 3.0)


def test_nothing_is_minus_zero() -> None:
    decision = Decision(True, -0.01, -0.02, 0.01, 1.0)
    assert str(decision_to_dict(decision)["score"]) == "0.0"
    decision = Decision(False, 0.04, 0.06, 0.01, 1.0)
    assert str(decision_to_dict(decision)["score"]) == "0.0"


def test_a_ranking_carries_labels_and_is_read_back() -> None:
    ranking = Ranking((Match("1", 2.34), Match("2", -1.0)), unknown=False, skipped=("3",))
    document = ranking_to_dict(ranking, {"1": "Ada", "2": "Ben"})
    assert document == {
        "matches": [
            {"id": "1", "label": "Ada", "score": 2.3},
            {"id": "2", "label": "Ben", "score": -1.0},
        ],
        "unknown": False,
        "skipped": ["3"],
    }
    assert ranking_from_dict(document) == Ranking(
        (Match("1", 2.3), Match("2", -1.0)), unknown=False, skipped=("3",)
    )


DECISION: dict[str, Any] = {
    "accepted": True, "score": 1.0, "threshold": 0.5, "fmr": 0.01, "quality": 1.0, "reasons": [],
}  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"accepted": "yes"},
        {"accepted": 1},
        {"score": "1.0"},
        {"score": True},
        {"score": float("nan")},
        {"threshold": None},
        {"reasons": None},
        {"reasons": [{"code": 1, "message": ""}]},
    ],
)
def test_other_answers_are_not_taken_for_decisions(change: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        decision_from_dict({**DECISION, **change})


def test_an_answer_without_a_field_is_not_taken_for_a_decision() -> None:
    for name in DECISION:
        with pytest.raises(KeyError):
            decision_from_dict({key: value for key, value in DECISION.items() if key != name})
