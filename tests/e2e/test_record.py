"""Attempts recorded by a command, by real key events."""

from pathlib import Path

from desktop.demo.driver import PASSPHRASE, with_passphrase
from desktop.logic import recording
from desktop.logic.paths import Paths
from desktop.logic.workspace import open_workspace
from desktop.virtual.screen import VirtualScreen
from inference.sample import Sample
from inference.simulation.typists import typists
from tests.e2e.driver import App

PHRASE = "old songs"
OWNER = typists(8, 4)[6]


def test_what_is_recorded_can_be_read_and_names_no_key(
    virtual_screen: VirtualScreen, tmp_path: Path
) -> None:
    del virtual_screen
    home, file = tmp_path / "home", tmp_path / "attempts"
    workspace = open_workspace(Paths(home), PASSPHRASE)
    workspace.give_consent()
    workspace.close()
    options = ("record", "--out", str(file), "--phrase", PHRASE, "--count", "2")
    with App(home, *options, **with_passphrase()) as app:
        for repetition in range(2):
            app.wait_for("ready", page="record")
            assert app.attempt(OWNER.type(PHRASE, repetition))["outcome"] == "counted"
        assert app.ends() == 0
    attempts = file.read_text().splitlines(keepends=True)
    assert len(attempts) == 2
    assert file.stat().st_mode & 0o777 == 0o600
    # Features name no key.
    assert "Key" not in file.read_text()
    read = recording.read(file.read_text())
    assert [features.mode for features in read if not isinstance(features, Sample)] == ["fixed"] * 2
