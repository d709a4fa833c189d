from typing import Any

from desktop.demo.fidelity import Fidelity
from desktop.demo.report import Tally, figures, summary
from inference.sample import Keystroke, Sample


def report(**changes: Any) -> dict[str, Any]:
    part = {"genuine": {"accepted": 8}, "impostor": {"accepted": 1}}
    capture = {"lost": 0, "hold_p99_ms": 1.0, "press_press_p99_ms": 2.0}
    whole = {**part, "remote": part, "local_equals_remote": True, "capture": capture}
    return {**whole, **changes}


def unmet(told: dict[str, Any], *, people: bool = False) -> set[str]:
    return {name for name, figure in figures(told, people=people).items() if not figure["met"]}


def test_all_figures_are_met_at_their_bars() -> None:
    assert unmet(report()) == set()
    assert len(figures(report(), people=False)) == 8


def test_each_figure_can_fail() -> None:
    bad = {"genuine": {"accepted": 7}, "impostor": {"accepted": 2}}
    assert unmet(report(**bad)) == {"local_genuine_accepted", "local_impostor_accepted"}
    assert unmet(report(remote=bad)) == {"remote_genuine_accepted", "remote_impostor_accepted"}
    assert unmet(report(local_equals_remote=False)) == {"local_equals_remote"}
    slow = {"lost": 0, "hold_p99_ms": 2.1, "press_press_p99_ms": 2.1}
    assert unmet(report(capture=slow)) == {"hold_p99_ms", "press_press_p99_ms"}
    assert unmet(report(capture={"lost": 3})) == {"keystrokes_lost"}


def test_people_are_as_hard_as_they_are() -> None:
    bad = {"genuine": {"accepted": 0}, "impostor": {"accepted": 30}}
    assert unmet(report(**bad, remote=bad), people=True) == set()


def test_what_is_not_scored_is_not_accepted() -> None:
    tally = Tally()
    tally.count({"event": "verdict", "accepted": True, "score": 3.2})
    tally.count({"event": "verdict", "accepted": False, "score": -3.2})
    tally.count({"event": "attempt", "outcome": "mistyped"})
    assert (tally.tried, tally.accepted, tally.not_scored) == (3, 1, 1)
    assert tally.scores == [3.2, -3.2]


def test_the_summary_tells_every_figure_and_whether_it_is_met() -> None:
    tallies = {
        "genuine": {"tried": 10, "accepted": 8, "not_scored": 1},
        "impostor": {"tried": 30, "accepted": 2, "not_scored": 0},
    }
    told = report(**tallies, remote=tallies, typists="two people", phrase_keys=28, fmr=0.01)
    lines = summary(told | {"figures": figures(told, people=False)}).splitlines()
    assert lines[0] == "two people: 28 characters, FMR 1%"
    assert lines[2].split("  ")[-1].strip() == "8 of 10, 1 not scored"
    assert "  ok      the enrolled person accepted here: 8 (at least 8)" in lines
    assert "  FAILED  other people accepted there: 2 (at most 1)" in lines
    assert sum(line.startswith(("  ok ", "  FAILED ")) for line in lines) == 8


def test_the_summary_tells_of_free_text_where_there_was_any() -> None:
    tally = {"tried": 2, "accepted": 1, "not_scored": 0}
    tallies: dict[str, Any] = {"genuine": tally, "impostor": tally}
    tallies["free"] = dict(tallies)
    told = report(**tallies, remote=tallies, typists="two people", phrase_keys=28, fmr=0.01)
    lines = summary(told | {"figures": {}}).splitlines()
    place = lines.index("Accepted by free text")
    assert " ".join(lines[place + 1].split()) == "the enrolled person 1 of 2 1 of 2"


def test_errors_of_captured_times_leave_shift_out() -> None:
    truth = Sample(
        [Keystroke("ShiftLeft", 0, 90), Keystroke("KeyA", 50, 100), Keystroke("KeyB", 200, 260)]
    )
    captured = [
        Keystroke("KeyB", 201.5, 262.5),
        Keystroke("KeyA", 50.5, 101.5),
        Keystroke("ShiftLeft", 40, 300),
    ]
    fidelity = Fidelity()
    assert fidelity.compare(truth, captured)
    assert fidelity.hold_ms == [1.0, 1.0]
    assert fidelity.press_press_ms == [1.0]
    assert fidelity.report()["hold_p99_ms"] == 1.0


def test_lost_keystrokes_are_counted() -> None:
    truth = Sample([Keystroke("KeyA", 50, 100), Keystroke("KeyB", 200, 260)])
    fidelity = Fidelity()
    assert not fidelity.compare(truth, [Keystroke("KeyA", 50, 100)])
    assert fidelity.report() == {"lost": 1}
