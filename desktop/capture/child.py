"""The capture process: listens to the keyboard while its parent asks it to, away from its load.

It is started as ``python -m desktop.capture.child`` by :mod:`desktop.capture.process`, takes
commands on its standard input, tells key events on its standard output (as
:mod:`desktop.capture.wire` writes them) and ends when its parent does.
"""

import os
import signal
import sys
import threading
import time
from typing import Final

from desktop.capture import wire
from desktop.capture.priority import raise_priority
from desktop.capture.systems.listening import KeyListener, System, this_system
from desktop.errors import CaptureError

HEARTBEAT_SECONDS: Final = 0.5


def main() -> None:
    """Run until the parent closes our standard input."""
    # Ctrl+C in a terminal reaches us as well; whether to end is the parent's to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise_priority()
    voice = _Voice()
    try:
        system = this_system()
        system.check()
        _Ear(system, voice).obey()
    except CaptureError as error:
        voice.say(wire.Unavailable(str(error)))


class _Voice:
    """Tells the parent; may be used from any thread."""

    def __init__(self) -> None:
        # Libraries print to standard output (python-xlib does): that goes to standard error.
        self._pipe = os.dup(sys.stdout.fileno())
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def say(self, message: wire.Message) -> None:
        try:
            os.write(self._pipe, wire.encode(message))
        except OSError:
            os._exit(0)  # the parent is gone


class _Ear:
    """Listens while it is armed; there is no listener at all while it isn't."""

    def __init__(self, system: System, voice: _Voice) -> None:
        self._system = system
        self._voice = voice
        self._listener: KeyListener | None = None

    def obey(self) -> None:
        self._voice.say(wire.Ready())
        threading.Thread(target=self._beat, daemon=True).start()
        for line in sys.stdin.buffer:
            match wire.decode(line):
                case wire.Arm(turn):
                    self._arm(turn)
                case wire.Disarm():
                    self._disarm()
        self._disarm()

    def _arm(self, turn: int) -> None:
        self._disarm()
        listener = self._system.listen(self._voice.say)
        listener.start()
        self._listener = listener
        self._voice.say(wire.Armed(turn))

    def _disarm(self) -> None:
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.stop()

    def _beat(self) -> None:
        while True:
            time.sleep(HEARTBEAT_SECONDS)
            listener = self._listener
            if listener is not None and not listener.works and listener is self._listener:
                os._exit(1)  # the parent notices, and starts another one
            self._voice.say(wire.Alive())


if __name__ == "__main__":
    main()
