"""The pynput source: starts the capture process, minds it, and starts it again when it fails."""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Final, Literal, cast

from desktop.capture import wire
from desktop.capture.clock import now_ms
from desktop.capture.events import DOES_NOT_COUNT, CaptureListener, CaptureState, KeyEvent
from desktop.capture.gate import Gate
from inference.stores.keychain import PASSPHRASE_VARIABLE

SILENCE_SECONDS: Final = 10.0


_SUFFIX: Final = ".exe" if sys.platform == "win32" else ""
_END_SECONDS: Final = 2.0
_PAUSE_SECONDS: Final = 0.2
# A process that fails this often without having run for a while won't get better by itself.
_TRIES: Final = 3
_STEADY_SECONDS: Final = 30.0

_AGAIN: Final = "The capture process ended by itself and is being started again."
_GIVEN_UP: Final = "Keys can't be captured with pynput: the capture process keeps ending by itself."


class PynputSource:
    """Key events from a process of its own, where a busy window can't disturb their times.

    Parameters
    ----------
    listener
        Is told events and states, mostly on a thread of this source.
    command
        Starts the capture process; :func:`capture_command` if None.
    silence_seconds
        After which a process that says nothing is taken to be stuck, and is replaced.
    """

    name: Literal["pynput"] = "pynput"

    def __init__(
        self,
        listener: CaptureListener,
        command: Sequence[str] | None = None,
        silence_seconds: float = SILENCE_SECONDS,
    ) -> None:
        self._gate = Gate(listener)
        self._command = command or capture_command()
        self._silence_ms = silence_seconds * 1e3
        self._child: _Child | None = None
        self._is_wanted = False
        self._is_unavailable = False
        self._turn = 0
        self._closed = threading.Event()
        self._threads = [
            threading.Thread(target=work, daemon=True) for work in (self._supervise, self._watch)
        ]

    @property
    def armed(self) -> bool:
        """Whether key events are told now."""
        return self._gate.is_open

    def start(self) -> None:
        """Start the capture process; waits for nothing."""
        self._gate.tell(CaptureState.STARTING)
        for thread in self._threads:
            thread.start()

    def arm(self) -> None:
        """Have the process listen; waits for nothing."""
        with self._gate.lock:
            if not self._is_wanted:
                self._is_wanted = True
                self._turn += 1
                self._ask(wire.Arm(self._turn))

    def disarm(self) -> None:
        """Let nothing through any more, and have the process stop listening."""
        with self._gate.lock:
            if self._is_wanted:
                self._is_wanted = False
                self._ask(wire.Disarm())
                self._gate.shut(CaptureState.DISARMED)

    def flush(self) -> None:
        """Forget the keys that are down."""
        self._gate.flush()

    def close(self) -> None:
        """End the process."""
        with self._gate.lock:
            if self._closed.is_set():
                return
            self._closed.set()
            child = self._child
            self._gate.shut(CaptureState.CLOSED)
        if child is not None:
            child.end()
        # Closed by the listener on one of these threads, they end when it returns.
        if threading.current_thread() not in self._threads:
            for thread in filter(threading.Thread.is_alive, self._threads):
                thread.join()

    @property
    def process_id(self) -> int | None:
        """The capture process's number, while there is one."""
        with self._gate.lock:
            return None if self._child is None else self._child.process_id

    def _ask(self, message: wire.Message) -> None:
        if self._child is not None:
            self._child.ask(message)

    def _supervise(self) -> None:
        tries = 0
        while not self._closed.wait(_PAUSE_SECONDS if tries else 0):
            started_ms = now_ms()
            self._run_child()
            tries = 1 if now_ms() - started_ms > _STEADY_SECONDS * 1e3 else tries + 1
            if not self._may_try_again(tries):
                return

    def _run_child(self) -> None:
        with self._gate.lock:
            if self._closed.is_set():
                return
            child = self._child = _Child(self._command)
            if self._is_wanted:
                child.ask(wire.Arm(self._turn))
        for message in child.messages():
            self._take(message)
        with self._gate.lock:
            self._child = None
        child.end()

    def _may_try_again(self, tries: int) -> bool:
        with self._gate.lock:
            if self._closed.is_set() or self._is_unavailable:
                return False
            if tries >= _TRIES:
                self._gate.shut(CaptureState.UNAVAILABLE, _GIVEN_UP)
                return False
            lost = f" {DOES_NOT_COUNT}" if self._is_wanted else ""
            self._gate.shut(CaptureState.INTERRUPTED, _AGAIN + lost)
            return True

    def _take(self, message: wire.Message) -> None:
        with self._gate.lock:
            match message:
                case KeyEvent():
                    self._gate.key_event(message)
                case wire.Armed(turn) if self._is_wanted and turn == self._turn:
                    self._gate.open()
                case wire.Ready() if not self._is_wanted:
                    self._gate.tell(CaptureState.DISARMED)
                case wire.Unavailable(text):
                    self._is_unavailable = True
                    self._gate.shut(CaptureState.UNAVAILABLE, text)

    def _watch(self) -> None:
        while not self._closed.wait(self._silence_ms / 1e3 / 4):
            with self._gate.lock:
                if self._child is not None and self._child.silent_ms > self._silence_ms:
                    self._child.kill()


class _Child:
    """One capture process and the pipes to it."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # A program without a console has no standard error to inherit.
            stderr=None if sys.stderr else subprocess.DEVNULL,
            # A process that hears every key needs no secret besides.
            env={k: text for k, text in os.environ.items() if k != PASSPHRASE_VARIABLE},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._commands = cast("IO[bytes]", self._process.stdin)
        self._answers = cast("IO[bytes]", self._process.stdout)
        self._heard_ms = now_ms()

    @property
    def process_id(self) -> int:
        return self._process.pid

    @property
    def silent_ms(self) -> float:
        return now_ms() - self._heard_ms

    def ask(self, message: wire.Message) -> None:
        # That it has ended shows at the end of its messages.
        with contextlib.suppress(OSError, ValueError):
            self._commands.write(wire.encode(message))
            self._commands.flush()

    def messages(self) -> Iterator[wire.Message]:
        with self._answers:
            for line in self._answers:
                self._heard_ms = now_ms()
                message = wire.decode(line)
                if message is not None:
                    yield message

    def kill(self) -> None:
        self._process.kill()

    def end(self) -> None:
        """Have it end by itself, by closing its standard input; wait for it."""
        with contextlib.suppress(OSError):
            self._commands.close()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def capture_command() -> tuple[str, ...]:
    """Give what starts the capture process: beside a packaged program, a program of its own."""
    if getattr(sys, "frozen", False):
        return (str(Path(sys.executable).with_name(f"keystroke-capture{_SUFFIX}")),)
    return (sys.executable, "-P", "-m", "desktop.capture.child")
