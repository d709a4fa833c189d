"""The same request gets the same JSON through both doors."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from inference.recognizer import Recognizer
from tests.doors import Answer, Door, HttpDoor, LambdaDoor, forget_service, serving
from tests.inference.typing import sentence, typed

ABSENT = "0" * 32


@pytest.fixture
def doors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Door, Door]]:
    monkeypatch.setenv("KEYSTROKE_STORE", str(tmp_path / "lambda.sqlite"))
    monkeypatch.setenv("KEYSTROKE_PASSPHRASE", "of the tests")
    forget_service()
    with serving(tmp_path / "app.sqlite") as base:
        yield LambdaDoor(), HttpDoor(base)
    forget_service()


def comparable(answer: Answer, profile_id: str) -> Answer:
    """Take out what two stores can't have in common: ids and times."""
    text = json.dumps(answer.document).replace(profile_id, "ID") if profile_id else None
    document = json.loads(text) if text else dict(answer.document)
    return Answer(answer.status, answer.content_type, without_times(document))


def without_times(node: Any) -> Any:
    if isinstance(node, list):
        return [without_times(one) for one in node]
    if not isinstance(node, dict):
        return node
    own = {"id", "created", "at", "exported"}
    return {name: without_times(value) for name, value in node.items() if name not in own}


def test_both_doors_answer_alike(doors: tuple[Door, Door], recognizer: Recognizer) -> None:
    features = [recognizer.extract(typed(one)).to_dict() for one in range(10)]
    stranger = recognizer.extract(typed(9, person=1)).to_dict()
    steps: list[tuple[str, Any, int]] = [
        ("health", None, 200),
        ("verify", {"features": features[6]}, 200),
        ("verify", {"features": stranger, "fmr": 0.05}, 200),
        ("verify", {"features": {**stranger, "model": ABSENT * 2}}, 409),
        ("verify", {"features": {**stranger, "holds": []}}, 422),
        ("verify", {"features": stranger, "fmr": 2}, 422),
        ("identify", {"features": features[7]}, 200),
        ("identify", {"features": features[7], "extra": 1}, 422),
        ("model", None, 200),
        ("list", None, 200),
        ("read", None, 200),
        ("export", None, 200),
        ("samples", {"features": [features[8]]}, 200),
        ("samples", {"features": [features[9]]}, 403),
        ("device", {"public_key": "A" * 43, "label": "Laptop"}, 201),
        ("device", {"public_key": "A", "label": "Laptop"}, 422),
        ("challenge", {"action": "delete", "profile": None}, 422),
        ("enroll", {"label": "Too few", "features": features[:3]}, 422),
        ("enroll", {"label": "Too large", "features": ["x" * 300_000]}, 413),
        ("delete", None, 200),
        ("delete", None, 404),
        ("verify", {"features": stranger}, 404),
    ]
    enrolled = {"label": "Zu Hause \u2026", "features": features[:6]}
    check_alike(doors, enrolled, steps)


def test_both_doors_answer_alike_about_free_text(
    doors: tuple[Door, Door], recognizer: Recognizer
) -> None:
    features = [recognizer.extract(sentence(one), "free").to_dict() for one in range(6)]
    stranger = recognizer.extract(sentence(5, person=1), "free").to_dict()
    short = recognizer.extract(typed(1), "free").to_dict()
    steps: list[tuple[str, Any, int]] = [
        ("verify", {"features": features[4]}, 200),
        ("verify", {"features": stranger, "fmr": 0.05}, 200),
        ("verify", {"features": short}, 200),
        ("verify", {"features": recognizer.extract(typed(1)).to_dict()}, 409),
        ("verify", {"features": {**stranger, "model": ABSENT * 2}}, 409),
        ("verify", {"features": {**stranger, "windows": [{}]}}, 422),
        ("identify", {"features": features[5]}, 200),
        ("identify", {"features": recognizer.extract(typed(1)).to_dict()}, 200),
        ("enroll", {"label": "Too short", "features": [features[0], short]}, 422),
        ("restore", None, 200),
        ("delete", None, 200),
        ("restore", None, 404),
    ]
    check_alike(doors, {"label": "Text", "features": features[:4]}, steps)


def check_alike(
    doors: tuple[Door, Door], enrolled: dict[str, Any], steps: list[tuple[str, Any, int]]
) -> None:
    ids = [door.call("enroll", enrolled).document["id"] for door in doors]
    for name, document, status in steps:
        through_lambda, through_http = (
            comparable(door.call(name, document, profile_id), profile_id)
            for door, profile_id in zip(doors, ids, strict=True)
        )
        assert through_lambda == through_http
        assert through_lambda.status == status, (name, through_lambda)
