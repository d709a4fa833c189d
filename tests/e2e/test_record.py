"""Attempts recorded by a command, by real key events, and used by others."""

import json
import os
import subprocess
from pathlib import Path

from desktop.cli.store import NOT_ACCEPTED
from desktop.demo.driver import COMMAND, PASSPHRASE, with_passphrase
from desktop.logic.paths import HOME_VARIABLE, Paths
from desktop.logic.workspace import open_workspace
from desktop.virtual.screen import VirtualScreen
from inference.simulation.typists import typists
from tests.e2e.driver import App

PHRASE = "old songs"
OWNER = typists(8, 4)[6]


def keystroke(home: Path, *arguments: str) -> str:
    environment = os.environ | with_passphrase() | {HOME_VARIABLE: str(home)}
    done = subprocess.run(
        [*COMMAND, *arguments], env=environment, check=False, capture_output=True, text=True
    )
    # Whether so short a phrase passes isn't asked here.
    assert done.returncode in {0, NOT_ACCEPTED}, done.stderr
    return done.stdout


def test_what_is_recorded_can_be_enrolled_and_verified(
    virtual_screen: VirtualScreen, tmp_path: Path
) -> None:
    del virtual_screen
    home, file = tmp_path / "home", tmp_path / "attempts"
    workspace = open_workspace(Paths(home), PASSPHRASE)
    workspace.give_consent()
    workspace.close()
    options = ("record", "--out", str(file), "--phrase", PHRASE, "--count", "6")
    with App(home, *options, **with_passphrase()) as app:
        for repetition in range(6):
            app.wait_for("ready", page="record")
            assert app.attempt(OWNER.type(PHRASE, repetition))["outcome"] == "counted"
        assert app.ends() == 0
    attempts = file.read_text().splitlines(keepends=True)
    assert len(attempts) == 6
    assert file.stat().st_mode & 0o777 == 0o600
    # Features name no key.
    assert "Key" not in file.read_text()
    file.write_text("".join(attempts[:5]))
    keystroke(home, "enroll", "Ada", str(file))
    file.write_text(attempts[5])
    assert json.loads(keystroke(home, "identify", str(file), "--json"))["matches"]
