"""Enrolling, verifying and deleting by commands alone."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from desktop.logic.paths import Paths
from desktop.logic.workspace import open_workspace
from inference.sample import Sample
from inference.simulation.typists import typists
from tests.desktop.cli.test_main import run

PHRASE = "quiet rivers carry old songs"
PASSPHRASE = "of the tests"  # noqa: S105 (opens nothing real)
OWNER, STRANGER = typists(8, 4)[6:]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Make a store whose user consents."""
    workspace = open_workspace(Paths(tmp_path / "home"), PASSPHRASE)
    workspace.give_consent()
    workspace.close()
    return tmp_path / "home"


def written(path: Path, samples: Sequence[Sample]) -> str:
    path.write_text("\n".join(sample.to_json() for sample in samples))
    return str(path)


def keystroke(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(*arguments, KEYSTROKE_HOME=str(home), KEYSTROKE_PASSPHRASE=PASSPHRASE)


def told(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """Give the one line of JSON that a command prints, and nothing else."""
    assert (done.stdout.count("\n"), done.stderr) == (1, "")
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def enrolled(home: Path, label: str = "Ada") -> str:
    file = written(home / "ten", [OWNER.type(PHRASE, n) for n in range(10)])
    made = told(keystroke(home, "enroll", label, file, "--json"))
    assert made == {"id": made["id"], "label": label, "waits": False}
    return str(made["id"])


def test_a_script_enrols_verifies_identifies_and_deletes(home: Path) -> None:
    profile = enrolled(home)
    own = written(home / "own", [OWNER.type(PHRASE, 12)])
    other = written(home / "other", [STRANGER.type(PHRASE, 12)])

    accepted = keystroke(home, "verify", "Ada", own, "--json")
    assert (accepted.returncode, told(accepted)["accepted"]) == (0, True)
    refused = keystroke(home, "verify", profile, other, "--json", "--fmr", "0.001")
    assert (refused.returncode, told(refused)["fmr"]) == (3, 0.001)

    found = keystroke(home, "identify", written(home / "who", [OWNER.type(PHRASE, 13)]), "--json")
    assert (found.returncode, told(found)["known"]) == (0, {"id": profile, "label": "Ada"})
    nobody = keystroke(home, "identify", written(home / "who", [STRANGER.type(PHRASE, 13)]))
    assert (nobody.returncode, nobody.stdout.splitlines()[0]) == (3, "nobody known")

    listed = told(keystroke(home, "profiles", "--json"))
    assert [one["label"] for one in listed["profiles"]] == ["Ada"]
    assert told(keystroke(home, "delete", "Ada", "--json"))["deleted"] == 1
    assert told(keystroke(home, "profiles", "--json"))["profiles"] == []


def test_another_phrase_is_not_scored(home: Path) -> None:
    enrolled(home)
    other = written(home / "other", [OWNER.type("another phrase", 1)])
    done = keystroke(home, "verify", "Ada", other)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr == "keystroke: That was not the phrase. Type it again.\n"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "There are no attempts in it"),
        ("{}", "Line 1 is no attempt: Features must be an object"),
        ('\n{"keystrokes": 3}', "Line 2 is no attempt:"),
        ("[" * 100_000, "Line 1 is no attempt:"),
    ],
)
def test_what_is_no_attempt_is_told(home: Path, content: str, complaint: str) -> None:
    file = home / "attempts"
    file.write_text(content)
    done = keystroke(home, "verify", "Ada", str(file))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"keystroke: {complaint}")
    assert done.stderr.count("\n") == 1


def test_a_wrong_name_deletes_nothing(home: Path) -> None:
    enrolled(home)
    done = keystroke(home, "delete", "Ada", "Bob")
    assert (done.returncode, done.stdout) == (1, "")
    assert "There is no profile 'Bob'" in done.stderr
    assert len(told(keystroke(home, "profiles", "--json"))["profiles"]) == 1


def test_a_label_of_several_asks_for_the_id(home: Path) -> None:
    profile = enrolled(home)
    enrolled(home)
    done = keystroke(home, "delete", "Ada")
    assert "Several profiles are called 'Ada'" in done.stderr
    assert told(keystroke(home, "delete", profile, "--json"))["deleted"] == 1


def test_all_is_deleted_at_once_and_only_when_asked_for(home: Path) -> None:
    enrolled(home)
    assert keystroke(home, "delete").returncode == 1
    assert told(keystroke(home, "delete", "--all", "--json"))["deleted"] == 1
    done = keystroke(home, "enroll", "Ada", str(home / "ten"))
    assert (done.returncode, "There is no consent" in done.stderr) == (1, True)


def test_the_shell_completes_commands() -> None:
    typed = {"COMP_WORDS": "keystroke ver", "COMP_CWORD": "1"}
    assert run(_KEYSTROKE_COMPLETE="complete_bash", **typed).stdout.split() == ["verify"]
