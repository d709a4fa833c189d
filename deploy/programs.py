"""Other programs: looked for before anything is done, and run with their output shown."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from deploy.errors import DeployError

ROOT: Final = Path(__file__).parent.parent
SAM: Final = ROOT / ".venv-cloud" / "bin" / "sam"


def check_docker() -> None:
    """Look for Docker and its daemon.

    Raises
    ------
    DeployError
        If one is missing.
    """
    if shutil.which("docker") is None:
        raise DeployError("Docker is missing: install Docker Engine, or Docker Desktop.")
    if subprocess.run(["docker", "info"], capture_output=True, check=False).returncode:  # noqa: S607 (whichever is first in PATH)
        raise DeployError(
            "Docker doesn't answer: start it, and give yourself the right to use it (`docker info` "
            "must work)."
        )


def check_sam() -> None:
    """Look for SAM.

    Raises
    ------
    DeployError
        If it is missing.
    """
    if not SAM.is_file():
        raise DeployError("SAM is missing: run `make setup-cloud`.")


def run(command: Sequence[str | Path], advice: str, given: str | None = None) -> None:
    """Run a program from the root of the repository.

    Parameters
    ----------
    command
        The program and its arguments.
    advice
        What to do if it fails.
    given
        Its standard input.

    Raises
    ------
    DeployError
        If it fails.
    """
    # The command is a list of our own making; no shell reads it.
    done = subprocess.run(command, input=given, text=True, cwd=ROOT, check=False)  # noqa: S603
    if done.returncode:
        raise DeployError(f"`{Path(command[0]).name} {command[1]}` failed: {advice}.")
