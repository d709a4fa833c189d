"""``keystroke serve`` in a process of its own."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from desktop.demo.driver import COMMAND, PASSPHRASE, STEP_SECONDS
from desktop.errors import DemoError
from desktop.logic.paths import HOME_VARIABLE
from inference.authentication.settings import (
    AUDIENCE_VARIABLE,
    ISSUER_VARIABLE,
    TOKEN_FILE_VARIABLE,
    TOKEN_VARIABLE,
)
from inference.service.attempts import MOST_FAILURES
from inference.service.settings import FAILURES_VARIABLE
from inference.stores.keychain import PASSPHRASE_VARIABLE

_POLL_SECONDS: Final = 0.05
# Whatever the user's own service is set to.
_FOR_EVERYBODY: Final = dict.fromkeys(
    (ISSUER_VARIABLE, AUDIENCE_VARIABLE, TOKEN_VARIABLE, TOKEN_FILE_VARIABLE), ""
)
NEVER_LOCKED: Final = {FAILURES_VARIABLE: str(MOST_FAILURES)}
"""Impostors are let try on, so that they can be counted."""


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """Run the service on a free port; give its address.

    Parameters
    ----------
    home
        Folder of its data; what it writes to standard error lies there too.

    Raises
    ------
    DemoError
        If it doesn't start.
    """
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    environment = {
        HOME_VARIABLE: str(home),
        PASSPHRASE_VARIABLE: PASSPHRASE,
        **_FOR_EVERYBODY,
        **NEVER_LOCKED,
    }
    # Not the user's own store, whatever the environment says.
    command = [*COMMAND, "serve", "--port", "0", "--store", str(home / "service.sqlite")]
    told = home / "stderr.txt"
    with told.open("wb") as stderr:
        process = subprocess.Popen(  # noqa: S603 (our own program)
            command, env=os.environ | environment, stderr=stderr
        )
    try:
        yield _address(process, told)
    finally:
        process.terminate()
        process.wait(STEP_SECONDS)


def _address(process: subprocess.Popen[bytes], told: Path) -> str:
    """Wait for the line that tells the address."""
    deadline = time.monotonic() + STEP_SECONDS
    while time.monotonic() < deadline:
        has_ended = process.poll() is not None
        for line in told.read_text(encoding="utf-8").splitlines(keepends=True):
            address = next((word for word in line.split() if word.startswith("http")), None)
            if address is not None and line.endswith("\n"):
                return address
        if has_ended:
            break
        time.sleep(_POLL_SECONDS)
    raise DemoError(f"The service didn't start: {told.read_text().strip() or 'it said nothing'}")
