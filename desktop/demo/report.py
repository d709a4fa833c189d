"""What the demo reports, and what of it has to hold."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from desktop.demo.driver import Event

MIN_GENUINE: Final = 8
MAX_IMPOSTOR: Final = 1
MAX_CAPTURE_P99_MS: Final = 2.0

_PLACES: Final = {"on this computer": "local", "by the service": "remote"}
_KINDS: Final = {"the enrolled person": "genuine", "other people": "impostor"}
_CHECKS: Final = {
    "local_equals_remote": "both places give the same verdicts and scores",
    "keystrokes_lost": "keystrokes that weren't captured: {value} (at most {bar})",
    "hold_p99_ms": "error of captured hold times, p99: {value} ms (at most {bar})",
    "press_press_p99_ms": "error of captured intervals, p99: {value} ms (at most {bar})",
    "local_genuine_accepted": "the enrolled person accepted here: {value} (at least {bar})",
    "local_impostor_accepted": "other people accepted here: {value} (at most {bar})",
    "remote_genuine_accepted": "the enrolled person accepted there: {value} (at least {bar})",
    "remote_impostor_accepted": "other people accepted there: {value} (at most {bar})",
}

Figure = dict[str, Any]


@dataclass
class Tally:
    """How attempts of one kind fared; what wasn't scored counts as not accepted."""

    tried: int = 0
    accepted: int = 0
    not_scored: int = 0
    scores: list[float] = field(default_factory=list)

    def count(self, answer: Event) -> None:
        """Take one answer into account."""
        self.tried += 1
        if answer["event"] == "verdict":
            self.accepted += bool(answer["accepted"])
            self.scores.append(answer["score"])
        else:
            self.not_scored += 1


def figures(report: dict[str, Any], *, people: bool) -> dict[str, Figure]:
    """Hold the report against what it has to show.

    Parameters
    ----------
    report
        As :func:`desktop.demo.run.run_demo` gives it.
    people
        Whether real people typed: they are as hard to tell apart as they are, so that there is no
        bar for how many are accepted.
    """
    held = {
        "local_equals_remote": _figure(report["local_equals_remote"], True),
        "keystrokes_lost": _figure(report["capture"]["lost"], 0),
    }
    for name in ("hold_p99_ms", "press_press_p99_ms"):
        if name in report["capture"]:
            held[name] = _at_most(report["capture"][name], MAX_CAPTURE_P99_MS)
    if not people:
        for place, part in (("local", report), ("remote", report["remote"])):
            accepted = part["genuine"]["accepted"]
            held[f"{place}_genuine_accepted"] = {
                "value": accepted,
                "bar": MIN_GENUINE,
                "met": accepted >= MIN_GENUINE,
            }
            held[f"{place}_impostor_accepted"] = _at_most(
                part["impostor"]["accepted"], MAX_IMPOSTOR
            )
    return held


def summary(report: dict[str, Any]) -> str:
    """Tell a report in a few lines, for people."""
    parts = {"local": report, "remote": report["remote"]}
    lines = [
        f"{report['typists']}: {report['phrase_keys']} characters, FMR {report['fmr']:.0%}",
        _row("Accepted", _PLACES),
    ]
    for who, kind in _KINDS.items():
        told = [_told(parts[place][kind]) for place in _PLACES.values()]
        lines.append(_row(f"  {who}", told))
    if "free" in report:
        lines.append("Accepted by free text")
        for who, kind in _KINDS.items():
            told = [_told(parts[place]["free"][kind]) for place in _PLACES.values()]
            lines.append(_row(f"  {who}", told))
    lines.append("Checked")
    for name, figure in report["figures"].items():
        mark = "ok" if figure["met"] else "FAILED"
        lines.append(f"  {mark:8}{_CHECKS[name].format_map(figure)}")
    return "\n".join(lines)


def _row(head: str, cells: Iterable[str]) -> str:
    return f"{head:24}{''.join(f'{cell:26}' for cell in cells)}".rstrip()


def _told(tally: dict[str, Any]) -> str:
    not_scored = f", {tally['not_scored']} not scored" if tally["not_scored"] else ""
    return f"{tally['accepted']} of {tally['tried']}{not_scored}"


def _figure(value: object, bar: object) -> Figure:
    return {"value": value, "bar": bar, "met": value == bar}


def _at_most(value: float, bar: float) -> Figure:
    return {"value": value, "bar": bar, "met": value <= bar}
