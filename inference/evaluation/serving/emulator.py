"""Lambda's own runtime on this machine: AWS's Runtime Interface Emulator around a handler.

SAM brings the emulator. It listens on 127.0.0.1 alone and is asked for one thing at a time, since
its first invocations crash it when there are several.
"""

import json
import platform
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from inference.errors import SettingsError

ROOT: Final = Path(__file__).parent.parent.parent.parent
CLOUD: Final = ROOT / ".venv-cloud"

_ARCHITECTURES: Final = {"x86_64": "x86_64", "aarch64": "arm64"}
_INVOCATIONS: Final = "/2015-03-31/functions/function/invocations"
_PAUSE_SECONDS: Final = 0.02
_INIT: Final = re.compile(r"INIT REPORT\(durationMs: ([\d.]+)")
_DURATION: Final = re.compile(r"REPORT RequestId: \S+\t.*?\bDuration: ([\d.]+) ms\tBilled")


def emulator_program() -> Path:
    """Find the emulator for this machine's processor.

    Raises
    ------
    SettingsError
        If it isn't installed.
    """
    name = f"aws-lambda-rie-{_ARCHITECTURES.get(platform.machine(), 'none')}"
    found = sorted(CLOUD.glob(f"lib/python*/site-packages/samcli/local/rapid/{name}"))
    if not found:
        raise SettingsError(
            "AWS's emulator of Lambda isn't here: run `make setup-cloud` in a clone of the "
            "repository, on Linux."
        )
    return found[0]


class Emulator:
    """One function, emulated.

    Parameters
    ----------
    address
        Base address of the emulator.
    process
        Number of its process, whose children run the function.
    log
        File that the emulator and the function write to.
    """

    def __init__(self, address: str, process: int, log: Path) -> None:
        self.address = address
        self.process = process
        self._log = log

    def invoke(self, event: object) -> Any:
        """Invoke the function and give what it returns, or the error that Lambda would tell."""
        request = urllib.request.Request(  # noqa: S310 (an address of our own)
            f"{self.address}{_INVOCATIONS}", json.dumps(event).encode(), method="POST"
        )
        try:
            with urllib.request.urlopen(request) as answer:  # noqa: S310 (the same)
                body = answer.read()
        except urllib.error.HTTPError as error:
            body = error.read()
        try:
            return json.loads(body)
        except ValueError:
            return body.decode()

    def log(self) -> str:
        """Read what emulator and function have written so far."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def init_ms(self) -> float:
        """Give the time of the first start, until the handler was ready."""
        return float(_INIT.findall(self.log())[0])

    def durations_ms(self) -> list[float]:
        """Give the times of all invocations; the first includes the start."""
        return [float(found) for found in _DURATION.findall(self.log())]


@contextmanager
def emulated(
    handler: str, root: Path, log: Path, environment: Mapping[str, str]
) -> Iterator[Emulator]:
    """Run a function until the end of the block.

    Parameters
    ----------
    handler
        Its handler, such as ``lambda_function.lambda_handler``.
    root
        Folder that it is imported from.
    log
        File to write to.
    environment
        All of its environment variables; ``AWS_LAMBDA_FUNCTION_TIMEOUT`` is in seconds.

    Raises
    ------
    SettingsError
        If the emulator isn't installed.
    """
    invocations, runtime = free_port(), free_port()
    command: list[str | Path] = [
        emulator_program(),
        "--runtime-interface-emulator-address", f"127.0.0.1:{invocations}",
        "--runtime-api-address", f"127.0.0.1:{runtime}",
        sys.executable, "-m", "awslambdaric", handler,
    ]  # fmt: skip
    variables = {"AWS_LAMBDA_FUNCTION_NAME": "keystroke", "LAMBDA_TASK_ROOT": str(root)}
    with (
        log.open("wb") as output,
        subprocess.Popen(  # noqa: S603 (the emulator that SAM brings)
            command, cwd=root, env={**variables, **environment}, stdout=output, stderr=output
        ) as process,
    ):
        try:
            wait_for(process, invocations)
            yield Emulator(f"http://127.0.0.1:{invocations}", process.pid, log)
        finally:
            # It ends its runtime when it is asked to end.
            process.terminate()


def free_port() -> int:
    """Find a port of this machine that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def wait_for(process: subprocess.Popen[Any], port: int) -> None:
    """Wait until a process listens at a port.

    Raises
    ------
    SettingsError
        If it ends before.
    """
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            if process.poll() is not None:
                raise SettingsError(f"A server at port {port} ended before it listened.") from None
            time.sleep(_PAUSE_SECONDS)
        else:
            return
