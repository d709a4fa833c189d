"""``keystroke serve`` in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from desktop.demo.driver import PASSPHRASE, STEP_SECONDS
from desktop.errors import DemoError
from desktop.logic.paths import HOME_VARIABLE
from inference.stores.keychain import PASSPHRASE_VARIABLE

_COMMAND: Final = (
    sys.executable,
    "-c",
    "from desktop.cli import main; main()",
    "serve",
    "--port",
    "0",
)


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """Run the service on a free port with data of its own; give its address.

    Raises
    ------
    DemoError
        If it doesn't start.
    """
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    environment = {HOME_VARIABLE: str(home), PASSPHRASE_VARIABLE: PASSPHRASE}
    process = subprocess.Popen(  # noqa: S603 (our own program)
        _COMMAND, env=os.environ | environment, stderr=subprocess.PIPE, text=True
    )
    try:
        announced = process.stderr.readline() if process.stderr else ""
        address = next((word for word in announced.split() if word.startswith("http")), None)
        if address is None:
            raise DemoError(f"The service didn't start: {announced.strip() or 'it said nothing'}")
        yield address
    finally:
        process.terminate()
        process.wait(STEP_SECONDS)
