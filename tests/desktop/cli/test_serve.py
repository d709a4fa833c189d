import os
import signal
import socket
import stat
import subprocess
from pathlib import Path

import pytest
import requests

from inference.recognizer import Recognizer
from inference.stores.keys import AvailableKeys
from inference.stores.sqlite import SqliteStore
from tests.doors import KEYSTROKE, PASSPHRASE
from tests.inference.typing import typed


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    inherited = {key: value for key, value in os.environ.items() if key != "KEYSTROKE_STORE"}
    return {**inherited, "KEYSTROKE_HOME": str(tmp_path), "KEYSTROKE_PASSPHRASE": PASSPHRASE}


def refused(environment: dict[str, str], *options: str) -> str:
    """Run the command, which ends at once, and give what it says."""
    done = subprocess.run(
        [*KEYSTROKE, "serve", *options], env=environment, capture_output=True, text=True,
        check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    return done.stderr


def test_it_says_where_it_listens_and_nothing_of_what_is_sent(
    environment: dict[str, str], tmp_path: Path, recognizer: Recognizer
) -> None:
    features = [recognizer.extract(typed(one)).to_dict() for one in range(6)]
    command = [*KEYSTROKE, "serve", "--port", "0"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        assert process.stdout is not None
        line = process.stderr.readline()
        assert line.startswith("Listening at http://127.0.0.1:")
        base = line.split()[2]
        document = {"label": "Planted", "features": features}
        enrolled = requests.post(f"{base}/v1/profiles", json=document, timeout=10)
        assert enrolled.status_code == 201
        document["label"] = ""
        assert requests.post(f"{base}/v1/profiles", json=document, timeout=10).status_code == 422
        process.send_signal(signal.SIGINT)
        assert (process.stdout.read(), process.stderr.read()) == ("", "")
    assert process.returncode == 0
    store = tmp_path / "service.sqlite"
    assert b"Planted" not in store.read_bytes()
    if os.name == "posix":
        assert stat.S_IMODE(store.stat().st_mode) == 0o600


def test_without_authentication_it_serves_this_machine_only(environment: dict[str, str]) -> None:
    assert "this machine only" in refused(environment, "--host", "0.0.0.0")  # noqa: S104 (refused)


def test_the_token_is_no_option(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [*KEYSTROKE, "serve", "--help"], env=environment, capture_output=True, text=True,
        check=True, timeout=60,
    )  # fmt: skip
    assert "--token-file" in done.stdout
    assert "--token " not in done.stdout


def test_an_issuer_without_an_audience(environment: dict[str, str]) -> None:
    told = refused(environment, "--issuer", "https://login.example.org")
    assert "KEYSTROKE_AUDIENCE" in told


def test_a_port_in_use(environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = str(listener.getsockname()[1])
        assert f"Port {port} of 127.0.0.1 can't be listened at" in refused(
            environment, "--port", port
        )


def test_a_store_with_another_passphrase(environment: dict[str, str], tmp_path: Path) -> None:
    store = tmp_path / "other.sqlite"
    SqliteStore(store, AvailableKeys("another")).close()
    assert "The passphrase doesn't open" in refused(environment, "--store", str(store))


def test_a_store_in_a_folder_that_is_not_there(environment: dict[str, str]) -> None:
    assert "check the path" in refused(environment, "--store", "/nowhere/store.sqlite")


def _until_it_waits(terminal: int) -> bytes:
    said = b""
    # A prompt's last space comes once the terminal no longer shows what is typed.
    while not (said.endswith(b": ") or b"Ctrl+C" in said):
        said += os.read(terminal, 1000)
    return said


def at_a_terminal(environment: dict[str, str], *answers: str) -> str:
    """Run the command on a terminal of its own, answer its prompts, and give what it says."""
    del environment["KEYSTROKE_PASSPHRASE"]
    environment["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [*KEYSTROKE, "serve", "--port", "0"],
        env=environment,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ) as process:
        os.close(theirs)
        said = _until_it_waits(ours)
        for answer in answers:
            os.write(ours, answer.encode() + b"\n")
            said += _until_it_waits(ours)
        process.send_signal(signal.SIGINT)
    os.close(ours)
    return said.decode()


@pytest.mark.skipif(os.name != "posix", reason="terminals are opened so on POSIX systems alone")
def test_a_person_at_a_terminal_is_asked_for_the_passphrase(environment: dict[str, str]) -> None:
    said = at_a_terminal(dict(environment), PASSPHRASE, PASSPHRASE)
    assert "Repeat for confirmation" in said
    assert "Listening at" in said
    assert PASSPHRASE not in said
    again = at_a_terminal(dict(environment), PASSPHRASE)
    assert "Repeat for confirmation" not in again
    assert "Listening at" in again
