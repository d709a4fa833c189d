"""What happened, more attempts, and the way back, in the real window by keys alone."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.demo.driver import with_passphrase
from desktop.virtual.screen import VirtualScreen
from tests.e2e.driver import App, enroll, enter, ready_to_verify
from tests.e2e.people import typed

PHRASE = "Quiet rivers"
OWNER, STRANGER = "ada", "eve1"


@pytest.fixture(scope="module")
def app(virtual_screen: VirtualScreen, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """Start the app with its owner enrolled, and both an owner's and a stranger's attempt."""
    del virtual_screen
    with App(tmp_path_factory.mktemp("app"), **with_passphrase()) as running:
        enter(running)
        samples = [typed(PHRASE, OWNER, repetition) for repetition in range(5)]
        enroll(running, "Ada", PHRASE, samples, keep=True)
        ready_to_verify(running)
        assert running.attempt(typed(PHRASE, OWNER, 5))["accepted"] is True
        running.wait_for("ready", page="verify")
        assert running.attempt(typed(PHRASE, STRANGER, 0))["accepted"] is False
        yield running


def test_the_history_is_searched_and_saved(app: App, tmp_path: Path) -> None:
    app.press("AltLeft", "KeyH")
    assert app.wait_for("history")["events"] == 4
    app.write("rejected")
    app.press("AltLeft", "KeyC")
    path = tmp_path / "history.csv"
    app.wait_for("choosing")
    app.write(f"{path}\n")
    assert app.wait_for("saved")["events"] == 1
    (row,) = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
    assert (row["kind"], row["label"], row["accepted"]) == ("verified", "Ada", "False")


def test_more_is_typed_and_taken_back(app: App) -> None:
    app.press("AltLeft", "KeyP")
    app.wait_for("listed", profiles=1)
    for key in ("Tab", "Tab", "Enter", "ArrowDown", "Enter"):
        app.press(key)
    app.wait_for("ready", page="more")
    for repetition in range(10, 16):
        assert app.attempt(typed(PHRASE, OWNER, repetition))["outcome"] == "counted"
        if repetition < 15:
            app.wait_for("ready", page="more")
    assert app.wait_for("more")["accepted"] is True
    app.press("AltLeft", "KeyH")
    assert app.wait_for("versions")["count"] == 2
    for key in ("Tab", "Tab", "Tab", "Enter"):
        app.press(key)
    assert app.wait_for("versions")["count"] == 3
    assert app.stderr() == ""
