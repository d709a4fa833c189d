import json
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.bench.capture import BARS_MS, Errors, Result, _compare, _Recorder
from desktop.bench.inject import typing
from desktop.capture.events import CaptureListener, KeyEvent
from desktop.capture.pairing import KeystrokePairer
from desktop.capture.process import PynputSource
from desktop.errors import CaptureError

FAST = Errors(0.1, 0.2, 0.3, 0.4)
SLOW = Errors(0.1, 1.1, 1.2, 1.3)


def result(busy: Errors) -> Result:
    return Result({"pynput": {"quiet": FAST, "busy": busy}, "qt": {"quiet": FAST, "busy": SLOW}})


def test_the_whole_bench_gives_one_line_of_json() -> None:
    command = [sys.executable, "-c", "from desktop.cli import main; main()"]
    bench = subprocess.run(
        [*command, "bench", "capture", "--json", "--events", "30"],
        capture_output=True,
        text=True,
        check=False,
    )
    lines = bench.stdout.splitlines()
    assert len(lines) == 1, bench.stderr
    document = json.loads(lines[0])
    assert set(document) == {"pynput", "qt", "figures"}
    for source in ("pynput", "qt"):
        for load in ("quiet", "busy"):
            errors = document[source][load]
            assert list(errors) == ["p50_ms", "p95_ms", "p99_ms", "max_ms"]
            assert sorted(errors.values()) == list(errors.values())
    for name, bar in BARS_MS.items():
        figure = document["figures"][f"pynput_busy_{name}"]
        value = document["pynput"]["busy"][name]
        assert figure == {"value": value, "bar": bar, "met": value <= bar}
    all_met = all(figure["met"] for figure in document["figures"].values())
    assert bench.returncode == (0 if all_met else 1)


@pytest.mark.parametrize(("busy", "met"), [(FAST, True), (SLOW, False)])
def test_the_bars_are_for_pynput_with_a_busy_window(busy: Errors, met: bool) -> None:
    assert result(busy).met is met
    assert {figure.bar for figure in result(busy).figures.values()} == {0.25, 1.0}


def test_the_table_names_every_source_load_and_bar() -> None:
    table = result(SLOW).to_table()
    for row in ("pynput, quiet", "pynput, busy", "qt, quiet", "qt, busy"):
        assert row in table
    assert "pynput_busy_p95_ms: 1.100, bar 1.00: not met" in table


def test_errors_are_those_of_intervals_whatever_the_delay() -> None:
    assert Errors.of([100.0, 110.0, 120.5], [0.0, 10.0, 20.0]).max_ms == 0.5
    assert Errors.of([100.0, 110.0, 120.0], [0.0, 10.0, 20.0]).max_ms == 0.0


@pytest.mark.parametrize("lost", [0, 1])
def test_a_lost_or_changed_event_is_an_error_that_does_not_name_it(
    lost: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.bench.capture._PATIENCE_MS", 0)
    recorder = _Recorder(_source)
    recorder.events = [KeyEvent("KeyA", True, 0.0), KeyEvent("KeyQ", False, 1.0)][lost:]
    with pytest.raises(CaptureError) as error:
        _compare(recorder, [("KeyA", True), ("KeyA", False)], [0.0, 1.0])
    assert "lost" in str(error.value)
    assert "Key" not in str(error.value)


def _source(listener: CaptureListener) -> PynputSource:
    return PynputSource(listener)


@given(st.integers(1, 200).map(lambda presses: 2 * presses), st.integers(0, 2**32))
def test_typing_is_in_order_and_presses_no_key_that_is_down(count: int, seed: int) -> None:
    events = typing(count, seed)
    assert len(events) == count
    assert all(later.time_ms >= earlier.time_ms for earlier, later in pairwise(events))
    pairer = KeystrokePairer()
    keystrokes = [keystroke for event in events if (keystroke := pairer.feed(event))]
    assert len(keystrokes) == count // 2
    assert pairer.all_up
