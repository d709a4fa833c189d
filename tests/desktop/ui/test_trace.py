import json
from pathlib import Path

import pytest

from desktop.ui.trace import TRACE_VARIABLE, Trace


def test_each_change_is_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "trace.jsonl"
    monkeypatch.setenv(TRACE_VARIABLE, str(path))
    trace = Trace.from_environment()
    trace.note("page", name="verify")
    trace.note("verdict", accepted=True, score=3.2)
    assert [json.loads(line) for line in path.read_text().splitlines()] == [
        {"event": "page", "name": "verify"},
        {"event": "verdict", "accepted": True, "score": 3.2},
    ]


def test_unasked_it_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(TRACE_VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    Trace.from_environment().note("page", name="verify")
    assert list(tmp_path.iterdir()) == []
