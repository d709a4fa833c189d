"""The demo from its first page to its report, with a cast that types little and fast."""

import json
from pathlib import Path
from typing import Any, Final

import pytest
from PySide6.QtGui import QImage

from desktop.demo.cast import Cast, FreeText
from desktop.demo.run import REPORT, run_demo
from inference.sample import Sample
from inference.stores.keychain import PASSPHRASE_VARIABLE
from tests.e2e import people

PHRASE: Final = "many small boats leave port"
OTHER_TEXT: Final = "we waited under a tall tree"
# Pages that both places have pictures of.
SHOWN: Final = (
    "enroll-form",
    "enroll-typing",
    "enrolled",
    "verify",
    "genuine-accepted",
    "impostor-rejected",
    "profiles",
    "settings",
    "free-form",
    "free-typing",
    "free-verify",
)


def typed(repetition: int, person: str = "ada", text: str = PHRASE) -> Sample:
    return people.typed(text, person, repetition)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def told() -> list[str]:
    return []


@pytest.fixture(scope="module")
def report(out: Path, told: list[str]) -> dict[str, Any]:
    cast = Cast(
        source="two steady people",
        people=True,
        phrase=PHRASE,
        fmr=0.01,
        enroll=tuple(map(typed, range(5))),
        genuine=(typed(5),),
        impostor=(typed(0, "bea"),),
        free=FreeText(
            enroll=(typed(6),),
            genuine=(typed(7, text=OTHER_TEXT),),
            impostor=(typed(1, "bea"),),
        ),
    )
    with pytest.MonkeyPatch.context() as patch:
        # Of the user's own store: it opens nothing here.
        patch.setenv(PASSPHRASE_VARIABLE, "somebody else's four words")
        return run_demo(cast, out, told.append)


def test_each_place_accepts_the_one_who_enrolled(report: dict[str, Any]) -> None:
    for part in (report, report["remote"]):
        assert part["genuine"]["accepted"] == part["genuine"]["tried"] == 1
        assert part["impostor"]["tried"] == 1
        assert part["impostor"]["accepted"] == part["impostor"]["not_scored"] == 0


def test_free_text_is_tried_in_each_place(report: dict[str, Any]) -> None:
    for part in (report, report["remote"]):
        for kind in ("genuine", "impostor"):
            assert part["free"][kind]["tried"] == len(part["free"][kind]["scores"]) == 1


def test_the_report_is_written_and_tells_what_was_done(report: dict[str, Any], out: Path) -> None:
    assert json.loads((out / REPORT).read_text(encoding="utf-8")) == report
    assert (report["typists"], report["fmr"]) == ("two steady people", 0.01)
    assert report["phrase_keys"] == len(PHRASE)
    assert report["local_equals_remote"] is True


def test_all_keys_were_captured(report: dict[str, Any]) -> None:
    assert set(report["capture"]) == {
        "lost",
        "hold_p50_ms",
        "hold_p99_ms",
        "press_press_p50_ms",
        "press_press_p99_ms",
    }
    assert report["capture"]["lost"] == 0


def test_every_page_was_photographed(report: dict[str, Any], out: Path) -> None:
    del report
    both = {f"{place}-{page}" for place in ("local", "remote") for page in SHOWN}
    shown = {path.stem for path in out.glob("*.png")}
    answered = {name for name in shown if "-free-genuine-" in name or "-free-impostor-" in name}
    assert len(answered) == 4
    assert shown - answered == both | {"consent", "unlock", "profiles-empty"}
    for path in out.glob("*.png"):
        assert colours(QImage(str(path))) > 50, path.name


def test_each_attempt_is_told(report: dict[str, Any], told: list[str]) -> None:
    del report
    assert told[0] == "On a virtual screen, with two steady people: about 2 min."
    assert told.count("Ada enrols, attempt 5: counted (5 of 5)") == 2
    assert told.count("Ada enrols by free text, sentence 1: counted (27 of 250 keys)") == 2
    assert told.count("Ada verifies, 1 of 1: accepted") == 2
    assert told.count("Somebody else verifies, 1 of 1: rejected") == 2


def colours(picture: QImage) -> int:
    """Count the colours; text alone makes many, by its smoothed edges."""
    places = ((x, y) for x in range(0, picture.width(), 2) for y in range(picture.height()))
    return len({picture.pixel(x, y) for x, y in places})
